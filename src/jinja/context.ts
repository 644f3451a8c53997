import type { FilterCall, Ranged, TestCall } from './ast.js';
import { getAttribute, getItem } from './attributes.js';
import { runBuiltin } from './builtin.js';
import { truthy } from './comparison.js';
import { TemplateError } from './error.js';
import { filters } from './filters/filters.js';
import { andThen, type MaybePromise } from './maybe-promise.js';
import { nearest } from './nearest.js';
import { toText } from './printing.js';
import { countedItems, type Context, type Frame } from './runtime.js';
import { callValue, isMacroReturn, Site } from './site.js';
import { tests } from './tests.js';
import { Dict, NO_KWARGS, type Kwargs, type MacroReturn, type Value } from './values.js';

/** What builtins called at a place may use. A class, as one is made for every attribute that is read. */
export class PlaceContext implements Context {
  readonly frame: Frame;
  readonly #range: Ranged;

  constructor(frame: Frame, range: Ranged) {
    this.frame = frame;
    this.#range = range;
  }

  items(value: Value): Value[] {
    return countedItems(this.frame.runtime, value);
  }

  attribute(value: Value, name: string): Value {
    return getAttribute(value, name, this);
  }

  item(value: Value, key: Value): Value {
    return getItem(value, key, this);
  }

  call(callee: Value, args: readonly Value[]): Value {
    return atOnce(callValue(callee, args, NO_KWARGS, new Site(this.frame, this.#range)));
  }

  filter(name: string, value: Value, args: readonly Value[], kwargs: Kwargs): Value {
    return atOnce(applyFilter(this.#named(name), value, args, kwargs, this.frame));
  }

  test(name: string, value: Value, args: readonly Value[], kwargs: Kwargs): boolean {
    return truthy(atOnce(applyTest(this.#named(name), value, args, kwargs, this.frame)));
  }

  #named(name: string): Named {
    return { name, start: this.#range.start, end: this.#range.end };
  }
}

function atOnce(result: MaybePromise<Value | MacroReturn>): Value {
  if (result instanceof Promise) {
    result.catch(() => undefined);
    const hint = 'call it in a loop instead';
    throw new TemplateError('template/async', 'an asynchronous function cannot be called here', { hint });
  }
  return isMacroReturn(result) ? result.value : result;
}

type Named = Ranged & Pick<FilterCall, 'name'>;

/** Applies a filter by name: the host's, else the language's. Throws `template/unknown-filter`. */
export function applyFilter(
  node: Named,
  value: Value,
  args: readonly Value[],
  kwargs: Kwargs,
  frame: Frame,
): MaybePromise<Value> {
  const own = frame.runtime.filters.get(node.name);
  if (own !== undefined) return andThen(own.call([value, ...args], kwargs, new Site(frame, node)), plain);
  const definition = filters.get(node.name);
  if (definition === undefined) {
    throw unknown('filter', node.name, [...filters.keys(), ...frame.runtime.filters.keys()]);
  }
  return runBuiltin(node.name, definition, value, args, kwargs, new PlaceContext(frame, node));
}

/** Applies a test by name: the host's, else the language's. Throws `template/unknown-test`. */
export function applyTest(
  node: Ranged & Pick<TestCall, 'name'>,
  value: Value,
  args: readonly Value[],
  kwargs: Kwargs,
  frame: Frame,
): MaybePromise<boolean> {
  const own = frame.runtime.tests.get(node.name);
  if (own !== undefined) {
    return andThen(own.call([value, ...args], kwargs, new Site(frame, node)), (result) => truthy(plain(result)));
  }
  if (node.name === 'filter' || node.name === 'test') return isNamed(node.name, nameIn(value), frame);
  const definition = tests.get(node.name);
  if (definition === undefined) throw unknown('test', node.name, [...tests.keys(), ...frame.runtime.tests.keys()]);
  return truthy(runBuiltin(node.name, definition, value, args, kwargs, new PlaceContext(frame, node)));
}

/** A name to look up: what cannot be a key of a dict is an error, as in Python. */
function nameIn(value: Value): string {
  Dict.from([[value, null]]);
  return toText(value);
}

/** The tests `filter` and `test`: whether there is one of that name. */
function isNamed(what: 'filter' | 'test', name: string, frame: Frame): boolean {
  if (what === 'filter') return filters.has(name) || frame.runtime.filters.has(name);
  return tests.has(name) || frame.runtime.tests.has(name);
}

function plain(result: Value | MacroReturn): Value {
  return isMacroReturn(result) ? result.value : result;
}

function unknown(what: 'filter' | 'test', name: string, known: readonly string[]): TemplateError {
  const near = nearest(name, known);
  const details = near === undefined ? {} : { hint: `did you mean '${near}'?` };
  return new TemplateError(`template/unknown-${what}`, `no ${what} named '${name}'`, details);
}
