import { TemplateError } from '../jinja/error.js';
import type { Kwargs, Value } from '../jinja/values.js';
import { jsonOfValue } from './json-value.js';

export interface RefArguments {
  readonly package?: string;
  readonly name: string;
  /** A number where it is one, however it was written (`v=2`, `version='2'`). */
  readonly version?: string | number;
}

/** Reads `ref(name)` or `ref(package, name)`, with `v` or `version`. */
export function refArguments(args: readonly Value[], kwargs: Kwargs): RefArguments {
  for (const key of kwargs.keys()) {
    if (key !== 'v' && key !== 'version') throw new TemplateError('template/type', `ref() has no argument ${key}.`);
  }
  const version = versionArgument(kwargs.get('version') ?? kwargs.get('v') ?? null);
  const texts = textArguments('ref', args, 1, 2, "It takes: ref('model') or ref('package', 'model')");
  const [first = '', second] = texts;
  const versioned = version === undefined ? {} : { version };
  return second === undefined ? { name: first, ...versioned } : { package: first, name: second, ...versioned };
}

function versionArgument(value: Value): string | number | undefined {
  if (value === null) return undefined;
  const json = jsonOfValue(value);
  if (typeof json === 'number') return json;
  if (typeof json !== 'string')
    throw new TemplateError('template/type', 'The version of ref() must be a text or a number.');
  return json.trim() !== '' && Number.isFinite(Number(json)) ? Number(json) : json;
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
