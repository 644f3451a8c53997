import { isInteger } from './arithmetic.js';
import { limitError, typeError, valueError } from './error.js';
import { listOf } from './iteration.js';
import { toText } from './printing.js';
import { requireDefined } from './undefined.js';
import { typeName } from './type-name.js';
import { Dict, hostFunction, type HostObject, type Kwargs, type Range, type Value } from './values.js';

/** As many numbers a range may have: what Jinja's sandbox, in which dbt runs, allows. */
const MAX_RANGE = 100_000;

function range(args: readonly Value[], kwargs: Kwargs): Range {
  if (kwargs.size > 0) throw typeError('range() takes no keyword arguments');
  if (args.length === 0 || args.length > 3) throw typeError(`range expected 1 to 3 arguments, got ${args.length}`);
  const [first = 0, second, third] = args.map(wholeNumber);
  const from = second === undefined ? 0 : first;
  const to = second ?? first;
  const step = third ?? 1;
  if (step === 0) throw valueError('range() arg 3 must not be zero');
  const length = Math.max(0, Math.ceil((to - from) / step));
  if (length > MAX_RANGE) throw limitError(`a range of more than ${MAX_RANGE} numbers is not allowed`);
  return { kind: 'range', from, to, step, length };
}

function wholeNumber(value: Value): number {
  requireDefined(value, true);
  if (!isInteger(value)) throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  return Number(value);
}

/** Python's `dict(pairs, name=value)`. */
function dict(args: readonly Value[], kwargs: Kwargs): Dict {
  const result = new Dict();
  const [source] = args;
  if (source !== undefined) mergeInto(result, source);
  for (const [key, value] of kwargs) result.set(key, value);
  return result;
}

/** Puts the entries of a dict, or of an iterable of pairs, into a dict: Python's `update`. */
export function mergeInto(target: Dict, source: Value): void {
  const isDict = source !== null && typeof source === 'object' && !Array.isArray(source) && source.kind === 'dict';
  if (isDict) {
    for (const [key, value] of Array.from(source.entries())) target.set(key, value);
    return;
  }
  for (const pair of listOf(source)) {
    const [key, value, ...more] = listOf(pair);
    if (key === undefined || value === undefined || more.length > 0) throw valueError('a dict is made of pairs');
    target.set(key, value);
  }
}

function namespace(args: readonly Value[], kwargs: Kwargs): Value {
  const initial = dict(args, kwargs);
  const members = new Map<string, Value>();
  for (const [key, value] of initial.entries()) members.set(toText(key), value);
  return { kind: 'namespace', members };
}

/** `cycler('a', 'b')`: gives its values in turn. */
function cycler(args: readonly Value[]): HostObject {
  if (args.length === 0) throw typeError('at least one item has to be provided');
  let position = 0;
  const current = (): Value => args[position] ?? null;
  const next = hostFunction('next', () => {
    const value = current();
    position = (position + 1) % args.length;
    return value;
  });
  const reset = hostFunction('reset', () => {
    position = 0;
    return null;
  });
  const get = (name: string): Value | undefined =>
    name === 'next' ? next : name === 'reset' ? reset : name === 'current' ? current() : undefined;
  return { kind: 'object', typeName: 'Cycler', get };
}

/** `joiner(', ')`: gives nothing the first time, then the separator. */
function joiner(args: readonly Value[], kwargs: Kwargs): HostObject {
  const separator = args[0] ?? kwargs.get('sep') ?? ', ';
  let used = false;
  const call = (): Value => {
    const value = used ? separator : '';
    used = true;
    return value;
  };
  return { kind: 'object', typeName: 'Joiner', get: () => undefined, call };
}

/** The names that every template knows. */
export const globals: ReadonlyMap<string, Value> = new Map<string, Value>(
  Object.entries({ range, dict, namespace, cycler, joiner }).map(([name, call]) => [name, hostFunction(name, call)]),
);
