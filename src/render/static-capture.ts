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
  environment: RenderEnvironment,
  recorder: Recorder,
): boolean {
  const calls = staticCalls(template, NAMES);
  if (!calls || calls.some((call) => call.name === 'config' && call.args.length > 0)) return false;
  const namespace = environment.macros.namespace(packageName);
  if ([...NAMES].some((name) => namespace.find(name) !== undefined)) return false;
  for (const call of calls) record(call, template, recorder);
  const config = calls.find((call) => call.name === 'config');
  recorder.writtenConfig = config && literalConfig(config.kwargs);
  return true;
}

function record(call: StaticCall, template: Template, recorder: Recorder): void {
  const at = { file: template.file, offset: call.callStart, length: call.callEnd - call.callStart };
  if (call.name === 'ref') recorder.addRef(refArguments(call.args, call.kwargs), { at });
  else if (call.name === 'source') recorder.addSource(sourceArguments(call.args, call.kwargs), { at });
  else if (call.name === 'config') recorder.addConfig(call.kwargs, { at });
}
