import type { BinaryOperator, Call, CallArguments, Compare, CompareOperator, Expression } from '../jinja/ast.js';
import { repr } from '../jinja/printing.js';

/**
 * An expression as dbt writes it down again: like the source with texts in single quotes, but for arithmetic, filters,
 * tests, slices and conditions, of which it keeps what Python prints of the parsed form.
 */
export function expressionText(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return repr(node.value);
    case 'name':
      return node.name;
    case 'call':
      return `${expressionText(node.callee)}(${argumentsText(node)})`;
    case 'attribute':
      return `${expressionText(node.target)}.${node.name}`;
    case 'item':
      return `${expressionText(node.target)}[${expressionText(node.index)}]`;
    case 'list':
      return `[${node.items.map(expressionText).join(', ')}]`;
    case 'tuple':
      return `(${node.items.map(expressionText).join(', ')}${node.items.length === 1 ? ',' : ''})`;
    case 'dict':
      return `{${node.entries.map(({ key, value }) => `${expressionText(key)}: ${expressionText(value)}`).join(', ')}}`;
    case 'logical':
      return node.parts.map(expressionText).join(` ${node.operator} `);
    case 'concat':
      return node.parts.map(expressionText).join(' ~ ');
    case 'compare':
      return compareText(node);
    case 'unary':
      return node.operator === 'not'
        ? `not ${expressionText(node.value)}`
        : `${node.operator}${expressionText(node.value)}`;
    case 'test':
      return node.negated ? `not ${parsedText({ ...node, negated: false })}` : parsedText(node);
    case 'binary':
    case 'conditional':
    case 'filter':
    case 'slice':
      return parsedText(node);
  }
}

function argumentsText(node: CallArguments): string {
  return [
    ...node.args.map(expressionText),
    ...node.kwargs.map(({ name, value }) => `${name}=${expressionText(value)}`),
    ...(node.spread ? [`*${expressionText(node.spread)}`] : []),
    ...(node.spreadNamed ? [`**${expressionText(node.spreadNamed)}`] : []),
  ].join(', ');
}

function compareText({ first, rest }: Compare): string {
  return [expressionText(first), ...rest.map(({ operator, value }) => `${operator} ${expressionText(value)}`)].join(
    ' ',
  );
}

const BINARY: { readonly [operator in BinaryOperator]: string } = {
  '+': 'Add',
  '-': 'Sub',
  '*': 'Mul',
  '/': 'Div',
  '//': 'FloorDiv',
  '%': 'Mod',
  '**': 'Pow',
};

const COMPARE: { readonly [operator in CompareOperator]: string } = {
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'lteq',
  '>': 'gt',
  '>=': 'gteq',
  in: 'in',
  'not in': 'notin',
};

/** What Python prints of the parsed form. */
function parsedText(node: Expression | null): string {
  if (node === null) return 'None';
  switch (node.kind) {
    case 'literal':
      return `Const(value=${repr(node.value)})`;
    case 'name':
      return `Name(name=${repr(node.name)}, ctx='load')`;
    case 'call':
      return `Call(node=${parsedText(node.callee)}, ${parsedArguments(node)})`;
    case 'filter':
      return `Filter(node=${parsedText(node.value)}, name=${repr(node.name)}, ${parsedArguments(node)})`;
    case 'test': {
      const text = `Test(node=${parsedText(node.value)}, name=${repr(node.name)}, ${parsedArguments(node)})`;
      return node.negated ? `Not(node=${text})` : text;
    }
    case 'attribute':
      return `Getattr(node=${parsedText(node.target)}, attr=${repr(node.name)}, ctx='load')`;
    case 'item':
      return `Getitem(node=${parsedText(node.target)}, arg=${parsedText(node.index)}, ctx='load')`;
    case 'slice':
      return `Slice(start=${parsedText(node.from)}, stop=${parsedText(node.to)}, step=${parsedText(node.step)})`;
    case 'binary':
      return `${BINARY[node.operator]}(left=${parsedText(node.left)}, right=${parsedText(node.right)})`;
    case 'unary':
      return `${{ not: 'Not', '-': 'Neg', '+': 'Pos' }[node.operator]}(node=${parsedText(node.value)})`;
    case 'conditional':
      return `CondExpr(test=${parsedText(node.test)}, expr1=${parsedText(node.whenTrue)}, expr2=${parsedText(node.otherwise)})`;
    case 'list':
      return `List(items=${parsedList(node.items)})`;
    case 'tuple':
      return `Tuple(items=${parsedList(node.items)}, ctx='load')`;
    case 'dict': {
      const pairs = node.entries.map(({ key, value }) => `Pair(key=${parsedText(key)}, value=${parsedText(value)})`);
      return `Dict(items=[${pairs.join(', ')}])`;
    }
    case 'concat':
      return `Concat(nodes=${parsedList(node.parts)})`;
    case 'logical':
      return node.parts
        .slice(1)
        .reduce(
          (left, part) => `${node.operator === 'and' ? 'And' : 'Or'}(left=${left}, right=${parsedText(part)})`,
          parsedText(node.parts[0] ?? null),
        );
    case 'compare': {
      const ops = node.rest.map(
        ({ operator, value }) => `Operand(op='${COMPARE[operator]}', expr=${parsedText(value)})`,
      );
      return `Compare(expr=${parsedText(node.first)}, ops=[${ops.join(', ')}])`;
    }
  }
}

function parsedList(nodes: readonly Expression[]): string {
  return `[${nodes.map(parsedText).join(', ')}]`;
}

function parsedArguments({ args, kwargs, spread, spreadNamed }: CallArguments | Call): string {
  const named = kwargs.map(({ name, value }) => `Keyword(key=${repr(name)}, value=${parsedText(value)})`);
  const dynamic = `dyn_args=${parsedText(spread)}, dyn_kwargs=${parsedText(spreadNamed)}`;
  return `args=${parsedList(args)}, kwargs=[${named.join(', ')}], ${dynamic}`;
}
