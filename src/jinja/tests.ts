import { isInteger } from './arithmetic.js';
import { builtin, type Builtin } from './builtin.js';
import { compare, equals, numberOf, numeric } from './comparison.js';
import { valueError } from './error.js';
import { isIterable, lengthOf } from './iteration.js';
import { contains } from './membership.js';
import { isCase } from './methods/string-case.js';
import { binary } from './operators.js';
import { toText } from './printing.js';
import { isUndefined, requireDefined } from './undefined.js';
import type { Value } from './values.js';

function kindOf(value: Value): string {
  if (value === null || typeof value !== 'object') return typeof value;
  return Array.isArray(value) ? 'list' : value.kind;
}

function isMapping(value: Value): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  return value.kind === 'dict' || (value.kind === 'object' && value.isMapping === true);
}

/** What has a length and items by position or key. */
function isSequence(value: Value): boolean {
  switch (kindOf(value)) {
    case 'string':
    case 'list':
    case 'tuple':
    case 'dict':
    case 'range':
      return true;
    case 'object':
      return lengthOf(value) !== undefined;
    case 'undefined':
      return isUndefined(value) && value.mode !== 'strict';
    default:
      return false;
  }
}

function isCallable(value: Value): boolean {
  const kind = kindOf(value);
  // An undefined value passes, as in Jinja, where calling one is possible, if only to fail.
  if (kind === 'function' || kind === 'macro' || kind === 'undefined') return true;
  return (
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    value.kind === 'object' &&
    value.call !== undefined
  );
}

function isHashable(value: Value): boolean {
  const kind = kindOf(value);
  if (kind === 'tuple') return (value as { readonly items: readonly Value[] }).items.every(isHashable);
  return kind !== 'list' && kind !== 'dict' && kind !== 'set';
}

function plain(test: (value: Value) => boolean): Builtin {
  return builtin('', test);
}

function ordered(holds: (order: number) => boolean, operator: string): Builtin {
  return builtin('other', (value, [other = null]) => holds(compare(value, other, operator)));
}

function remainder(value: Value, divisor: Value): Value {
  requireDefined(value, true);
  if (numeric(divisor) === undefined || numeric(value) === undefined) throw valueError('this test needs a number');
  return binary('%', value, divisor);
}

const equal = builtin('other', (value, [other = null]) => equals(value, other));
const unequal = builtin('other', (value, [other = null]) => !equals(value, other));
const less = ordered((order) => order < 0, '<');
const greater = ordered((order) => order > 0, '>');
const lessEqual = ordered((order) => order <= 0, '<=');
const greaterEqual = ordered((order) => order >= 0, '>=');

/** The tests of the language, for `value is test`; `filter` and `test` stand in context.ts. */
export const tests: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['defined', plain((value) => !isUndefined(value))],
  ['undefined', plain(isUndefined)],
  ['none', plain((value) => value === null)],
  ['boolean', plain((value) => typeof value === 'boolean')],
  ['true', plain((value) => value === true)],
  ['false', plain((value) => value === false)],
  ['integer', plain((value) => isInteger(value) && typeof value !== 'boolean')],
  ['float', plain((value) => numeric(value) !== undefined && !isInteger(value))],
  ['number', plain((value) => numberOf(value) !== undefined)],
  ['string', plain((value) => typeof value === 'string')],
  ['mapping', plain(isMapping)],
  ['iterable', plain(isIterable)],
  ['sequence', plain(isSequence)],
  ['callable', plain(isCallable)],
  ['hashable', plain(isHashable)],
  ['escaped', plain(() => false)],
  ['odd', plain((value) => equals(remainder(value, 2), 1))],
  ['even', plain((value) => equals(remainder(value, 2), 0))],
  ['divisibleby', builtin('num', (value, [divisor = null]) => equals(remainder(value, divisor), 0))],
  ['lower', plain((value) => isCase(toText(value), false))],
  ['upper', plain((value) => isCase(toText(value), true))],
  ['in', builtin('seq', (value, [container = null]) => contains(container, value))],
  ['sameas', builtin('other', (value, [other = null]) => value === other)],
  ...['eq', 'equalto', '=='].map((name) => [name, equal] as const),
  ...['ne', '!='].map((name) => [name, unequal] as const),
  ...['lt', 'lessthan', '<'].map((name) => [name, less] as const),
  ...['gt', 'greaterthan', '>'].map((name) => [name, greater] as const),
  ...['le', '<='].map((name) => [name, lessEqual] as const),
  ...['ge', '>='].map((name) => [name, greaterEqual] as const),
]);
