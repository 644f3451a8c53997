import { TemplateError } from '../jinja/error.js';
import type { Kwargs, Value } from '../jinja/values.js';

/** The arguments of a call by the names of the parameters; absent ones are absent. */
export type Arguments = ReadonlyMap<string, Value>;

/**
 * Brings the arguments of a call to their parameters. `signature` lists them in order, optional ones with a `?`.
 * Throws `template/type` where they do not fit.
 */
export function bindArguments(
  name: string,
  signature: readonly string[],
  args: readonly Value[],
  kwargs: Kwargs,
): Arguments {
  const parameters = signature.map((each) => each.replace(/\?$/, ''));
  const hint = `It takes: ${name}(${parameters.join(', ')})`;
  if (args.length > parameters.length) {
    throw wrong(`${name}() takes at most ${parameters.length} arguments, not ${args.length}.`, hint);
  }
  const bound = new Map<string, Value>();
  args.forEach((value, index) => bound.set(parameters[index] ?? '', value));
  for (const [key, value] of kwargs) {
    if (!parameters.includes(key)) throw wrong(`${name}() has no argument ${key}.`, hint);
    if (bound.has(key)) throw wrong(`${name}() got ${key} twice.`, hint);
    bound.set(key, value);
  }
  const missing = parameters.find((each, index) => !signature[index]?.endsWith('?') && !bound.has(each));
  if (missing !== undefined) throw wrong(`${name}() needs ${missing}.`, hint);
  return bound;
}

function wrong(message: string, hint: string): TemplateError {
  return new TemplateError('template/type', message, { hint });
}

/** A text among the arguments; throws where it is something else. */
export function textArgument(name: string, bound: Arguments, parameter: string): string {
  const value = bound.get(parameter);
  if (typeof value === 'string') return value;
  throw new TemplateError('template/type', `${name}() needs a text for ${parameter}.`);
}
