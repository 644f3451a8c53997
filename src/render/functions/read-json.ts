import { valueError } from '../../jinja/error.js';
import { float } from '../../jinja/float.js';
import { integer } from '../../jinja/integer.js';
import type { Value } from '../../jinja/values.js';
import { Dict } from '../../jinja/values.js';

const TOKEN =
  /\s*(?:([[\]{},:])|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(true|false|null|NaN|-?Infinity))\s*/sy;

/** Lists and dicts nested deeper than this are refused. */
const MAX_DEPTH = 500;

/** Reads JSON as Python does: 1 is an int, 1.0 a float. Throws `template/value`. */
export function readJson(text: string): Value {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Value {
    if (depth > MAX_DEPTH) throw valueError('the JSON is nested too deep');
    const token = this.#next();
    if (token === '[') return this.#list(depth);
    if (token === '{') return this.#dict(depth);
    if (token.startsWith('"')) return JSON.parse(token) as string;
    const found = scalar(token);
    return found === undefined ? this.#fail() : found;
  }

  end(): void {
    if (this.#text.slice(this.#at).trim() !== '') this.#fail();
  }

  #list(depth: number): Value[] {
    const items: Value[] = [];
    if (this.#take(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.#take(','));
    this.#expect(']');
    return items;
  }

  #dict(depth: number): Dict {
    const dict = new Dict();
    if (this.#take('}')) return dict;
    do {
      const key = this.#next();
      if (!key.startsWith('"')) this.#fail();
      this.#expect(':');
      dict.set(JSON.parse(key) as string, this.value(depth + 1));
    } while (this.#take(','));
    this.#expect('}');
    return dict;
  }

  #peek(): readonly [token: string, end: number] {
    TOKEN.lastIndex = this.#at;
    const found = TOKEN.exec(this.#text);
    const token = found?.[1] ?? found?.[2] ?? found?.[3] ?? found?.[4];
    return token === undefined ? this.#fail() : [token, TOKEN.lastIndex];
  }

  #next(): string {
    const [token, end] = this.#peek();
    this.#at = end;
    return token;
  }

  #take(wanted: string): boolean {
    const [token, end] = this.#peek();
    if (token === wanted) this.#at = end;
    return token === wanted;
  }

  #expect(wanted: string): void {
    if (!this.#take(wanted)) this.#fail();
  }

  #fail(): never {
    throw valueError(`this is no JSON from character ${this.#at + 1} on`);
  }
}

const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

function scalar(token: string): Value | undefined {
  if (token === 'null') return null;
  const word = WORDS.get(token);
  if (word !== undefined) return word;
  if (!/^-?\d/.test(token)) return undefined;
  return /[.eE]/.test(token) ? float(Number(token)) : integer(BigInt(token));
}
