import type { Parameter, Signature, Statement } from './ast.js';
import { limitError, typeError } from './error.js';
import { evaluate, ReturnSignal } from './evaluate.js';
import { mapInOrder, andThen, type MaybePromise } from './maybe-promise.js';
import { nearest } from './nearest.js';
import type { Frame } from './runtime.js';
import { Scope } from './scope.js';
import { Site } from './site.js';
import { undefinedValue } from './undefined.js';
import type { CallFrame, TemplateSource } from './error.js';
import {
  Dict,
  tuple,
  type CallSite,
  type Kwargs,
  type Macro,
  type MacroReturn,
  type UndefinedMode,
  type Value,
} from './values.js';
import { Writer } from './writer.js';

/** How a body ended: normally, by break or continue, or by a value that the macro gives back. */
export type Signal = undefined | 'break' | 'continue' | MacroReturn;

/** Runs statements; handed in, as statements may in turn define macros. */
export type RunBody = (body: readonly Statement[], scope: Scope, writer: Writer) => MaybePromise<Signal>;

/** What a macro is made of. */
export interface MacroDefinition extends Signature {
  readonly name: string;
  readonly body: readonly Statement[];
  /** The body of a call block, which does not catch the value that ends a macro. */
  readonly isCaller: boolean;
  /** How the body treats undefined values; null for as its caller does. */
  readonly undefinedMode: UndefinedMode | null;
}

/** Makes a macro that sees the names of `closure`. */
export function makeMacro(
  definition: MacroDefinition,
  template: TemplateSource,
  closure: Scope,
  runBody: RunBody,
): Macro {
  return {
    kind: 'macro',
    name: definition.name,
    parameters: definition.parameters.map((parameter) => parameter.name),
    file: template.file,
    invoke: (args, kwargs, site) => {
      const scope = new Scope(frameOf(definition, template, site), closure);
      return andThen(bindParameters(definition, args, kwargs, scope), () => runMacro(definition, scope, runBody));
    },
  };
}

function frameOf(definition: MacroDefinition, template: TemplateSource, site: CallSite): Frame {
  if (!(site instanceof Site)) throw typeError('a macro can only be called with the site of a call');
  const { frame } = site;
  const depth = frame.depth + 1;
  const { limits } = frame.runtime;
  if (depth > limits.depth) {
    const message = `macro calls are nested more than ${limits.depth} deep`;
    throw limitError(message, `look for a macro that calls itself without an end: '${definition.name}'`);
  }
  const stack: CallFrame = { name: definition.name, ...site.at, parent: site.stack };
  return {
    runtime: frame.runtime,
    template,
    stack,
    undefinedMode: definition.undefinedMode ?? frame.undefinedMode,
    depth,
  };
}

function runMacro(definition: MacroDefinition, scope: Scope, runBody: RunBody): MaybePromise<Value> {
  const writer = new Writer();
  const finish = (signal: Signal): Value => {
    if (typeof signal === 'object') {
      if (definition.isCaller) throw new ReturnSignal(signal.value);
      return signal.value;
    }
    return captured(writer, scope.frame);
  };
  try {
    const result = andThen(runBody(definition.body, scope, writer), finish);
    return result instanceof Promise ? result.catch((thrown: unknown) => returned(thrown, definition)) : result;
  } catch (thrown) {
    return returned(thrown, definition);
  }
}

function returned(thrown: unknown, definition: MacroDefinition): Value {
  if (thrown instanceof ReturnSignal && !definition.isCaller) return thrown.value;
  throw thrown;
}

const MAX_CAPTURES = 10_000;

/** The text of a writer as a value; its spans are kept for when the text is printed unchanged. */
export function captured(writer: Writer, frame: Frame): string {
  const rendered = writer.finish();
  const { captures } = frame.runtime;
  if (captures.size >= MAX_CAPTURES) captures.clear();
  captures.set(rendered.text, rendered);
  return rendered.text;
}

function bindParameters(
  definition: MacroDefinition,
  args: readonly Value[],
  kwargs: Kwargs,
  scope: Scope,
): MaybePromise<unknown> {
  checkArguments(definition, args, kwargs);
  const { parameters } = definition;
  const missing: Parameter[] = [];
  parameters.forEach((parameter, index) => {
    const value = index < args.length ? args[index] : kwargs.get(parameter.name);
    if (value === undefined) missing.push(parameter);
    else scope.set(parameter.name, value);
  });
  bindSpecial(definition, args, kwargs, scope);
  return missing.length === 0 ? null : mapInOrder(missing, (parameter) => bindFallback(parameter, scope));
}

function bindFallback(parameter: Parameter, scope: Scope): MaybePromise<unknown> {
  const { fallback, name } = parameter;
  if (fallback !== null)
    return andThen(evaluate(fallback, scope), (value) => {
      scope.set(name, value);
    });
  scope.set(name, undefinedValue(scope.frame.undefinedMode, `the parameter '${name}' was not provided`));
  return null;
}

/** `caller`, `varargs` and `kwargs`, as far as the body mentions them. */
function bindSpecial(definition: MacroDefinition, args: readonly Value[], kwargs: Kwargs, scope: Scope): void {
  if (!definition.usesCaller && !definition.usesVarargs && !definition.usesKwargs) return;
  const named = new Set(definition.parameters.map((parameter) => parameter.name));
  if (definition.usesCaller && !named.has('caller')) {
    const caller = kwargs.get('caller');
    const { undefinedMode } = scope.frame;
    scope.set('caller', caller === undefined ? undefinedValue(undefinedMode, 'No caller defined') : caller);
    named.add('caller');
  }
  if (definition.usesVarargs) scope.set('varargs', tuple(args.slice(definition.parameters.length)));
  if (definition.usesKwargs) scope.set('kwargs', Dict.from(Array.from(kwargs).filter(([name]) => !named.has(name))));
}

function checkArguments(definition: MacroDefinition, args: readonly Value[], kwargs: Kwargs): void {
  const { name, parameters } = definition;
  if (args.length > parameters.length && !definition.usesVarargs) {
    throw typeError(`macro '${name}' takes not more than ${parameters.length} argument(s), ${args.length} given`);
  }
  for (const key of kwargs.keys()) {
    const index = parameters.findIndex((parameter) => parameter.name === key);
    if (index >= 0 && index < args.length) throw typeError(`macro '${name}' got multiple values for argument '${key}'`);
    const known = index >= 0 || definition.usesKwargs || (key === 'caller' && definition.usesCaller);
    if (!known) throw unknownArgument(definition, key);
  }
}

function unknownArgument(definition: MacroDefinition, key: string): Error {
  const { name, parameters } = definition;
  if (key === 'caller') {
    return typeError(`macro '${name}' cannot be used in a call block`, "it does not mention 'caller()'");
  }
  const near = nearest(
    key,
    parameters.map((parameter) => parameter.name),
  );
  const hint = near === undefined ? undefined : `did you mean '${near}'?`;
  return typeError(`macro '${name}' takes no keyword argument '${key}'`, hint);
}
