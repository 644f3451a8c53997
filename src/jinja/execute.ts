import type { AssignBlock, Block, CallBlock, FilterBlock, If, Output, Statement, With } from './ast.js';
import { assign } from './assign.js';
import { truthy } from './comparison.js';
import { applyChain, evaluate, evaluateCall, evaluateOutput } from './evaluate.js';
import { captured, makeMacro, type Signal } from './macro.js';
import { repeat, AGAIN, andThen, type MaybePromise } from './maybe-promise.js';
import { runLoop } from './loop.js';
import { placed } from './placed.js';
import { toText } from './printing.js';
import { Scope } from './scope.js';
import { isMacroReturn } from './site.js';
import type { Macro, MacroReturn, UndefinedMode, Value } from './values.js';
import { Writer } from './writer.js';

/** Runs statements until the end or until one of them ends the body early. */
export function runBody(body: readonly Statement[], scope: Scope, writer: Writer): MaybePromise<Signal> {
  for (let index = 0; index < body.length; index += 1) {
    const signal = run(body[index] as Statement, scope, writer);
    if (signal instanceof Promise) return finishBody(signal, body, index + 1, scope, writer);
    if (signal !== undefined) return signal;
  }
  return undefined;
}

async function finishBody(
  pending: Promise<Signal>,
  body: readonly Statement[],
  from: number,
  scope: Scope,
  writer: Writer,
): Promise<Signal> {
  const first = await pending;
  if (first !== undefined) return first;
  for (const statement of body.slice(from)) {
    const signal = await run(statement, scope, writer);
    if (signal !== undefined) return signal;
  }
  return undefined;
}

/** Runs one statement; what is thrown without a place gets the statement's. */
function run(statement: Statement, scope: Scope, writer: Writer): MaybePromise<Signal> {
  try {
    const signal = runStatement(statement, scope, writer);
    return signal instanceof Promise ? signal.catch((thrown: unknown) => rethrow(thrown, statement, scope)) : signal;
  } catch (thrown) {
    return rethrow(thrown, statement, scope);
  }
}

function rethrow(thrown: unknown, statement: Statement, scope: Scope): never {
  throw placed(thrown, scope.frame, statement);
}

function runStatement(statement: Statement, scope: Scope, writer: Writer): MaybePromise<Signal> {
  switch (statement.kind) {
    case 'text':
      writer.literal(statement.value, statement.start, scope.frame);
      return undefined;
    case 'output':
      return runOutput(statement, scope, writer);
    case 'if':
      return runIf(statement, 0, scope, writer);
    case 'for':
      return runLoop(statement, scope, writer, runBody);
    case 'assign':
      return andThen(evaluate(statement.value, scope), (value) => {
        assign(statement.target, value, scope);
        return undefined;
      });
    case 'assign-block':
      return runAssignBlock(statement, scope);
    case 'block':
      return defineBlock(statement, scope);
    case 'call-block':
      return runCallBlock(statement, scope, writer);
    case 'filter-block':
      return runFilterBlock(statement, scope, writer);
    case 'do':
      return andThen(evaluateOutput(statement.value, scope), (value) => (isMacroReturn(value) ? value : undefined));
    case 'with':
      return runWith(statement, scope, writer);
    case 'break':
    case 'continue':
      return statement.kind;
  }
}

function runOutput(node: Output, scope: Scope, writer: Writer): MaybePromise<Signal> {
  const write = (value: Value | MacroReturn): Signal =>
    writeValue(value, node, scope, writer, node.value.kind === 'call');
  const value = evaluateOutput(node.value, scope);
  return value instanceof Promise ? value.then(write) : write(value);
}

/** Shorter texts than this say too little to be taken for a captured one, unless they come straight from a call. */
const MIN_CAPTURE = 24;

/** Writes a value; a text that was captured before keeps the spans that it has. */
function writeValue(
  value: Value | MacroReturn,
  node: Output | CallBlock,
  scope: Scope,
  writer: Writer,
  fromCall: boolean,
): Signal {
  if (isMacroReturn(value)) return value;
  const { frame } = scope;
  if (typeof value === 'string' && (fromCall || value.length >= MIN_CAPTURE)) {
    const capture = frame.runtime.captures.get(value);
    if (capture !== undefined) {
      writer.rendered(capture, frame);
      return undefined;
    }
  }
  writer.value(textAt(value, node, scope), node, frame);
  return undefined;
}

function textAt(value: Value, node: Output | CallBlock, scope: Scope): string {
  if (typeof value === 'string') return value;
  try {
    return toText(value);
  } catch (thrown) {
    throw placed(thrown, scope.frame, node.kind === 'output' ? node.value : node.call);
  }
}

function runIf(node: If, from: number, scope: Scope, writer: Writer): MaybePromise<Signal> {
  let index = from;
  return repeat<Signal>(() => {
    const branch = node.branches[index];
    if (branch === undefined) return runBody(node.otherwise, scope, writer);
    return andThen(evaluate(branch.test, scope), (test): MaybePromise<Signal | typeof AGAIN> => {
      if (truthyAt(test, branch.test, scope)) return runBody(branch.body, scope, writer);
      index += 1;
      return AGAIN;
    });
  });
}

function truthyAt(value: Value, node: If['branches'][number]['test'], scope: Scope): boolean {
  try {
    return truthy(value);
  } catch (thrown) {
    throw placed(thrown, scope.frame, node);
  }
}

function runAssignBlock(node: AssignBlock, scope: Scope): MaybePromise<Signal> {
  const writer = new Writer();
  const inner = new Scope(scope.frame, scope);
  return andThen(runBody(node.body, inner, writer), (signal) => {
    if (signal !== undefined) return signal;
    const text = captured(writer, scope.frame);
    const value = node.filter === null ? text : applyChain(node.filter, text, scope);
    return andThen(value, (result) => {
      assign(node.target, result, scope);
      return undefined;
    });
  });
}

/** Macros become names; the other blocks are only collected from the template and leave nothing here. */
function defineBlock(node: Block, scope: Scope): undefined {
  if (node.type === 'macro') scope.set(node.name, macroOf(node, scope, scope.frame.undefinedMode));
}

/** The macro, test or materialization that a block defines. */
export function macroOf(node: Block, scope: Scope, undefinedMode: UndefinedMode | null): Macro {
  return makeMacro({ ...node, isCaller: false, undefinedMode }, scope.frame.template, scope, runBody);
}

function runCallBlock(node: CallBlock, scope: Scope, writer: Writer): MaybePromise<Signal> {
  const { undefinedMode } = scope.frame;
  const definition = { ...node, name: 'caller', isCaller: true, undefinedMode };
  const caller = makeMacro(definition, scope.frame.template, scope, runBody);
  return andThen(evaluateCall(node.call, scope, caller), (value) => writeValue(value, node, scope, writer, true));
}

function runFilterBlock(node: FilterBlock, scope: Scope, writer: Writer): MaybePromise<Signal> {
  const inner = new Writer();
  return andThen(runBody(node.body, new Scope(scope.frame, scope), inner), (signal) => {
    if (signal !== undefined) return signal;
    return andThen(applyChain(node.filter, inner.finish().text, scope), (value) => {
      writer.value(toText(value), node, scope.frame);
      return undefined;
    });
  });
}

function runWith(node: With, scope: Scope, writer: Writer): MaybePromise<Signal> {
  const inner = new Scope(scope.frame, scope);
  let index = 0;
  const bound = repeat<null>(() => {
    const binding = node.bindings[index];
    if (binding === undefined) return null;
    index += 1;
    return andThen(evaluate(binding.value, scope), (value): typeof AGAIN => {
      assign(binding.target, value, inner);
      return AGAIN;
    });
  });
  return andThen(bound, () => runBody(node.body, inner, writer));
}
