import { TemplateError } from '../jinja/error.js';
import type { Kwargs, Value } from '../jinja/values.js';

export interface RefArguments {
  readonly package?: string;
  readonly name: string;
}

/** Reads `ref(name)` or `ref(package, name)`; `v` and `version` are taken and must be none, as versions come later. */
export function refArguments(args: readonly Value[], kwargs: Kwargs): RefArguments {
  for (const [key, value] of kwargs) {
    if (key !== 'v' && key !== 'version') throw new TemplateError('template/type', `ref() has no argument ${key}.`);
    if (value !== null) {
      throw new TemplateError('template/not-yet', 'Versions of models are not supported by this version.');
    }
  }
  const texts = textArguments('ref', args, 1, 2, "It takes: ref('model') or ref('package', 'model')");
  const [first = '', second] = texts;
  return second === undefined ? { name: first } : { package: first, name: second };
}

/** Reads `source(source, table)`. */
export function sourceArguments(args: readonly Value[], kwargs: Kwargs): { source: string; table: string } {
  const hint = "It takes: source('source', 'table')";
  if (kwargs.size > 0) throw new TemplateError('template/type', 'source() takes no named arguments.', { hint });
  const [source = '', table = ''] = textArguments('source', args, 2, 2, hint);
  return { source, table };
}

function textArguments(
  name: string,
  args: readonly Value[],
  least: number,
  most: number,
  hint: string,
): readonly string[] {
  const texts = args.filter((each) => typeof each === 'string');
  if (texts.length === args.length && texts.length >= least && texts.length <= most) return texts;
  const count = least === most ? `${least}` : `${least} or ${most}`;
  const got = texts.length < args.length ? 'something that is no text' : String(args.length);
  throw new TemplateError('template/type', `${name}() takes ${count} texts, not ${got}.`, { hint });
}
