import type { Outcome } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject } from '../core/json.js';
import type { Ref, SourceRef } from '../core/node-parts.js';
import type { Place } from '../core/source-file.js';
import type { TemplateContext } from '../jinja/scope.js';
import type { Value } from '../jinja/values.js';
import { Dict } from '../jinja/values.js';
import type { Captured } from './capture.js';
import { captureContext, Recorder } from './capture.js';
import type { RenderEnvironment } from './environment.js';
import { renderNative } from './native.js';

/** A generic test as far as its arguments go. */
export interface TestArguments {
  readonly name: string;
  /** Without `model`; `column_name` is never rendered. */
  readonly args: JsonObject;
  readonly target: Ref | SourceRef;
  /** The test's entry in its .yml file. */
  readonly at: Place;
}

/** Arguments that are calls without braces: `to: ref('customers')`. */
const LOOKS_LIKE_CALL = /^\s*(?:env_var|ref|var|source|doc)\s*\(.+\)\s*$/s;

/** What a generic test refers to: what its arguments name, then the thing it is written under (dbt's order). */
export function captureArguments(test: TestArguments, environment: RenderEnvironment): Outcome<Captured> {
  const recorder = new Recorder(environment, test.at);
  const file = { path: test.at.file, text: '' };
  const subject = { kind: 'test', id: '', package: environment.config.name, name: test.name, fqn: [], file } as const;
  try {
    if (mentionsTemplate(test.args)) argumentValues(test.args, captureContext(subject, environment, recorder));
  } catch (thrown) {
    recorder.fail(thrown);
  }
  if ('source' in test.target) recorder.sources.push(test.target);
  else recorder.refs.push(test.target);
  return { value: recorder, diagnostics: recorder.diagnostics };
}

/** Most tests have plain arguments only and need no template engine. */
function mentionsTemplate(value: Json): boolean {
  if (typeof value === 'string') return value.includes('{') || LOOKS_LIKE_CALL.test(value);
  if (isJsonList(value)) return value.some(mentionsTemplate);
  return isJsonObject(value) && Object.values(value).some(mentionsTemplate);
}

/** The arguments as the test's macro gets them. Throws TemplateErrors without a file. */
export function argumentValues(args: JsonObject, context: TemplateContext): ReadonlyMap<string, Value> {
  return new Map(
    Object.entries(args).map(([name, value]) => [
      name,
      name === 'column_name' && typeof value === 'string' ? value : argumentValue(value, context),
    ]),
  );
}

function argumentValue(value: Json, context: TemplateContext): Value {
  if (isJsonList(value)) return value.map((each) => argumentValue(each, context));
  if (isJsonObject(value)) {
    return Dict.from(Object.entries(value).map(([key, each]) => [key, argumentValue(each, context)] as const));
  }
  if (typeof value !== 'string') return value;
  const text = LOOKS_LIKE_CALL.test(value) ? `{{ ${value} }}` : value;
  return text.includes('{{') || text.includes('{%') ? renderNative(text, '', context) : text;
}
