import type { Block } from './ast.js';
import { TemplateError } from './error.js';
import { evaluate, ReturnSignal } from './evaluate.js';
import { macroOf, runBody } from './execute.js';
import { andThen, type MaybePromise } from './maybe-promise.js';
import { placed } from './placed.js';
import { DEFAULT_LIMITS, type Frame, type Limits, type Runtime } from './runtime.js';
import { Scope, type TemplateContext } from './scope.js';
import { callValue, isMacroReturn, Site } from './site.js';
import type { Rendered } from './spans.js';
import type { Template } from './template.js';
import { NO_KWARGS, type HostFunction, type Kwargs, type Macro, type UndefinedMode, type Value } from './values.js';
import { Writer } from './writer.js';

/** How a rendering behaves. */
export interface RenderOptions {
  /**
   * What undefined values may be used for. `strict` (the default): only for tests and `default`. `lenient`: they also
   * print nothing, are false, equal to nothing and empty; attributes, calls and arithmetic fail. `chainable`: attributes,
   * items and calls give undefined again.
   *
   * A macro that was bound with a mode of its own keeps it. dbt 1.12 compiles and runs everything leniently (`{{ nope }}`
   * is empty, `nope.x` and `nope()` fail, as does an attribute of a macro's missing argument); while it parses, the text
   * of models, tests and snapshots itself is chainable, but the macros that it calls are lenient.
   */
  readonly undefined?: UndefinedMode;
  readonly limits?: Partial<Limits>;
  /** Filters of the host; they come before the language's own. */
  readonly filters?: ReadonlyMap<string, HostFunction>;
  /** Tests of the host; they come before the language's own. */
  readonly tests?: ReadonlyMap<string, HostFunction>;
}

/** A context over a plain object. */
export function contextOf(names: Readonly<Record<string, Value>>): TemplateContext {
  return {
    get: (name) => (Object.hasOwn(names, name) ? names[name] : undefined),
    names: () => Object.keys(names),
  };
}

/**
 * Renders a template. Gives a promise only where a host function gave one.
 * Throws (or rejects with) a TemplateError and nothing else.
 */
export function render(
  template: Template,
  context: TemplateContext,
  options: RenderOptions = {},
): MaybePromise<Rendered> {
  const frame = rootFrame(template, options);
  const scope = new Scope(frame, null, context);
  const writer = new Writer();
  return guarded(frame, () =>
    andThen(runBody(template.body, scope, writer), (signal) => {
      if (typeof signal === 'object') throw new ReturnSignal(signal.value);
      return writer.finish();
    }),
  );
}

/** Renders a template without asynchronous calls; throws `template/async` where there is one. */
export function renderSync(template: Template, context: TemplateContext, options: RenderOptions = {}): Rendered {
  return atOnce(render(template, context, options), template.file);
}

/**
 * Renders a template to a value: where it is one single `{{ }}` and nothing else, the value of that expression (a number,
 * list or object stays one); otherwise its text.
 */
export function renderValue(
  template: Template,
  context: TemplateContext,
  options: RenderOptions = {},
): MaybePromise<Value> {
  const [only, ...more] = template.body;
  if (only?.kind !== 'output' || more.length > 0) {
    return andThen(render(template, context, options), (rendered) => rendered.text);
  }
  const frame = rootFrame(template, options);
  const scope = new Scope(frame, null, context);
  return guarded(frame, () => evaluate(only.value, scope));
}

function atOnce<T>(result: MaybePromise<T>, file: string): T {
  if (!(result instanceof Promise)) return result;
  result.catch(() => undefined);
  const message = `the template '${file}' calls an asynchronous function, which cannot be waited for here`;
  throw new TemplateError('template/async', message);
}

/**
 * Makes a macro, test or materialization callable, over the names of a context. Binding costs nothing;
 * names are looked up when the macro runs. The macro treats undefined values as its caller does, unless it is told how.
 */
export function bindMacro(
  template: Template,
  block: Block,
  context: TemplateContext,
  options: Pick<RenderOptions, 'undefined'> = {},
): Macro {
  return macroOf(block, new Scope(rootFrame(template, options), null, context), options.undefined ?? null);
}

/** Calls a macro from outside of any template. Throws (or rejects with) a TemplateError and nothing else. */
export function callMacro(
  macro: Macro,
  args: readonly Value[] = [],
  kwargs: Kwargs = NO_KWARGS,
  options: RenderOptions = {},
): MaybePromise<Value> {
  const template: Template = { file: macro.file, source: '', body: [] };
  const frame = rootFrame(template, options);
  const site = new Site(frame, { start: 0, end: 0 });
  return guarded(frame, () =>
    andThen(callValue(macro, args, kwargs, site), (result) => (isMacroReturn(result) ? result.value : result)),
  );
}

/** Items that one rendering may compare. */
const MAX_COMPARISONS = 200_000_000;

function rootFrame(template: Template, options: RenderOptions): Frame {
  const runtime: Runtime = {
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    filters: options.filters ?? new Map(),
    tests: options.tests ?? new Map(),
    captures: new Map(),
    outputLength: 0,
    iterations: 0,
    built: 0,
    comparisons: { left: MAX_COMPARISONS },
  };
  return { runtime, template, stack: null, undefinedMode: options.undefined ?? 'strict', depth: 0 };
}

/** The last guard: whatever comes out is a TemplateError with a place. */
function guarded<T>(frame: Frame, run: () => MaybePromise<T>): MaybePromise<T> {
  const fail = (thrown: unknown): never => {
    const error =
      thrown instanceof ReturnSignal
        ? new TemplateError('template/type', 'return() stands outside of a macro')
        : thrown;
    throw placed(error, frame, { start: 0, end: 0 });
  };
  try {
    const result = run();
    return result instanceof Promise ? result.catch(fail) : result;
  } catch (thrown) {
    return fail(thrown);
  }
}
