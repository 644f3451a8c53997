import { TemplateError } from '../../jinja/error.js';
import { isIterable, iteration, listOf } from '../../jinja/iteration.js';
import { toText } from '../../jinja/printing.js';
import { typeName } from '../../jinja/type-name.js';
import type { HostFunction, Kwargs, Value } from '../../jinja/values.js';
import { Dict, hostFunction, PySet, tuple } from '../../jinja/values.js';
import { bindArguments } from '../arguments.js';
import { otherwise } from './otherwise.js';

/** `set(values, default)` */
export const set: HostFunction = hostFunction('set', (args, kwargs) => {
  const given = bindArguments('set', ['value', 'default?'], args, kwargs);
  return otherwise(given, () => new PySet(listOf(given.get('value') ?? null)));
});

/** `set_strict(values)`: an error where there is nothing to go through. */
export const setStrict: HostFunction = hostFunction('set_strict', (args, kwargs) => {
  const value = bindArguments('set_strict', ['value'], args, kwargs).get('value') ?? null;
  return new PySet(requireList('set_strict', value));
});

/** `zip(a, b, ..., default=)`: as long as the shortest one. */
export const zip: HostFunction = hostFunction('zip', (args, kwargs) => {
  checkDefault('zip', kwargs);
  return otherwise(kwargs, () => zipped(args.map(listOf)));
});

/** `zip_strict(a, b, ...)`: an error where there is nothing to go through. */
export const zipStrict: HostFunction = hostFunction('zip_strict', (args) =>
  zipped(args.map((value) => requireList('zip_strict', value))),
);

function checkDefault(name: string, kwargs: Kwargs): void {
  const unknown = [...kwargs.keys()].find((key) => key !== 'default');
  if (unknown !== undefined) throw new TemplateError('template/type', `${name}() has no argument ${unknown}.`);
}

function requireList(name: string, value: Value): Value[] {
  if (isIterable(value)) return listOf(value);
  throw new TemplateError('template/type', `${name}() needs lists; '${typeName(value)}' object is not iterable`);
}

function zipped(lists: readonly (readonly Value[])[]): Value {
  const length = lists.length === 0 ? 0 : Math.min(...lists.map((list) => list.length));
  const rows = Array.from({ length }, (_, index) => tuple(lists.map((list) => list[index] ?? null)));
  return iteration(rows, 'zip');
}

/** `diff_of_two_dicts(a, b)`: of each list of `a` what `b` has not, whatever the case of keys and values. */
export const diffOfTwoDicts: HostFunction = hostFunction('diff_of_two_dicts', (args, kwargs) => {
  const given = bindArguments('diff_of_two_dicts', ['dict_a', 'dict_b'], args, kwargs);
  const others = new Map(entriesOf(given.get('dict_b')).map(([key, list]) => [lower(key), new Set(list.map(lower))]));
  const found = new Dict();
  for (const [key, list] of entriesOf(given.get('dict_a'))) {
    const known = others.get(lower(key));
    const left = known ? list.filter((item) => !known.has(lower(item))) : list;
    if (left.length > 0) found.set(key, [...left]);
  }
  return found;
});

function entriesOf(value: Value | undefined): readonly (readonly [Value, readonly Value[]])[] {
  if (!(value instanceof Dict))
    throw new TemplateError('template/type', 'diff_of_two_dicts() needs two dicts of lists.');
  return [...value.entries()].map(([key, list]) => [key, listOf(list)] as const);
}

function lower(value: Value): string {
  return toText(value).toLowerCase();
}
