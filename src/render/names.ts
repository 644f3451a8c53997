import type { Value } from '../jinja/values.js';

/** Some of the names that a template sees. */
export interface Names {
  get(name: string): Value | undefined;
  keys(): Iterable<string>;
}

/** Names whose values are made of `facts` when a template first asks for them: most templates ask for few. */
export function namesOver<T>(makers: { readonly [name: string]: (facts: T) => Value }, facts: T): Names {
  const made = new Map<string, Value>();
  return {
    get(name) {
      const known = made.get(name);
      if (known !== undefined) return known;
      const value = Object.hasOwn(makers, name) ? makers[name]?.(facts) : undefined;
      if (value !== undefined) made.set(name, value);
      return value;
    },
    keys: () => Object.keys(makers),
  };
}

/** Names that need to know nothing. */
export function lazyNames(makers: { readonly [name: string]: () => Value }): Names {
  return namesOver(makers, undefined);
}

/** Names that are themselves made when the first of them is asked for: most templates need none of a later layer. */
export function lazyLayer(make: () => Names): Names {
  let made: Names | undefined;
  const names = (): Names => (made ??= make());
  return { get: (name) => names().get(name), keys: () => names().keys() };
}
