import type {
  Attribute,
  Binary,
  Call,
  Compare,
  CompareOperator,
  Conditional,
  DictLiteral,
  Expression,
  FilterCall,
  Item,
  Slice,
  TestCall,
} from './ast.js';
import { getAttribute, getItem, getSlice } from './attributes.js';
import { runBuiltin } from './builtin.js';
import { evaluateArguments, type Arguments } from './call-arguments.js';
import { truthy } from './comparison.js';
import { applyFilter, applyTest, PlaceContext } from './context.js';
import { ControlFlow, limitLength } from './error.js';
import { mapInOrder, andThen, type MaybePromise } from './maybe-promise.js';
import { methodOf } from './methods/methods.js';
import { binary, compareWith, unary } from './operators.js';
import { placed } from './placed.js';
import { toText } from './printing.js';
import { countBuilt, countRead } from './runtime.js';
import type { Scope } from './scope.js';
import { callValue, isMacroReturn, Site } from './site.js';
import { isUndefined, undefinedValue } from './undefined.js';
import { Dict, tuple, type Macro, type MacroReturn, type Value } from './values.js';

/** Carries the value of a MacroReturn out of the middle of an expression. */
export class ReturnSignal extends ControlFlow {
  readonly value: Value;

  constructor(value: Value) {
    super('return');
    this.value = value;
  }
}

/** Evaluates an expression; anything thrown gets the place of the innermost expression at fault. */
export function evaluate(node: Expression, scope: Scope): MaybePromise<Value> {
  if (node.kind === 'literal') return node.value;
  try {
    const value = evaluateNode(node, scope);
    return value instanceof Promise ? value.catch((thrown: unknown) => rethrow(thrown, node, scope)) : value;
  } catch (thrown) {
    return rethrow(thrown, node, scope);
  }
}

function rethrow(thrown: unknown, node: Expression, scope: Scope): never {
  throw placed(thrown, scope.frame, node);
}

/** Evaluates the expression of an output or `do`: where that is a call, it may end the macro around it. */
export function evaluateOutput(node: Expression, scope: Scope): MaybePromise<Value | MacroReturn> {
  if (node.kind !== 'call') return evaluate(node, scope);
  try {
    const value = evaluateCall(node, scope);
    return value instanceof Promise ? value.catch((thrown: unknown) => rethrow(thrown, node, scope)) : value;
  } catch (thrown) {
    return rethrow(thrown, node, scope);
  }
}

function evaluateNode(node: Expression, scope: Scope): MaybePromise<Value> {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'name':
      return scope.get(node.name);
    case 'attribute':
      return evaluateAttribute(node, scope);
    case 'item':
      return evaluateItem(node, scope);
    case 'call':
      return andThen(evaluateCall(node, scope), insideExpression);
    case 'filter':
      return evaluateFilter(node, scope);
    case 'test':
      return evaluateTest(node, scope);
    case 'unary':
      return evaluateUnary(node.operator, node.value, scope);
    case 'binary':
      return evaluateBinary(node, scope);
    case 'logical':
      return evaluateLogical(node.operator, node.parts, 0, scope);
    case 'concat':
      return andThen(evaluateAll(node.parts, scope), concat);
    case 'compare':
      return evaluateCompare(node, evaluate(node.first, scope), 0, scope);
    case 'conditional':
      return evaluateConditional(node, scope);
    case 'list':
      return evaluateList(node.items, scope);
    case 'tuple':
      return andThen(evaluateAll(node.items, scope), (items) => tuple(items));
    case 'dict':
      return evaluateDict(node, scope);
    case 'slice':
      return null;
  }
}

function insideExpression(result: Value | MacroReturn): Value {
  if (isMacroReturn(result)) throw new ReturnSignal(result.value);
  return result;
}

function evaluateAll(nodes: readonly Expression[], scope: Scope): MaybePromise<Value[]> {
  return mapInOrder(nodes, (node) => evaluate(node, scope));
}

function evaluateList(nodes: readonly Expression[], scope: Scope): MaybePromise<Value[]> {
  return andThen(evaluateAll(nodes, scope), (items) => {
    countBuilt(scope.frame.runtime, items);
    return items;
  });
}

function evaluateAttribute(node: Attribute, scope: Scope): MaybePromise<Value> {
  const context = new PlaceContext(scope.frame, node);
  const target = evaluate(node.target, scope);
  if (target instanceof Promise) return target.then((late) => getAttribute(late, node.name, context));
  return getAttribute(target, node.name, context);
}

function evaluateItem(node: Item, scope: Scope): MaybePromise<Value> {
  const context = new PlaceContext(scope.frame, node);
  return andThen(evaluate(node.target, scope), (target) => {
    const { index } = node;
    countRead(scope.frame.runtime, target);
    if (index.kind === 'slice')
      return evaluateSlice(index, scope, (from, to, step) => {
        const part = getSlice(target, { from, to, step }, context);
        countBuilt(scope.frame.runtime, part);
        return part;
      });
    return andThen(evaluate(index, scope), (key) => getItem(target, key, context));
  });
}

function evaluateSlice(
  node: Slice,
  scope: Scope,
  use: (from: Value, to: Value, step: Value) => Value,
): MaybePromise<Value> {
  const parts = mapInOrder([node.from, node.to, node.step], (part) => (part === null ? null : evaluate(part, scope)));
  return andThen(parts, ([from = null, to = null, step = null]) => use(from, to, step));
}

/** Evaluates a call; `caller` is the body of the call block that it heads. */
export function evaluateCall(node: Call, scope: Scope, caller?: Macro): MaybePromise<Value | MacroReturn> {
  if (node.callee.kind === 'attribute') return evaluateMethodCall(node, node.callee, scope, caller);
  return andThen(evaluate(node.callee, scope), (callee) => callWith(node, callee, scope, caller));
}

/** Methods of the language's own types are run without making a bound method first. */
function evaluateMethodCall(
  node: Call,
  callee: Attribute,
  scope: Scope,
  caller: Macro | undefined,
): MaybePromise<Value | MacroReturn> {
  return andThen(evaluate(callee.target, scope), (target) => {
    const method = methodOf(target, callee.name);
    if (method === undefined) return callWith(node, attributeAt(callee, target, scope), scope, caller);
    const context = new PlaceContext(scope.frame, node);
    const args = evaluateArguments(node, scope, evaluate);
    return andThen(args, (given) => runBuiltin(callee.name, method, target, given.args, given.kwargs, context));
  });
}

function attributeAt(node: Attribute, target: Value, scope: Scope): Value {
  try {
    return getAttribute(target, node.name, new PlaceContext(scope.frame, node));
  } catch (thrown) {
    return rethrow(thrown, node, scope);
  }
}

function callWith(
  node: Call,
  callee: Value,
  scope: Scope,
  caller: Macro | undefined,
): MaybePromise<Value | MacroReturn> {
  if (isUndefined(callee) && callee.mode !== 'chainable')
    return callValue(callee, [], new Map(), new Site(scope.frame, node));
  const given = evaluateArguments(node, scope, evaluate);
  return andThen(given, (evaluated) => {
    const { args, kwargs } = caller === undefined ? evaluated : withCaller(evaluated, caller);
    const result = callValue(callee, args, kwargs, new Site(scope.frame, node));
    return isForeignPromise(result) ? Promise.resolve(result) : result;
  });
}

/** Promises of other realms or libraries are no instances of this Promise. */
function isForeignPromise(result: unknown): boolean {
  if (result === null || typeof result !== 'object' || result instanceof Promise) return false;
  return 'then' in result && typeof result.then === 'function';
}

function withCaller(given: Arguments, caller: Macro): Arguments {
  return { args: given.args, kwargs: new Map<string, Value>([...given.kwargs, ['caller', caller]]) };
}

function evaluateFilter(node: FilterCall, scope: Scope): MaybePromise<Value> {
  const value = node.value === null ? null : evaluate(node.value, scope);
  return andThen(value, (input) => filterValue(node, input, scope));
}

/** Applies one link of a filter chain to a value. */
function filterValue(node: FilterCall, input: Value, scope: Scope): MaybePromise<Value> {
  return andThen(evaluateArguments(node, scope, evaluate), ({ args, kwargs }) =>
    applyFilter(node, input, args, kwargs, scope.frame),
  );
}

/** Applies a filter chain without a value of its own, as of a filter block, to a text. */
export function applyChain(node: FilterCall, text: string, scope: Scope): MaybePromise<Value> {
  const input = node.value?.kind === 'filter' ? applyChain(node.value, text, scope) : text;
  try {
    const value = andThen(input, (given) => filterValue(node, given, scope));
    return value instanceof Promise ? value.catch((thrown: unknown) => rethrow(thrown, node, scope)) : value;
  } catch (thrown) {
    return rethrow(thrown, node, scope);
  }
}

function evaluateTest(node: TestCall, scope: Scope): MaybePromise<Value> {
  return andThen(evaluate(node.value, scope), (input) =>
    andThen(evaluateArguments(node, scope, evaluate), ({ args, kwargs }) =>
      andThen(applyTest(node, input, args, kwargs, scope.frame), (passed) => (node.negated ? !passed : passed)),
    ),
  );
}

function evaluateUnary(operator: 'not' | '-' | '+', value: Expression, scope: Scope): MaybePromise<Value> {
  return andThen(evaluate(value, scope), (given) => (operator === 'not' ? !truthy(given) : unary(operator, given)));
}

function evaluateLogical(
  operator: 'and' | 'or',
  parts: readonly Expression[],
  index: number,
  scope: Scope,
): MaybePromise<Value> {
  for (let at = index; at < parts.length - 1; at += 1) {
    const value = evaluate(parts[at] as Expression, scope);
    if (value instanceof Promise) {
      return value.then((late) =>
        truthy(late) === (operator === 'or') ? late : evaluateLogical(operator, parts, at + 1, scope),
      );
    }
    if (truthy(value) === (operator === 'or')) return value;
  }
  return evaluate(parts[parts.length - 1] as Expression, scope);
}

/** Joined one by one: the engine then shares the parts instead of copying them. */
function concat(values: readonly Value[]): string {
  let result = '';
  for (const value of values) result += toText(value);
  limitLength(result.length);
  return result;
}

function evaluateBinary(node: Binary, scope: Scope): MaybePromise<Value> {
  const left = evaluate(node.left, scope);
  if (left instanceof Promise) {
    return left.then((late) => andThen(evaluate(node.right, scope), (right) => operate(node, late, right, scope)));
  }
  const right = evaluate(node.right, scope);
  if (right instanceof Promise) return right.then((late) => operate(node, left, late, scope));
  return operate(node, left, right, scope);
}

function operate({ operator }: Binary, left: Value, right: Value, scope: Scope): Value {
  const result = binary(operator, left, right);
  if (typeof result === 'object' || operator !== '+') countBuilt(scope.frame.runtime, result);
  return result;
}

/** Compares link by link and stops at the first that does not hold. */
function evaluateCompare(node: Compare, first: MaybePromise<Value>, from: number, scope: Scope): MaybePromise<Value> {
  if (first instanceof Promise) return first.then((late) => evaluateCompare(node, late, from, scope));
  let left = first;
  for (let index = from; index < node.rest.length; index += 1) {
    const link = node.rest[index] as Compare['rest'][number];
    const right = evaluate(link.value, scope);
    if (right instanceof Promise) return finishCompare(node, left, right, index, scope);
    if (!compareLink(link.operator, left, right, scope)) return false;
    left = right;
  }
  return true;
}

function compareLink(operator: CompareOperator, left: Value, right: Value, { frame }: Scope): boolean {
  if (typeof right === 'string') countRead(frame.runtime, right);
  return compareWith(operator, left, right, frame.runtime.comparisons);
}

async function finishCompare(
  node: Compare,
  left: Value,
  pending: Promise<Value>,
  index: number,
  scope: Scope,
): Promise<Value> {
  const right = await pending;
  const link = node.rest[index] as Compare['rest'][number];
  return compareLink(link.operator, left, right, scope) ? evaluateCompare(node, right, index + 1, scope) : false;
}

function evaluateConditional(node: Conditional, scope: Scope): MaybePromise<Value> {
  return andThen(evaluate(node.test, scope), (test) => {
    if (truthy(test)) return evaluate(node.whenTrue, scope);
    if (node.otherwise !== null) return evaluate(node.otherwise, scope);
    const { undefinedMode } = scope.frame;
    const message = 'the inline if evaluated to false and has no else';
    return undefinedValue(undefinedMode === 'strict' ? 'lenient' : undefinedMode, message);
  });
}

function evaluateDict(node: DictLiteral, scope: Scope): MaybePromise<Value> {
  const pairs = mapInOrder(node.entries, (entry) =>
    andThen(evaluate(entry.key, scope), (key) =>
      andThen(evaluate(entry.value, scope), (value) => [key, value] as const),
    ),
  );
  return andThen(pairs, (entries) => Dict.from(entries));
}
