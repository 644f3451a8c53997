import { limitLength, typeError } from './error.js';
import { countBuilt, countRead, type Context } from './runtime.js';
import { NO_KWARGS, type Kwargs, type Value } from './values.js';

/** The arguments of a builtin by position; JavaScript's undefined where one was not given. */
export type Given = readonly (Value | undefined)[];

/** A filter, test or method of the language: works on a value, with named parameters behind it. */
export interface Builtin {
  readonly parameters: readonly string[];
  /** How many of the parameters must be given. */
  readonly required: number;
  /** Takes any arguments instead; keyword arguments come as `named`. */
  readonly variadic: boolean;
  readonly run: (value: Value, given: Given, context: Context, named: Kwargs) => Value;
}

/** Defines a builtin; parameters as in `'sep maxsplit?'`, `'*'` for any. */
export function builtin(parameters: string, run: Builtin['run']): Builtin {
  const words = parameters === '' || parameters === '*' ? [] : parameters.split(' ');
  return {
    parameters: words.map((word) => (word.endsWith('?') ? word.slice(0, -1) : word)),
    required: words.filter((word) => !word.endsWith('?')).length,
    variadic: parameters === '*',
    run,
  };
}

/** Runs a builtin with the arguments of a call. Throws `template/type` where they do not fit. */
export function runBuiltin(
  name: string,
  definition: Builtin,
  value: Value,
  args: readonly Value[],
  kwargs: Kwargs,
  context: Context,
): Value {
  countRead(context.frame.runtime, value);
  const result = definition.variadic
    ? definition.run(value, args, context, kwargs)
    : definition.run(value, bindArguments(name, definition, args, kwargs), context, NO_KWARGS);
  if (typeof result === 'string') limitLength(result.length);
  countBuilt(context.frame.runtime, result);
  return result;
}

function bindArguments(name: string, definition: Builtin, args: readonly Value[], kwargs: Kwargs): Given {
  const { parameters, required } = definition;
  if (args.length > parameters.length) {
    throw typeError(`${name}() takes at most ${parameters.length} arguments (${args.length} given)`);
  }
  const given: (Value | undefined)[] = [...args];
  for (const [key, argument] of kwargs) {
    const index = parameters.indexOf(key);
    if (index === -1) throw typeError(`${name}() got an unexpected keyword argument '${key}'`, knows(parameters));
    if (given[index] !== undefined) throw typeError(`${name}() got multiple values for argument '${key}'`);
    given[index] = argument;
  }
  for (let index = 0; index < required; index += 1) {
    if (given[index] === undefined) throw typeError(`${name}() is missing the argument '${parameters[index] ?? ''}'`);
  }
  return given;
}

function knows(parameters: readonly string[]): string {
  return parameters.length === 0 ? 'it takes no arguments' : `it knows ${parameters.join(', ')}`;
}
