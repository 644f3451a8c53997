import type { CallArguments, Expression, For, Statement } from '../../../src/jinja/ast.js';
import { filters } from '../../../src/jinja/filters/filters.js';
import { dictMethods } from '../../../src/jinja/methods/dict.js';
import { listMethods } from '../../../src/jinja/methods/list.js';
import { stringMethods } from '../../../src/jinja/methods/string.js';
import { tests } from '../../../src/jinja/tests.js';

/** What Jinja2 cannot be asked about, with the reason. */
export const NOT_COMPARABLE: Readonly<Record<string, string>> = {
  'test escaped of escaped text': 'text that knows it is escaped does not exist here: nothing escapes by itself in SQL',
  'method encode': 'gives bytes, which templates cannot use',
  'method translate': 'wants a table of code points, which templates cannot make',
  'test hashable': 'Jinja2 has no such test',
  'filter pprint':
    'Python sorts the keys of dicts and breaks lines at 80 characters; here it prints the value on one line',
};

const BLOCKS = [
  ...['output', 'if', 'elif', 'else of if', 'for', 'else of for', 'for with if', 'for with several targets'],
  ...['for with targets in targets', 'recursive loop', 'loop called', 'break', 'continue', 'set', 'set of several'],
  ...['set of a namespace', 'set block', 'set block with filter', 'macro', 'macro with default', 'macro with varargs'],
  ...['macro with kwargs', 'macro with caller', 'macro in a macro', 'call block', 'call block with arguments'],
  ...['filter block', 'filter block with chain', 'do', 'with', 'raw', 'comment'],
];
const WHITESPACE = ['{{-', '-}}', '{%-', '-%}', '{#-', '-#}', '{%+', 'CRLF'];
const EXPRESSIONS = [
  ...[
    'int',
    'large int',
    'float',
    'str',
    'bool',
    'none',
    'name',
    'list',
    'tuple',
    'dict',
    'attribute',
    'item',
    'slice',
  ],
  ...['slice with step', 'call', 'named argument', 'spread', 'named spread', 'filter', 'filter with arguments', 'test'],
  ...['negated test', 'not', 'minus', 'plus', 'and', 'or', '~', 'if else', 'if without else', 'chained comparison'],
  ...['operator +', 'operator -', 'operator *', 'operator /', 'operator //', 'operator %', 'operator **'],
  ...['==', '!=', '<', '<=', '>', '>=', 'in', 'not in'].map((operator) => `comparison ${operator}`),
];
const LOOP = [
  ...['index', 'index0', 'revindex', 'revindex0', 'first', 'last', 'length', 'depth', 'depth0', 'previtem', 'nextitem'],
  ...['cycle', 'changed'],
];
const SYMBOLS = new Set(['==', '!=', '<', '<=', '>', '>=', 'ne', 'in']);
const PRINTED = [
  ...['int', 'float', 'str', 'bool', 'NoneType', 'list', 'tuple', 'dict', 'Undefined', 'range', 'dict_keys'],
  ...['dict_values', 'dict_items', 'Namespace', 'large int'],
];

/** Every construct of the language that the comparison must have met. */
export const CONSTRUCTS: readonly string[] = [
  ...BLOCKS,
  ...WHITESPACE.map((sign) => `whitespace ${sign}`),
  ...EXPRESSIONS,
  ...LOOP.map((name) => `loop.${name}`),
  ...['range', 'dict', 'namespace', 'cycler', 'joiner'].map((name) => `function ${name}`),
  ...Array.from(filters.keys(), (name) => `filter ${name}`),
  ...Array.from(tests.keys())
    .filter((name) => !SYMBOLS.has(name))
    .map((name) => `test ${name}`),
  ...Array.from(
    new Set([...stringMethods.keys(), ...listMethods.keys(), ...dictMethods.keys()]),
    (name) => `method ${name}`,
  ),
  ...PRINTED.map((name) => `print ${name}`),
  'three tags within each other',
  'three expressions within each other',
].filter((name) => NOT_COMPARABLE[name] === undefined);

/** The constructs that a node is an example of. */
export function constructsOf(node: Statement | Expression): readonly string[] {
  switch (node.kind) {
    case 'text':
      return [];
    case 'if':
      return [
        'if',
        ...(node.branches.length > 1 ? ['elif'] : []),
        ...(node.otherwise.length > 0 ? ['else of if'] : []),
      ];
    case 'for':
      return loopConstructs(node);
    case 'assign':
      return [
        node.target.kind === 'name' ? 'set' : node.target.kind === 'member' ? 'set of a namespace' : 'set of several',
      ];
    case 'assign-block':
      return ['set block', ...(node.filter === null ? [] : ['set block with filter'])];
    case 'block':
      return [
        'macro',
        ...(node.parameters.some((parameter) => parameter.fallback !== null) ? ['macro with default'] : []),
        ...(node.usesVarargs ? ['macro with varargs'] : []),
        ...(node.usesKwargs ? ['macro with kwargs'] : []),
        ...(node.usesCaller ? ['macro with caller'] : []),
      ];
    case 'call-block':
      return ['call block', ...(node.parameters.length > 0 ? ['call block with arguments'] : [])];
    case 'filter-block':
      return ['filter block', ...(node.filter.value === null ? [] : ['filter block with chain'])];
    default:
      return expressionConstructs(node);
  }
}

function loopConstructs(node: For): readonly string[] {
  const { target } = node;
  return [
    'for',
    ...(node.otherwise.length > 0 ? ['else of for'] : []),
    ...(node.filter === null ? [] : ['for with if']),
    ...(target.kind === 'targets' ? ['for with several targets'] : []),
    ...(target.kind === 'targets' && target.items.some((item) => item.kind === 'targets')
      ? ['for with targets in targets']
      : []),
    ...(node.recursive ? ['recursive loop'] : []),
  ];
}

function expressionConstructs(node: Statement | Expression): readonly string[] {
  switch (node.kind) {
    case 'literal':
      return [literalType(node.value)];
    case 'attribute':
      return [
        'attribute',
        ...(node.target.kind === 'name' && node.target.name === 'loop' ? [`loop.${node.name}`] : []),
      ];
    case 'slice':
      return [node.step === null ? 'slice' : 'slice with step'];
    case 'call':
      return ['call', ...calleeConstructs(node.callee), ...argumentConstructs(node)];
    case 'filter':
      return [
        'filter',
        `filter ${node.name}`,
        ...(node.args.length > 0 ? ['filter with arguments'] : []),
        ...named(node, 0),
      ];
    case 'test':
      return [node.negated ? 'negated test' : 'test', `test ${node.name}`];
    case 'unary':
      return [node.operator === 'not' ? 'not' : node.operator === '-' ? 'minus' : 'plus'];
    case 'binary':
      return [`operator ${node.operator}`];
    case 'logical':
      return [node.operator];
    case 'concat':
      return ['~'];
    case 'compare':
      return [
        ...node.rest.map((link) => `comparison ${link.operator}`),
        ...(node.rest.length > 1 ? ['chained comparison'] : []),
      ];
    case 'conditional':
      return [node.otherwise === null ? 'if without else' : 'if else'];
    default:
      return [node.kind];
  }
}

/** `map('upper')` and `select('odd')` name filters and tests in their first argument. */
function named(node: Expression & CallArguments & { readonly name: string }, at: number): readonly string[] {
  const argument = node.args[at];
  if (argument?.kind !== 'literal' || typeof argument.value !== 'string') return [];
  if (node.name === 'map') return [`filter ${argument.value}`];
  return node.name === 'select' || node.name === 'reject' ? [`test ${argument.value}`] : [];
}

function literalType(value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'bigint') return 'large int';
  return typeof value === 'number' && Number.isInteger(value) ? 'int' : 'float';
}

function calleeConstructs(callee: Expression): readonly string[] {
  if (callee.kind === 'attribute') return [`method ${callee.name}`];
  if (callee.kind !== 'name') return [];
  return [callee.name === 'loop' ? 'loop called' : `function ${callee.name}`];
}

function argumentConstructs({ kwargs, spread, spreadNamed }: CallArguments): readonly string[] {
  return [
    ...(kwargs.length > 0 ? ['named argument'] : []),
    ...(spread === null ? [] : ['spread']),
    ...(spreadNamed === null ? [] : ['named spread']),
  ];
}
