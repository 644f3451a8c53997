import {
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  getScalarValue,
} from 'js-yaml';
import type { Json, JsonObject } from './json.js';
import { isJsonList, isJsonObject } from './json.js';
import type { AliasEvent, CollectionEvent, ScalarEvent, YamlEvent } from './yaml-events.js';
import { isBlock, isPlain } from './yaml-events.js';
import { resolvePlainScalar } from './yaml-scalar.js';
import { isTimestamp, printTimestamp } from './yaml-timestamp.js';

/** What is wrong with a text whose syntax is right; `event` stands where it is wrong. */
export interface YamlComplaint {
  readonly code: 'yaml/syntax' | 'yaml/duplicate-key' | 'yaml/aliases';
  readonly message: string;
  readonly event: YamlEvent;
  /** For a key that stands twice: where it stands first. */
  readonly first?: YamlEvent;
  readonly hint?: string;
}

export interface BuiltYaml {
  readonly value: Json;
  readonly complaints: readonly YamlComplaint[];
}

/** How many values aliases may stand for, all in all: with few lines they could stand for more than memory holds. */
const MAX_ALIASED = 1_000_000;

/** The value of a text that was taken apart into events. */
export function buildYaml(text: string, events: readonly YamlEvent[]): BuiltYaml {
  const builder = new Builder(text, events);
  return { value: builder.document(), complaints: builder.complaints };
}

/** An anchored value, and how many values it holds with all that its own aliases stand for. */
interface Anchored {
  readonly value: Json;
  readonly size: number;
}

/** Thrown to leave a text that stands for more than can be held. */
class TooMuch extends Error {}

/** One reading of the events, first to last. */
class Builder {
  readonly complaints: YamlComplaint[] = [];
  readonly #text: string;
  readonly #events: readonly YamlEvent[];
  /** Anchors by name; undefined while their value is being built. */
  readonly #anchors = new Map<string, Anchored | undefined>();
  #next = 0;
  #count = 0;
  #aliased = 0;

  constructor(text: string, events: readonly YamlEvent[]) {
    this.#text = text;
    this.#events = events;
  }

  document(): Json {
    if (this.#take().type !== EVENT_DOCUMENT) return null;
    try {
      const value = this.#peek().type === EVENT_POP ? null : this.#value();
      this.#take();
      const second = this.#events[this.#next];
      if (second) this.#complain(second, 'a second document begins here (---); a file holds one.');
      return value;
    } catch (error) {
      if (error instanceof TooMuch) return null;
      throw error;
    }
  }

  #take(): YamlEvent {
    return this.#events[this.#next++] ?? { type: EVENT_POP };
  }

  #peek(): YamlEvent {
    return this.#events[this.#next] ?? { type: EVENT_POP };
  }

  #value(): Json {
    const event = this.#take();
    this.#count++;
    switch (event.type) {
      case EVENT_SCALAR:
        return this.#anchored(event, () => this.#scalar(event));
      case EVENT_SEQUENCE:
        return this.#anchored(event, () => this.#list());
      case EVENT_MAPPING:
        return this.#anchored(event, () => this.#object());
      case EVENT_ALIAS:
        return this.#alias(event);
      case EVENT_DOCUMENT:
      case EVENT_POP:
        return null;
    }
  }

  #anchored(event: ScalarEvent | CollectionEvent, build: () => Json): Json {
    if (event.type !== EVENT_SCALAR && event.tagStart >= 0) this.#checkCollectionTag(event);
    if (event.anchorStart < 0) return build();
    const name = this.#text.slice(event.anchorStart, event.anchorEnd);
    const before = this.#count + this.#aliased;
    this.#anchors.set(name, undefined);
    const value = build();
    this.#anchors.set(name, { value, size: 1 + this.#count + this.#aliased - before });
    return value;
  }

  #alias(event: AliasEvent): Json {
    const name = this.#text.slice(event.anchorStart, event.anchorEnd);
    const known = this.#anchors.get(name);
    if (!known) {
      const inside = this.#anchors.has(name);
      this.#complain(event, inside ? 'This anchor contains itself.' : `There is no anchor &${name}.`);
      return null;
    }
    this.#aliased += known.size;
    if (this.#aliased > MAX_ALIASED) {
      const message = `Aliases of this file stand for more than ${MAX_ALIASED.toLocaleString('en')} values.`;
      this.complaints.push({ code: 'yaml/aliases', message, event, hint: 'Write fewer aliases of aliases.' });
      throw new TooMuch();
    }
    return known.value;
  }

  #list(): Json {
    const items: Json[] = [];
    while (this.#peek().type !== EVENT_POP) items.push(this.#value());
    this.#take();
    return items;
  }

  #object(): Json {
    const object: { [key: string]: Json } = {};
    const merged: JsonObject[] = [];
    const begin = this.#next;
    while (this.#peek().type !== EVENT_POP) {
      const key = this.#peek();
      if (this.#isMerge(key)) {
        this.#take();
        merged.push(...this.#mergeSources());
        continue;
      }
      const name = this.#key();
      if (Object.hasOwn(object, name)) this.#duplicate(name, key, begin);
      setOwn(object, name, this.#value());
    }
    this.#take();
    return merged.length === 0 ? object : mergeInto(merged, object);
  }

  #isMerge(event: YamlEvent): boolean {
    return event.type === EVENT_SCALAR && isPlain(event) && event.tagStart < 0 && this.#isText(event, '<<');
  }

  #isText(event: ScalarEvent, text: string): boolean {
    return event.valueEnd - event.valueStart === text.length && this.#text.startsWith(text, event.valueStart);
  }

  /** `<<: *defaults` or a list of them, weakest first: of a list the first wins. */
  #mergeSources(): readonly JsonObject[] {
    const event = this.#peek();
    const value = this.#value();
    const sources = isJsonList(value) ? value.toReversed() : [value];
    if (!sources.every(isJsonObject)) {
      this.#complain(event, 'A merge key (<<) takes a mapping or a list of mappings.');
      return [];
    }
    this.#aliased += sources.reduce((sum, each) => sum + Object.keys(each).length, 0);
    return sources;
  }

  #key(): string {
    const event = this.#peek();
    if (event.type === EVENT_SCALAR) {
      this.#count++;
      this.#next++;
      return this.#anchored(event, () => getScalarValue(this.#text, event)) as string;
    }
    const value = this.#value();
    if (event.type === EVENT_ALIAS && typeof value === 'string') return value;
    const hint = 'Put quotes round a value that starts with {{.';
    this.#complain(event, 'A key must be plain text, not a list or a mapping.', hint);
    return '';
  }

  #duplicate(name: string, event: YamlEvent, begin: number): void {
    const message = `Key ${name} stands twice in one mapping; the last one counts.`;
    const first = this.#events
      .slice(begin, this.#next)
      .find((each) => each.type === EVENT_SCALAR && each !== event && getScalarValue(this.#text, each) === name);
    this.complaints.push({
      code: 'yaml/duplicate-key',
      message,
      event,
      ...(first ? { first } : {}),
      hint: 'Remove one.',
    });
  }

  #scalar(event: ScalarEvent): Json {
    const text = this.#scalarText(event);
    const tag = event.tagStart < 0 ? undefined : coreTag(this.#text.slice(event.tagStart, event.tagEnd));
    if (tag === undefined) return isPlain(event) ? this.#plain(event, text) : text;
    if (tag === 'str') return text;
    const value = tag === 'null' ? null : this.#plain(event, text);
    if (!SCALAR_TAGS[tag]?.includes(typeof value)) this.#unknownTag(event);
    return value;
  }

  /** A block at the very end of a text that does not end its last line has no line end there either. */
  #scalarText(event: ScalarEvent): string {
    const text = getScalarValue(this.#text, event);
    const cut = isBlock(event) && event.valueEnd === this.#text.length && !/[\r\n]$/.test(this.#text);
    return cut && text.endsWith('\n') ? text.slice(0, -1) : text;
  }

  #plain(event: ScalarEvent, text: string): Json {
    if (isTimestamp(text)) {
      const printed = printTimestamp(text);
      if (printed === undefined) {
        const hint = 'Put quotes round it if it is meant as text.';
        this.#complain(event, `${text} looks like a date, but there is no such day or time.`, hint);
      }
      return printed ?? text;
    }
    if (text === '=' || text === '<<') {
      this.#complain(event, `A lone ${text} has a meaning of its own in YAML.`, 'Put quotes round it.');
    }
    return resolvePlainScalar(text);
  }

  #checkCollectionTag(event: CollectionEvent): void {
    const tag = coreTag(this.#text.slice(event.tagStart, event.tagEnd));
    if (tag !== (event.type === EVENT_MAPPING ? 'map' : 'seq') && tag !== 'str') this.#unknownTag(event);
  }

  #unknownTag(event: ScalarEvent | CollectionEvent): void {
    this.#complain(event, `YAML tag ${this.#text.slice(event.tagStart, event.tagEnd)} cannot be used here.`);
  }

  #complain(event: YamlEvent, message: string, hint?: string): void {
    this.complaints.push({ code: 'yaml/syntax', message, event, ...(hint === undefined ? {} : { hint }) });
  }
}

/** Tags of scalars, and what their values are here. */
const SCALAR_TAGS: { readonly [tag: string]: readonly string[] } = {
  int: ['number'],
  float: ['number'],
  bool: ['boolean'],
  null: ['object'],
  timestamp: ['string'],
};

/** `str` of `!!str` and of its long form; a lone `!` means text too. */
function coreTag(written: string): string {
  if (written === '!') return 'str';
  if (written.startsWith('!!')) return written.slice(2);
  return /^!<tag:yaml\.org,2002:(.*)>$/.exec(written)?.[1] ?? written;
}

/** Keys that the mapping names itself win; they come behind those that are merged in, as in PyYAML. */
function mergeInto(merged: readonly JsonObject[], object: JsonObject): JsonObject {
  const all: { [key: string]: Json } = {};
  for (const source of [...merged, object]) {
    for (const [key, value] of Object.entries(source)) setOwn(all, key, value);
  }
  return all;
}

function setOwn(object: { [key: string]: Json }, key: string, value: Json): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}
