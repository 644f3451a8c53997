import type { Outcome } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject } from '../core/json.js';
import type { Ref, SourceRef } from '../core/node-parts.js';
import type { Place } from '../core/source-file.js';
import { callMacro } from '../jinja/render.js';
import type { TemplateContext } from '../jinja/scope.js';
import type { Value } from '../jinja/values.js';
import { Dict } from '../jinja/values.js';
import { calledMacros } from './called-macros.js';
import { captureContext } from './capture.js';
import type { RenderEnvironment } from './environment.js';
import { sqlRendering } from './filters.js';
import type { LibraryMacro } from './library-macro.js';
import type { MacroLibrary } from './macro-library.js';
import { renderNative } from './native.js';
import type { Captured } from './recorder.js';
import { Recorder } from './recorder.js';
import type { RenderContext } from './template-context.js';

/** A generic test as its entry has it. */
export interface TestArguments {
  readonly name: string;
  /** The package whose .yml holds it. */
  readonly package: string;
  readonly macro: LibraryMacro;
  /** Without `model`; `column_name` is never rendered. */
  readonly args: JsonObject;
  readonly target: Ref | SourceRef;
  /** The test's entry in its .yml file. */
  readonly at: Place;
}

/** Arguments that are calls without braces: `to: ref('customers')`. */
const LOOKS_LIKE_CALL = /^\s*(?:env_var|ref|var|source|doc)\s*\(.+\)\s*$/s;

/**
 * What a generic test refers to and configures: what its arguments name, then the thing it is written under (dbt's
 * order), then what its macro does. Macros that only select from the tested relation are not rendered for that.
 */
export function captureGenericTest(test: TestArguments, environment: RenderEnvironment): Outcome<Captured> {
  const recorder = new Recorder(environment, test.at);
  recorder.addMacro(test.macro.id);
  const file = { path: test.at.file, text: '' };
  const subject = { kind: 'test', id: '', package: test.package, name: test.name, fqn: [], file } as const;
  try {
    const needed = saysMore(test.macro, environment.macros);
    const context = needed || mentionsTemplate(test.args) ? captureContext(subject, environment, recorder) : undefined;
    const args = context && argumentValues(test.args, context);
    addTarget(test.target, recorder);
    addWhere(test, environment.macros, recorder);
    if (needed && context && args) callTest(test, args, context);
  } catch (thrown) {
    recorder.fail(thrown);
  }
  return { value: recorder, diagnostics: recorder.diagnostics };
}

function addTarget(target: Ref | SourceRef, recorder: Recorder): void {
  if ('source' in target) recorder.sources.push(target);
  else recorder.refs.push(target);
}

/** dbt writes the SQL of these two itself, without asking get_where_subquery. */
export const BUILT_IN_SHORT: readonly string[] = ['macro.dbt.test_unique', 'macro.dbt.test_not_null'];

function addWhere(test: TestArguments, macros: MacroLibrary, recorder: Recorder): void {
  const where = macros.namespace(test.package).find('get_where_subquery');
  if (where && !BUILT_IN_SHORT.includes(test.macro.id)) recorder.addMacro(where.id);
}

function callTest(test: TestArguments, args: ReadonlyMap<string, Value>, context: RenderContext): void {
  const model = context.get('this') ?? null;
  // Nothing waits while a project is parsed: questions to the database answer none at once.
  void callMacro(context.bind(test.macro), [], new Map([['model', model], ...args]), sqlRendering);
}

const known = new WeakMap<LibraryMacro, boolean>();

/** Whether rendering the macro can say more than that it is called: it, or one that it calls, configures or refers. */
function saysMore(macro: LibraryMacro, macros: MacroLibrary): boolean {
  const before = known.get(macro);
  if (before !== undefined) return before;
  known.set(macro, false);
  const text = macro.file.text.slice(macro.block.start, macro.block.end);
  const says =
    macro.package !== 'dbt' &&
    macro.package !== 'dbt_postgres' &&
    (/\b(?:config|ref|source|metric)\s*\(/.test(text) ||
      calledMacros(macro, macros.namespace(macro.package)).some((id) => {
        const called = macros.macro(id);
        return called !== undefined && saysMore(called, macros);
      }));
  known.set(macro, says);
  return says;
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
