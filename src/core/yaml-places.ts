import { EVENT_ALIAS, EVENT_MAPPING, EVENT_POP, EVENT_SCALAR, EVENT_SEQUENCE, getScalarValue } from 'js-yaml';
import type { YamlEvent } from './yaml-events.js';

/** Indexes into the events of a text: where a value stands, and the key before it. */
interface Found {
  readonly key: number;
  readonly value: number;
}

type Children = readonly Found[] | ReadonlyMap<string, Found>;

/**
 * Finds the events of values by their paths. What it needs is made when it is first asked: for each collection on the
 * way, where its members stand.
 */
export class YamlPlaces {
  readonly #text: string;
  readonly #events: readonly YamlEvent[];
  readonly #children = new Map<number, Children>();
  #ends: Int32Array | undefined;
  #anchors: Map<string, number> | undefined;

  constructor(text: string, events: readonly YamlEvent[]) {
    this.#text = text;
    this.#events = events;
  }

  /** The event of the value (or the key) at a path; the nearest enclosing one where the path leads nowhere. */
  find(path: readonly (string | number)[], part: 'key' | 'value'): YamlEvent | undefined {
    let at: Found = { key: 1, value: 1 };
    for (const step of path) {
      const next = this.#child(at.value, step);
      if (!next) break;
      at = next;
    }
    const value = this.#events[at.value];
    const written = value?.type === EVENT_SCALAR && value.valueStart < 0 ? undefined : value;
    return part === 'key' ? this.#events[at.key] : (written ?? this.#events[at.key]);
  }

  #child(index: number, step: string | number): Found | undefined {
    const target = this.#target(index);
    const event = this.#events[target];
    if (event?.type !== EVENT_MAPPING && event?.type !== EVENT_SEQUENCE) return undefined;
    const children = this.#childrenOf(target, event.type === EVENT_MAPPING);
    return 'get' in children
      ? (children.get(String(step)) ?? this.#childOfMerge(children.get('<<'), step))
      : children[Number(step)];
  }

  #childOfMerge(merge: Found | undefined, step: string | number): Found | undefined {
    if (!merge) return undefined;
    const target = this.#target(merge.value);
    if (this.#events[target]?.type !== EVENT_SEQUENCE) return this.#child(target, step);
    for (const item of this.#childrenOf(target, false).values()) {
      const found = this.#child(item.value, step);
      if (found) return found;
    }
    return undefined;
  }

  #childrenOf(index: number, mapping: boolean): Children {
    const known = this.#children.get(index);
    if (known) return known;
    const made = mapping ? this.#pairs(index) : this.#items(index);
    this.#children.set(index, made);
    return made;
  }

  #pairs(index: number): ReadonlyMap<string, Found> {
    const pairs = new Map<string, Found>();
    for (let key = index + 1; this.#events[key] && this.#events[key]?.type !== EVENT_POP;) {
      const value = this.#after(key);
      pairs.set(this.#keyText(key), { key, value });
      key = this.#after(value);
    }
    return pairs;
  }

  #items(index: number): readonly Found[] {
    const items: Found[] = [];
    for (let at = index + 1; this.#events[at] && this.#events[at]?.type !== EVENT_POP; at = this.#after(at)) {
      items.push({ key: at, value: at });
    }
    return items;
  }

  #keyText(index: number): string {
    const event = this.#events[this.#target(index)];
    return event?.type === EVENT_SCALAR ? getScalarValue(this.#text, event) : '';
  }

  /** Follows an alias to its anchor. */
  #target(index: number): number {
    const event = this.#events[index];
    if (event?.type !== EVENT_ALIAS) return index;
    this.#anchors ??= this.#findAnchors();
    return this.#anchors.get(this.#text.slice(event.anchorStart, event.anchorEnd)) ?? index;
  }

  #findAnchors(): Map<string, number> {
    const anchors = new Map<string, number>();
    this.#events.forEach((event, index) => {
      if (!('tagStart' in event) || event.anchorStart < 0) return;
      anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), index);
    });
    return anchors;
  }

  /** The index behind a value and all that it holds. */
  #after(index: number): number {
    this.#ends ??= endsOf(this.#events);
    return this.#ends[index] ?? index + 1;
  }
}

function endsOf(events: readonly YamlEvent[]): Int32Array {
  const ends = new Int32Array(events.length);
  const open: number[] = [];
  events.forEach((event, index) => {
    ends[index] = index + 1;
    if (event.type === EVENT_POP) ends[open.pop() ?? 0] = index + 1;
    else if (event.type !== EVENT_SCALAR && event.type !== EVENT_ALIAS) open.push(index);
  });
  return ends;
}
