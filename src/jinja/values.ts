import type { CallFrame, SourcePlace } from './error.js';
import { TemplateError } from './error.js';
import type { Float } from './float.js';
import type { MaybePromise } from './maybe-promise.js';

/**
 * A value of the template language, shaped after Python's:
 * None is null; bool is boolean; int is a whole number or a bigint beyond 2^53; float is a number with a fraction or a
 * Float (see float.ts); str is string; list is an array; the others are objects tagged by `kind`.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Value[]
  | Float
  | Tuple
  | Dict
  | PySet
  | Range
  | View
  | Iteration
  | Undefined
  | Namespace
  | HostFunction
  | HostObject
  | Macro;

/** The values that are objects with a tag. */
export type Tagged = Extract<Value, { readonly kind: string }>;

/** The value as a tagged object; JavaScript's undefined for none, booleans, numbers, strings and lists. */
export function tagged(value: Value): Tagged | undefined {
  return value === null || typeof value !== 'object' || Array.isArray(value) ? undefined : value;
}

/** A tuple: an immutable list. `names` are attributes by position, as of a named tuple. */
export interface Tuple {
  readonly kind: 'tuple';
  readonly items: readonly Value[];
  readonly names?: readonly string[];
}

/** Makes a tuple. */
export function tuple(items: readonly Value[], names?: readonly string[]): Tuple {
  return names === undefined ? { kind: 'tuple', items } : { kind: 'tuple', items, names };
}

/** A dict: mutable, in insertion order, with any hashable key (1, 1.0 and True are the same key). */
export class Dict {
  readonly kind = 'dict';
  readonly #entries = new Map<unknown, { readonly key: Value; value: Value }>();

  /** Makes a dict of the entries of a plain object or of pairs. */
  static from(entries: Readonly<Record<string, Value>> | Iterable<readonly [Value, Value]>): Dict {
    const dict = new Dict();
    const pairs = Symbol.iterator in entries ? entries : Object.entries(entries);
    for (const [key, value] of pairs) dict.set(key, value);
    return dict;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The value of a key; JavaScript's undefined where there is none. */
  get(key: Value): Value | undefined {
    return this.#entries.get(hashKey(key))?.value;
  }

  has(key: Value): boolean {
    return this.#entries.has(hashKey(key));
  }

  /** Sets a key; one that is there keeps its place. */
  set(key: Value, value: Value): void {
    const hash = hashKey(key);
    const entry = this.#entries.get(hash);
    if (entry === undefined) this.#entries.set(hash, { key, value });
    else entry.value = value;
  }

  delete(key: Value): boolean {
    return this.#entries.delete(hashKey(key));
  }

  clear(): void {
    this.#entries.clear();
  }

  *keys(): Generator<Value, void, undefined> {
    for (const entry of this.#entries.values()) yield entry.key;
  }

  *values(): Generator<Value, void, undefined> {
    for (const entry of this.#entries.values()) yield entry.value;
  }

  *entries(): Generator<readonly [Value, Value], void, undefined> {
    for (const entry of this.#entries.values()) yield [entry.key, entry.value];
  }
}

/** A set, in insertion order (Python's order is arbitrary). */
export class PySet {
  readonly kind = 'set';
  readonly #members = new Map<unknown, Value>();

  constructor(members: Iterable<Value> = []) {
    for (const member of members) this.add(member);
  }

  get size(): number {
    return this.#members.size;
  }

  has(member: Value): boolean {
    return this.#members.has(hashKey(member));
  }

  add(member: Value): void {
    const hash = hashKey(member);
    if (!this.#members.has(hash)) this.#members.set(hash, member);
  }

  delete(member: Value): boolean {
    return this.#members.delete(hashKey(member));
  }

  clear(): void {
    this.#members.clear();
  }

  values(): Iterable<Value> {
    return this.#members.values();
  }
}

/** What `range()` gives: whole numbers from `from` to before `to`. */
export interface Range {
  readonly kind: 'range';
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly length: number;
}

/** What `keys()`, `values()` and `items()` of a dict give: a live view. */
export interface View {
  readonly kind: 'view';
  readonly of: 'keys' | 'values' | 'items';
  readonly dict: Dict;
}

/** Something that can be gone through once, as the filters `map` and `select` give. */
export interface Iteration {
  readonly kind: 'iteration';
  /** As Python prints its type: `generator`. */
  readonly typeName: string;
  readonly iterator: IterableIterator<Value>;
}

/** How undefined values behave: `strict` allows only tests and `default`; `chainable` prints nothing and has any attribute. */
export type UndefinedMode = 'strict' | 'lenient' | 'chainable';

/** A name, attribute or item that is not there. */
export interface Undefined {
  readonly kind: 'undefined';
  readonly mode: UndefinedMode;
  /** What using it says: `'x' is undefined`. */
  readonly message: string;
  /** Looks for the name that may have been meant; called when the error is made. */
  readonly hint?: () => string | undefined;
}

/** What `namespace()` gives: attributes that `set` may change from inner scopes. */
export interface Namespace {
  readonly kind: 'namespace';
  readonly members: Map<string, Value>;
}

/** Keyword arguments. */
export type Kwargs = ReadonlyMap<string, Value>;

/** No keyword arguments. */
export const NO_KWARGS: Kwargs = new Map();

/** Where a host function is called from, and the way back into the template. */
export interface CallSite {
  /** The call's place in its template. */
  readonly at: SourcePlace;
  /** The macro calls that are under way, innermost first. */
  readonly stack: CallFrame | null;
  /** Calls a macro or function (such as `caller`) within the same rendering, under the same limits. */
  call(callee: Value, args: readonly Value[], kwargs?: Kwargs): MaybePromise<Value>;
}

/** Something callable that the host provides. A thrown TemplateError without a place gets the call's. */
export interface HostFunction {
  readonly kind: 'function';
  readonly name: string;
  call(args: readonly Value[], kwargs: Kwargs, site: CallSite): MaybePromise<Value | MacroReturn>;
}

/** Makes a host function. */
export function hostFunction(name: string, call: HostFunction['call']): HostFunction {
  return { kind: 'function', name, call };
}

/** Something with attributes that the host provides: `adapter`, a relation, a date. Only `get` is needed. */
export interface HostObject {
  readonly kind: 'object';
  /** As error messages name it. */
  readonly typeName: string;
  /** The attribute; JavaScript's undefined where there is none. */
  get(name: string): Value | undefined;
  /** The item `object[key]`; attributes are tried where this is absent or gives undefined. */
  item?(key: Value): Value | undefined;
  /** Names for hints when an attribute is unknown. */
  names?(): Iterable<string>;
  /** What `{{ object }}` prints. */
  print?(): string;
  /** What it prints inside a list; `print` where absent. */
  repr?(): string;
  iterate?(): Iterable<Value>;
  length?(): number;
  contains?(value: Value): boolean;
  truthy?(): boolean;
  equals?(other: Value): boolean;
  /** Less than 0, 0 or more than 0; undefined where the two cannot be ordered. */
  compare?(other: Value): number | undefined;
  /** The number that it is for the filters `int`, `float` and `abs`, for `%d` and the test `number`. */
  number?(): number;
  /** What the filter `round` gives; the rounded `number` where absent. */
  round?(digits: number): Value;
  /** Python's `format(object, spec)` where the spec is not empty: `'{:%Y-%m}'.format(day)`. */
  format?(spec: string): string;
  /** What stands for it as a key of a dict or in a set; itself where absent. */
  hash?(): Value;
  /** `object + other` (`side` is left) or `other + object`; undefined where not supported. */
  operate?(operator: string, other: Value, side: 'left' | 'right'): Value | undefined;
  call?(args: readonly Value[], kwargs: Kwargs, site: CallSite): MaybePromise<Value | MacroReturn>;
  /** Whether it passes the test `mapping`. */
  readonly isMapping?: boolean;
  /** What the filter `tojson` writes. */
  json?(): Value;
}

/** A macro, test or materialization as a value, or the `caller` of a call block. */
export interface Macro {
  readonly kind: 'macro';
  readonly name: string;
  /** The names of its parameters. */
  readonly parameters: readonly string[];
  readonly file: string;
  /** Runs it within a rendering; hosts use `callMacro` or `CallSite.call`. */
  readonly invoke: (args: readonly Value[], kwargs: Kwargs, site: CallSite) => MaybePromise<Value>;
}

/**
 * What a host function returns to end the macro that called it with a value other than its text, as a `return()` does.
 * Only useful from functions; the innermost macro (not the body of a call block) gives the value to its caller.
 */
export interface MacroReturn {
  readonly kind: 'return';
  readonly value: Value;
}

/** Makes a MacroReturn. */
export function macroReturn(value: Value): MacroReturn {
  return { kind: 'return', value };
}

/** What stands for a key in a JavaScript Map: equal for keys that are equal in Python. */
function hashKey(key: Value): unknown {
  if (typeof key === 'string') return key.charCodeAt(0) === 0 ? `\0s${key}` : key;
  if (typeof key === 'boolean') return key ? 1 : 0;
  if (Array.isArray(key)) throw unhashable('list');
  const object = tagged(key);
  return object === undefined ? key : hashObject(object);
}

function hashObject(key: Tagged): unknown {
  switch (key.kind) {
    case 'float':
      return key.value;
    case 'tuple':
      return `\0t${key.items.map(hashText).join('')}`;
    case 'dict':
    case 'set':
      throw unhashable(key.kind);
    case 'undefined':
      if (key.mode === 'strict') throw new TemplateError('template/undefined', key.message);
      return '\0u';
    case 'range':
    case 'view':
    case 'iteration':
    case 'namespace':
    case 'function':
    case 'macro':
      return key;
    case 'object':
      return key.hash ? `\0o${hashText(key.hash())}` : key;
  }
}

function hashText(item: Value): string {
  const hash = hashKey(item);
  if (hash !== null && typeof hash === 'object') throw unhashable('object');
  const text = String(hash);
  return `${typeof hash}${text.length}:${text}`;
}

function unhashable(type: string): TemplateError {
  return new TemplateError('template/type', `unhashable type: '${type}'`, {
    hint: 'a dict key or set member must be a string, number, boolean, none or a tuple of these',
  });
}
