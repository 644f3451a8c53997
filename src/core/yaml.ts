import type { Document, Node, ParsedNode } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Diagnostic, Outcome } from './diagnostic.js';
import { problem } from './diagnostic.js';
import type { Json } from './json.js';
import type { Place, SourceFile } from './source-file.js';
import { placeAt } from './source-file.js';
import { resolvePlainScalar } from './yaml-scalar.js';

/** A step into YAML: a key of a mapping or an index of a sequence. */
export type YamlPath = readonly (string | number)[];

/** A YAML text, read as dbt reads it, that can still say where each value stands. */
export interface YamlText {
  readonly file: SourceFile;
  /** `null` for an empty file. */
  readonly value: Json;
  /** Where the value (or with `key` the key before it) stands; the nearest enclosing one where the path leads nowhere. */
  place(path: YamlPath, part?: 'key' | 'value'): Place;
}

/**
 * Reads YAML 1.1 the way PyYAML's safe loader does (dbt's reader). Broken text gives `yaml/syntax` errors with their
 * places and the value `null`; a key written twice is the warning `yaml/duplicate-key`, and the last one counts.
 */
export function readYaml(file: SourceFile): Outcome<YamlText> {
  try {
    return readDocument(file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const at = placeAt(file, 0);
    return { value: emptyText(file), diagnostics: [problem('yaml/syntax', 'Broken YAML: nested too deeply.', { at })] };
  }
}

function readDocument(file: SourceFile): Outcome<YamlText> {
  const document = parseDocument(file.text, {
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    stringKeys: false,
  });
  if (document.errors.length > 0) return { value: emptyText(file), diagnostics: syntaxErrors(file, document) };
  const reader = new Reader(file, document);
  const value = reader.json(document.contents);
  const text: YamlText = { file, value, place: (path, part) => reader.place(path, part ?? 'value') };
  const failed = reader.diagnostics.some((each) => each.severity === 'error');
  return { value: failed ? emptyText(file) : text, diagnostics: reader.diagnostics };
}

function emptyText(file: SourceFile): YamlText {
  return { file, value: null, place: () => placeAt(file, 0) };
}

function syntaxErrors(file: SourceFile, document: Document.Parsed): Diagnostic[] {
  const first = document.errors[0];
  if (!first) return [];
  const at = placeAt(file, first.pos[0], Math.max(1, first.pos[1] - first.pos[0]));
  const text =
    first.code === 'MULTIPLE_DOCS'
      ? 'a second document begins here (---); a file holds one'
      : first.message.replace(/\.$/, '').replace(/closing (["'])quote$/, 'closing $1');
  const hint = syntaxHint(at);
  // Later errors of one file are mostly the echo of the first.
  return [problem('yaml/syntax', `Broken YAML: ${text}.`, { at, ...(hint === undefined ? {} : { hint }) })];
}

function syntaxHint(at: Place): string | undefined {
  if (at.text?.includes('\t')) return 'YAML is indented by spaces only; there is a tab in this line.';
  if (/:\s*\{\{/.test(at.text ?? '')) return 'Put quotes round a value that starts with {{.';
  if (/:\s*[^'"\s].*:\s/.test(at.text ?? '')) return 'Put quotes round a value that holds a colon and a space.';
  return undefined;
}

type ReadNode = Node | ParsedNode | null | undefined;

/** One reading; it has the lifetime of the text and keeps what the places need. */
class Reader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #file: SourceFile;
  readonly #document: Document.Parsed;
  /** Converted nodes, so that an alias costs nothing however often it is used; `undefined` while one is in work. */
  readonly #done = new Map<Node, Json | undefined>();

  constructor(file: SourceFile, document: Document.Parsed) {
    this.#file = file;
    this.#document = document;
  }

  json(node: ReadNode): Json {
    if (!node) return null;
    const target = this.#target(node);
    if (!target) return null;
    if (this.#done.has(target)) {
      const known = this.#done.get(target);
      if (known === undefined) this.#error(target, 'This anchor contains itself.');
      return known ?? null;
    }
    this.#done.set(target, undefined);
    const value = this.#convert(target);
    this.#done.set(target, value);
    return value;
  }

  place(path: YamlPath, part: 'key' | 'value'): Place {
    let node: ReadNode = this.#document.contents;
    let key: ReadNode;
    for (const step of path) {
      const next = this.#child(node, step);
      if (!next) break;
      ({ key, node } = next);
    }
    const wanted = part === 'key' ? (key ?? node) : (node ?? key);
    return this.#placeOf(wanted);
  }

  #target(node: Node): Node | undefined {
    if (!isAlias(node)) return node;
    const target = node.resolve(this.#document);
    if (!target) this.#error(node, `There is no anchor &${node.source}.`);
    return target;
  }

  #convert(node: Node): Json {
    if (isMap(node)) return this.#object(node.items);
    if (isSeq(node)) return node.items.map((item) => this.json(item as ReadNode));
    if (isScalar(node)) return this.#scalar(node);
    return null;
  }

  #scalar(node: Node & { value: unknown; source?: string; type?: string }): Json {
    const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
    const tag = node.tag;
    if (tag === undefined) return node.type === 'PLAIN' ? resolvePlainScalar(text) : text;
    if (tag === 'tag:yaml.org,2002:str' || tag === '!') return text;
    if (tag.startsWith('tag:yaml.org,2002:')) return resolvePlainScalar(text);
    this.#error(node, `YAML tag ${tag} is not known here.`);
    return text;
  }

  #object(pairs: readonly { key: unknown; value: unknown }[]): Json {
    const entries = new Map<string, Json>();
    const places = new Map<string, Node>();
    for (const pair of pairs) {
      const key = pair.key as Node;
      const name = this.#keyName(key);
      if (name === '<<' && isScalar(key) && key.type === 'PLAIN') {
        this.#merge(entries, places, pair.value as ReadNode);
        continue;
      }
      const first = places.get(name);
      if (first) this.#duplicate(name, key, first);
      places.set(name, key);
      entries.set(name, this.json(pair.value as ReadNode));
    }
    return Object.fromEntries(entries);
  }

  /** `<<: *defaults` or a list of them: keys that the mapping names itself win, wherever they stand. */
  #merge(entries: Map<string, Json>, own: ReadonlyMap<string, Node>, from: ReadNode): void {
    const value = this.json(from);
    const sources: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value];
    for (const source of sources) {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) {
        this.#error(from ?? undefined, 'A merge key (<<) takes a mapping or a list of mappings.');
        continue;
      }
      for (const [name, each] of Object.entries(source)) {
        if (!own.has(name) && !entries.has(name)) entries.set(name, each);
      }
    }
  }

  #keyName(key: Node | null): string {
    if (isScalar(key)) return typeof key.value === 'string' ? key.value : (key.source ?? '');
    if (key)
      this.#error(
        key,
        'A key must be plain text, not a list or a mapping.',
        'Put quotes round a value that starts with {{.',
      );
    return '';
  }

  #child(node: ReadNode, step: string | number): { key: ReadNode; node: ReadNode } | undefined {
    const target = node ? this.#target(node) : undefined;
    if (isSeq(target) && typeof step === 'number') {
      const item = target.items[step] as ReadNode;
      return item ? { key: item, node: item } : undefined;
    }
    if (!isMap(target)) return undefined;
    const pair = target.items.findLast((each) => this.#keyName(each.key as Node) === String(step));
    if (pair) return { key: pair.key as ReadNode, node: (pair.value ?? pair.key) as ReadNode };
    return this.#childOfMerge(target.items, step);
  }

  #childOfMerge(
    pairs: readonly { key: unknown; value: unknown }[],
    step: string | number,
  ): { key: ReadNode; node: ReadNode } | undefined {
    for (const pair of pairs) {
      if (this.#keyName(pair.key as Node) !== '<<') continue;
      const from = this.#target(pair.value as Node);
      for (const each of isSeq(from) ? (from.items as Node[]) : [from]) {
        const found = this.#child(each, step);
        if (found) return found;
      }
    }
    return undefined;
  }

  #placeOf(node: ReadNode): Place {
    const range = node?.range;
    if (!range) return placeAt(this.#file, 0);
    const end = this.#file.text.slice(range[0], range[1]).split('\n', 1)[0] ?? '';
    return placeAt(this.#file, range[0], Math.max(1, end.trimEnd().length));
  }

  #duplicate(name: string, again: Node, first: Node): void {
    const at = this.#placeOf(again);
    const also = [{ note: 'first here', at: this.#placeOf(first) }];
    const message = `Key ${name} stands twice in one mapping; the last one counts.`;
    this.diagnostics.push(
      problem('yaml/duplicate-key', message, { severity: 'warning', at, also, hint: 'Remove one.' }),
    );
  }

  #error(node: ReadNode, message: string, hint?: string): void {
    const more = hint === undefined ? {} : { hint };
    this.diagnostics.push(problem('yaml/syntax', `Broken YAML: ${message}`, { at: this.#placeOf(node), ...more }));
  }
}
