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
    const value = this.#find(name);
    if (value !== undefined) return value;
    const known = globals.get(name);
    return known === undefined ? this.#unknown(name) : known;
  }

  #find(name: string): Value | undefined {
    const value = this.#names.get(name);
    if (value !== undefined) return value;
    return this.parent === null ? this.#context?.get(name) : this.parent.#find(name);
  }

  #unknown(name: string): Undefined {
    return undefinedValue(this.frame.undefinedMode, `'${name}' is undefined`, () => {
      const near = nearest(name, this.#known());
      return near === undefined ? undefined : `did you mean '${near}'?`;
    });
  }

  #known(): string[] {
    const own = [...this.#names.keys(), ...(this.#context?.names?.() ?? [])];
    return [...own, ...(this.parent === null ? globals.keys() : this.parent.#known())];
  }
}
