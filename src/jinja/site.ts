import type { Ranged } from './ast.js';
import { typeError, type CallFrame, type SourcePlace } from './error.js';
import type { MaybePromise } from './maybe-promise.js';
import { andThen } from './maybe-promise.js';
import type { Frame } from './runtime.js';
import { typeName } from './type-name.js';
import { undefinedError } from './undefined.js';
import { NO_KWARGS, tagged, type CallSite, type Kwargs, type MacroReturn, type Value } from './values.js';

/** A call under way: its place, and the rendering it belongs to. */
export class Site implements CallSite {
  readonly frame: Frame;
  readonly at: SourcePlace;

  constructor(frame: Frame, range: Ranged) {
    this.frame = frame;
    this.at = { file: frame.template.file, offset: range.start, length: range.end - range.start };
  }

  get stack(): CallFrame | null {
    return this.frame.stack;
  }

  call(callee: Value, args: readonly Value[], kwargs: Kwargs = NO_KWARGS): MaybePromise<Value> {
    return andThen(callValue(callee, args, kwargs, this), (result) => (isMacroReturn(result) ? result.value : result));
  }
}

/** Calls a macro, function or callable object. Throws `template/type` for others, `template/undefined` for undefined. */
export function callValue(
  callee: Value,
  args: readonly Value[],
  kwargs: Kwargs,
  site: CallSite,
): MaybePromise<Value | MacroReturn> {
  const object = tagged(callee);
  if (object?.kind === 'function') return object.call(args, kwargs, site);
  if (object?.kind === 'macro') return object.invoke(args, kwargs, site);
  if (object?.kind === 'object' && object.call !== undefined) return object.call(args, kwargs, site);
  if (object?.kind === 'undefined') {
    if (object.mode === 'chainable') return object;
    throw undefinedError(object);
  }
  throw typeError(`'${typeName(callee)}' object is not callable`);
}

/** Whether a call's result ends the macro around it. */
export function isMacroReturn(result: Value | MacroReturn): result is MacroReturn {
  return result !== null && typeof result === 'object' && !Array.isArray(result) && result.kind === 'return';
}
