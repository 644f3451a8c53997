import type { FilterCall, Ranged, TestCall } from './ast.js';
import { getAttribute, getItem } from './attributes.js';
import { runBuiltin } from './builtin.js';
import { truthy } from './comparison.js';
import { TemplateError } from './error.js';
import { filters } from './filters/filters.js';
import { andThen, type MaybePromise } from './maybe-promise.js';
import { nearest } from './nearest.js';
import { countedItems, type Context, type Frame } from './runtime.js';
import { callValue, isMacroReturn, Site } from './site.js';
import { tests } from './tests.js';
import type { Kwargs, MacroReturn, Value } from './values.js';

/** What builtins called at a place may use. */
export function contextOf(frame: Frame, range: Ranged): Context {
  const context: Context = {
    frame,
    items: (value) => countedItems(frame.runtime, value),
    attribute: (value, name) => getAttribute(value, name, context),
    item: (value, key) => getItem(value, key, context),
    call: (callee, args) => atOnce(callValue(callee, args, new Map(), new Site(frame, range))),
    filter: (name, value, args, kwargs) => atOnce(applyFilter({ ...range, name }, value, args, kwargs, frame)),
    test: (name, value, args, kwargs) => truthy(atOnce(applyTest({ ...range, name }, value, args, kwargs, frame))),
  };
  return context;
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
  return runBuiltin(node.name, definition, value, args, kwargs, contextOf(frame, node));
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
  if (node.name === 'filter') return filters.has(String(value)) || frame.runtime.filters.has(String(value));
  if (node.name === 'test') return tests.has(String(value)) || frame.runtime.tests.has(String(value));
  const definition = tests.get(node.name);
  if (definition === undefined) throw unknown('test', node.name, [...tests.keys(), ...frame.runtime.tests.keys()]);
  return truthy(runBuiltin(node.name, definition, value, args, kwargs, contextOf(frame, node)));
}

function plain(result: Value | MacroReturn): Value {
  return isMacroReturn(result) ? result.value : result;
}

function unknown(what: 'filter' | 'test', name: string, known: readonly string[]): TemplateError {
  const near = nearest(name, known);
  const details = near === undefined ? {} : { hint: `did you mean '${near}'?` };
  return new TemplateError(`template/unknown-${what}`, `no ${what} named '${name}'`, details);
}
