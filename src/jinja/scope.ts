import { globals } from './globals.js';
import { nearest } from './nearest.js';
import type { Frame } from './runtime.js';
import { undefinedValue } from './undefined.js';
import type { Undefined, Value } from './values.js';

/** The names that the host provides; looked up only when a template asks for them. */
export interface TemplateContext {
  /** The value of a name; JavaScript's undefined where there is none. */
  get(name: string): Value | undefined;
  /** All names, for hints on unknown ones. */
  names?(): Iterable<string>;
}

/** Names set in a body, and the scope around it. */
export class Scope {
  readonly frame: Frame;
  readonly parent: Scope | null;
  readonly #context: TemplateContext | null;
  readonly #names = new Map<string, Value>();

  constructor(frame: Frame, parent: Scope | null, context: TemplateContext | null = null) {
    this.frame = frame;
    this.parent = parent;
    this.#context = context;
  }

  set(name: string, value: Value): void {
    this.#names.set(name, value);
  }

  /** The value of a name here, around here, in the context or among the globals; undefined as a value where unknown. */
  get(name: string): Value {
    let root: Scope | null = null;
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const value = scope.#names.get(name);
      if (value !== undefined) return value;
      root = scope;
    }
    const context = root === null ? null : root.#context;
    const given = context?.get(name);
    if (given !== undefined) return given;
    const known = globals.get(name);
    return known === undefined ? this.#unknown(name) : known;
  }

  /** The names set in this very scope, such as a template's macros. */
  own(): ReadonlyMap<string, Value> {
    return this.#names;
  }

  #unknown(name: string): Undefined {
    return undefinedValue(this.frame.runtime.undefinedMode, `'${name}' is undefined`, () => {
      const near = nearest(name, this.#known());
      return near === undefined ? undefined : `did you mean '${near}'?`;
    });
  }

  *#known(): Generator<string, void, undefined> {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      yield* scope.#names.keys();
      yield* scope.#context?.names?.() ?? [];
    }
    yield* globals.keys();
  }
}
