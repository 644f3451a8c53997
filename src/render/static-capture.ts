import { staticCalls } from '../jinja/static-calls.js';
import type { StaticCall } from '../jinja/static-calls.js';
import type { Template } from '../jinja/template.js';
import type { RenderEnvironment } from './environment.js';
import { refArguments, sourceArguments } from './ref-arguments.js';
import type { Recorder } from './recorder.js';
import { literalConfig } from './written-config.js';

const NAMES: ReadonlySet<string> = new Set(['ref', 'source', 'config', 'var']);

/**
 * Reads what a template refers to and configures without evaluating it, where it holds nothing but calls of ref, source,
 * config and var with literals. False where it holds more, or where the project has macros of these names.
 */
export function captureStatically(
  template: Template,
  packageName: string,
  isModel: boolean,
  environment: RenderEnvironment,
  recorder: Recorder,
): boolean {
  const calls = staticCalls(template, NAMES);
  if (!calls || calls.some((call) => call.name === 'config' && call.args.length > 0)) return false;
  const namespace = environment.macros.namespace(packageName);
  if ([...NAMES].some((name) => namespace.find(name) !== undefined) || !calls.every(isReadable)) return false;
  for (const call of calls) record(call, template, recorder);
  const config = calls.find((call) => call.name === 'config');
  const isRaw = isModel && calls.every((call) => isExtracted(call, template));
  recorder.writtenConfig = isRaw ? recorder.config : config && literalConfig(config.kwargs);
  return true;
}

/** Wrong arguments are told by evaluating, which knows their place. */
function isReadable({ name, args, kwargs }: StaticCall): boolean {
  try {
    if (name === 'ref') refArguments(args, kwargs);
    else if (name === 'source') sourceArguments(args, kwargs);
    return true;
  } catch {
    return false;
  }
}

function record(call: StaticCall, template: Template, recorder: Recorder): void {
  const at = { file: template.file, offset: call.callStart, length: call.callEnd - call.callStart };
  if (call.name === 'ref') recorder.addRef(refArguments(call.args, call.kwargs), { at });
  else if (call.name === 'source') recorder.addSource(sourceArguments(call.args, call.kwargs), { at });
  else if (call.name === 'config') recorder.addConfig(call.kwargs, { at });
}

/**
 * Whether dbt reads the call with its own reader of simple models, which keeps values as they are. It knows texts without
 * escapes, `True`, `False`, lists and dicts, and no hooks; with anything else in the file it evaluates all of it.
 */
function isExtracted(call: StaticCall, { source }: Template): boolean {
  if (call.name === 'var') return false;
  if (call.name !== 'config') return true;
  if ([...call.kwargs.keys()].some((key) => HOOKS.includes(key))) return false;
  const text = source.slice(call.callStart, call.callEnd);
  const bare = text.slice(text.indexOf('(') + 1).replaceAll(/'[^']*'|"[^"]*"/g, '');
  return !text.includes('\\') && !/\b(?:true|false|none|None)\b|[=[,:]\s*[-+.\d(]|\(/.test(bare);
}

const HOOKS: readonly string[] = ['pre_hook', 'post_hook'];
