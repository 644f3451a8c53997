import { sameOrEqual } from './comparison.js';
import { typeError, TemplateError } from './error.js';
import type { MaybePromise } from './maybe-promise.js';
import { undefinedValue } from './undefined.js';
import { hostFunction, type CallSite, type HostObject, type UndefinedMode, type Value } from './values.js';

/** Gives the items of a loop one by one; JavaScript's undefined at the end. */
export type Next = () => MaybePromise<Value | undefined>;

/** Where a loop stands, and the `loop` object that its body sees. Looks ahead only when asked. */
export class LoopState {
  readonly object: HostObject;
  /** How many items were begun. */
  index = 0;
  current: Value = null;
  readonly #next: Next;
  readonly #depth: number;
  readonly #mode: UndefinedMode;
  #previous: Value | undefined;
  /** Items taken but not begun, from `#head` on. */
  #ahead: Value[] = [];
  #head = 0;
  #ended = false;
  #lastSeen: readonly Value[] | undefined;

  constructor(
    next: Next,
    depth: number,
    mode: UndefinedMode,
    recurse: ((args: readonly Value[], site: CallSite) => MaybePromise<Value>) | undefined,
  ) {
    this.#next = next;
    this.#depth = depth;
    this.#mode = mode;
    this.object = {
      kind: 'object',
      typeName: 'LoopContext',
      get: (name) => this.#attribute(name),
      names: () => ATTRIBUTES,
      length: () => this.#length(),
      call: (args, _kwargs, site) => {
        if (recurse === undefined)
          throw typeError('only a loop marked recursive can be called', "add 'recursive' to the for");
        return recurse(args, site);
      },
    };
  }

  /** Goes on to the next item; false at the end. */
  advance(): MaybePromise<boolean> {
    const next = this.#take();
    return next instanceof Promise ? next.then((value) => this.#begin(value)) : this.#begin(next);
  }

  #begin(value: Value | undefined): boolean {
    if (value === undefined) return false;
    this.#previous = this.index === 0 ? undefined : this.current;
    this.current = value;
    this.index += 1;
    return true;
  }

  #attribute(name: string): Value | undefined {
    switch (name) {
      case 'index':
        return this.index;
      case 'index0':
        return this.index - 1;
      case 'first':
        return this.index === 1;
      case 'last':
        return this.#peek() === undefined;
      case 'length':
        return this.#length();
      case 'revindex':
        return this.#length() - this.index + 1;
      case 'revindex0':
        return this.#length() - this.index;
      case 'depth':
        return this.#depth + 1;
      case 'depth0':
        return this.#depth;
      case 'previtem':
        return this.#orUndefined(this.#previous, 'there is no previous item');
      case 'nextitem':
        return this.#orUndefined(this.#peek(), 'there is no next item');
      case 'cycle':
        return hostFunction('cycle', (args) => this.#cycle(args));
      case 'changed':
        return hostFunction('changed', (args) => this.#changed(args));
      default:
        return undefined;
    }
  }

  #orUndefined(value: Value | undefined, message: string): Value {
    return value === undefined ? undefinedValue(this.#mode, message) : value;
  }

  #take(): MaybePromise<Value | undefined> {
    if (this.#head < this.#ahead.length) {
      this.#head += 1;
      return this.#ahead[this.#head - 1];
    }
    if (this.#head > 0) {
      this.#ahead = [];
      this.#head = 0;
    }
    return this.#ended ? undefined : this.#next();
  }

  #peek(): Value | undefined {
    if (this.#head === this.#ahead.length) this.#lookAhead();
    return this.#ahead[this.#head];
  }

  /** Takes everything that is left. */
  #length(): number {
    while (!this.#ended) this.#lookAhead();
    return this.index + this.#ahead.length - this.#head;
  }

  #lookAhead(): void {
    const value = this.#ended ? undefined : this.#takeNow();
    if (value === undefined) this.#ended = true;
    else this.#ahead.push(value);
  }

  #takeNow(): Value | undefined {
    const value = this.#next();
    if (!(value instanceof Promise)) return value;
    value.catch(() => undefined);
    throw new TemplateError('template/async', 'loop cannot look ahead where the filter of the loop is asynchronous');
  }

  #cycle(args: readonly Value[]): Value {
    if (args.length === 0) throw typeError('no items for cycling given');
    return args[(this.index - 1) % args.length] ?? null;
  }

  #changed(args: readonly Value[]): boolean {
    const seen = this.#lastSeen;
    const same = seen?.length === args.length && args.every((arg, index) => sameOrEqual(arg, seen[index] ?? null));
    this.#lastSeen = [...args];
    return !same;
  }
}

const ATTRIBUTES = [
  ...['index', 'index0', 'revindex', 'revindex0', 'first', 'last', 'length'],
  ...['depth', 'depth0', 'previtem', 'nextitem', 'cycle', 'changed'],
];
