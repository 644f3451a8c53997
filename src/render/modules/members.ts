import { isInteger } from '../../jinja/arithmetic.js';
import { numberOf } from '../../jinja/comparison.js';
import { TemplateError } from '../../jinja/error.js';
import { repr } from '../../jinja/printing.js';
import { typeName } from '../../jinja/type-name.js';
import type { CallSite, HostObject, Value } from '../../jinja/values.js';
import { hostFunction } from '../../jinja/values.js';
import type { MaybePromise } from '../../jinja/maybe-promise.js';
import type { Arguments } from '../arguments.js';
import { bindArguments } from '../arguments.js';

/** Attributes by name, made when asked for. */
export type Members = { readonly [name: string]: () => Value };

/** The member of that name; undefined where there is none. */
export function member(members: Members, name: string): Value | undefined {
  return Object.hasOwn(members, name) ? members[name]?.() : undefined;
}

/** A method: parameters apart by blanks, optional ones with a `?`. */
export function method(
  name: string,
  parameters: string,
  run: (given: Arguments, site: CallSite) => MaybePromise<Value>,
): () => Value {
  const signature = parameters.split(' ').filter((word) => word !== '');
  return () => hostFunction(name, (args, kwargs, site) => run(bindArguments(name, signature, args, kwargs), site));
}

/** A class as a value: a call makes an object, attributes are its static members. */
export function classValue(
  name: string,
  parameters: string,
  construct: (given: Arguments) => Value,
  statics: Members,
): HostObject {
  const signature = parameters.split(' ').filter((word) => word !== '');
  return {
    kind: 'object',
    typeName: 'type',
    get: (key) => member(statics, key),
    names: () => Object.keys(statics),
    call: (args, kwargs) => construct(bindArguments(name, signature, args, kwargs)),
    print: () => `<class '${name}'>`,
  };
}

/** A whole number among the arguments. */
export function whole(given: Arguments, name: string, otherwise: number): number {
  const value = given.get(name);
  if (value === undefined) return otherwise;
  if (isInteger(value)) return Number(value);
  throw new TemplateError('template/type', `'${typeName(value)}' object cannot be interpreted as an integer`);
}

/** Any number among the arguments; 0 where absent. */
export function real(given: Arguments, name: string): number {
  const value = given.get(name);
  const number = value === undefined ? 0 : numberOf(value);
  if (number !== undefined) return Number(number);
  throw new TemplateError('template/type', `${name} must be a number, not ${repr(value ?? null)}`);
}

/** A text among the arguments. */
export function text(given: Arguments, name: string, otherwise?: string): string {
  const value = given.get(name) ?? otherwise;
  if (typeof value === 'string') return value;
  throw new TemplateError('template/type', `${name} must be str, not ${typeName(value ?? null)}`);
}

/** A number within bounds, as dates want them. */
export function bounded(name: string, value: number, from: number, to: number): number {
  if (value >= from && value <= to) return value;
  throw new TemplateError('template/value', `${name} must be in ${from}..${to}`);
}
