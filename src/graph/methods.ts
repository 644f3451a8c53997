import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Node } from '../core/node.js';
import { configTest } from './config-test.js';
import { fqnTest } from './fqn-test.js';
import { pathTest } from './path-test.js';
import type { FoundTest, NodeTest, Selecting } from './node-test.js';
import { fnmatch } from './patterns.js';
import type { NodeMethod, Selector } from './selector.js';
import { placed } from './selector.js';

/** The test of a method that looks at nodes alone. */
export function nodeTest(method: NodeMethod, selector: Selector, selecting: Selecting): FoundTest {
  const made = makers[method](selector, selecting);
  return typeof made === 'function' ? { test: made } : { problem: badValue(selector, made.expected) };
}

/** What a value must be, where it is not. */
interface Misfit {
  readonly expected: string;
}

type Maker = (selector: Selector, selecting: Selecting) => NodeTest | Misfit;

const makers: { readonly [method in NodeMethod]: Maker } = {
  fqn: ({ value }) => fqnTest(value),
  tag: ({ value }) => anyOf(tagsOf, value),
  group: ({ value }) => anyOf(groupOf, value),
  access:
    ({ value }) =>
    (node) =>
      node.kind === 'model' && node.access === value,
  source: ({ value }) => sourceTest(value),
  path: ({ value }, selecting) =>
    isFolder(value) ? pathTest(selecting, value) : { expected: 'a file or a folder, relative to the project' },
  file: ({ value }) => anyOf(fileNames, value),
  package: ({ value }, { root }) => anyOf((node) => [node.package], value === 'this' ? (root ?? '*') : value),
  config: ({ arguments: path, value }) => configTest(path, value),
  test_name: ({ value }) => anyOf(testNames, value),
  test_type: ({ value }) => testTypeTest(value),
  resource_type: ({ value }) => (RESOURCE_TYPES.includes(value) ? ofKind(value) : { expected: list(RESOURCE_TYPES) }),
  exposure: named('exposure'),
  metric: named('metric'),
  semantic_model: named('semantic_model'),
  saved_query: named('saved_query'),
  unit_test: named('unit_test'),
  version: ({ value }) => versionTests[value] ?? { expected: list(Object.keys(versionTests)) },
};

function badValue({ raw, at }: Selector, expected: string): Diagnostic {
  return problem('select/syntax', `Selector "${raw}": the value must be ${expected}.`, placed(at));
}

function list(words: readonly string[]): string {
  return `one of ${words.join(', ')}`;
}

function anyOf(texts: (node: Node) => readonly string[], pattern: string): NodeTest {
  const matches = fnmatch(pattern);
  return (node) => texts(node).some(matches);
}

/** dbt does not look at the tags that a metric's config sets. */
function tagsOf(node: Node): readonly string[] {
  return node.tags;
}

const NOTHING: readonly string[] = [];

/** dbt passes over the groups of semantic models and saved queries. */
function groupOf(node: Node): readonly string[] {
  if (node.group === undefined || node.kind === 'semantic_model' || node.kind === 'saved_query') return NOTHING;
  return [node.group];
}

function fileNames(node: Node): readonly string[] {
  const name = node.originalPath.slice(node.originalPath.lastIndexOf('/') + 1);
  return [name, name.replace(/\.[^.]*$/, '')];
}

/** Paths are relative, and `./` names the project's folder itself, which dbt cannot look for. */
function isFolder(value: string): boolean {
  if (value.startsWith('/')) return false;
  return value === '' || /[^./]/.test(value) || value.includes('..');
}

/** `source`, `source.table` or `package.source.table`. */
function sourceTest(pattern: string): NodeTest | Misfit {
  const parts = pattern.split('.');
  if (parts.length > 3) return { expected: 'source, source.table or package.source.table' };
  const [table = '*', source = '*', inPackage = '*'] = parts.length === 1 ? ['*', ...parts] : [...parts].reverse();
  const [tableMatches, sourceMatches, packageMatches] = [fnmatch(table), fnmatch(source), fnmatch(inPackage)];
  return (node) =>
    node.kind === 'source' && packageMatches(node.package) && sourceMatches(node.sourceName) && tableMatches(node.name);
}

/** `name` or `package.name`, of one kind. */
function named(kind: Node['kind']): Maker {
  return ({ value }) => {
    const parts = value.split('.');
    if (parts.length > 2) return { expected: 'name or package.name' };
    const [name = '*', inPackage = '*'] = [...parts].reverse();
    const [nameMatches, packageMatches] = [fnmatch(name), fnmatch(inPackage)];
    return (node) => node.kind === kind && nameMatches(node.name) && packageMatches(node.package);
  };
}

const RESOURCE_TYPES: readonly string[] = [
  ...['model', 'analysis', 'test', 'snapshot', 'operation', 'seed', 'rpc', 'sql operation', 'doc', 'source', 'macro'],
  ...['exposure', 'metric', 'group', 'saved_query', 'semantic_model', 'unit_test', 'fixture', 'function'],
];

function ofKind(kind: string): NodeTest {
  return (node) => node.kind === kind;
}

function testNames(node: Node): readonly string[] {
  return node.kind === 'test' && node.body.kind === 'generic' ? [node.body.test] : NOTHING;
}

const TEST_TYPES: { readonly [type: string]: readonly string[] } = {
  generic: ['generic'],
  schema: ['generic'],
  singular: ['singular'],
  data: ['generic', 'singular'],
  unit: ['unit'],
};

function testTypeTest(value: string): NodeTest | Misfit {
  const wanted = Object.hasOwn(TEST_TYPES, value) ? TEST_TYPES[value] : undefined;
  if (!wanted) return { expected: list(['data', 'generic', 'singular', 'unit']) };
  return (node) => {
    if (node.kind === 'unit_test') return wanted.includes('unit');
    return node.kind === 'test' && wanted.includes(node.body.kind);
  };
}

/** Of models alone. */
const versionTests: { readonly [version: string]: NodeTest } = {
  latest: (node) => node.kind === 'model' && node.version !== undefined && sideOfLatest(node) === 0,
  prerelease: (node) => node.kind === 'model' && node.version !== undefined && sideOfLatest(node) > 0,
  old: (node) => node.kind === 'model' && node.version !== undefined && sideOfLatest(node) < 0,
  none: (node) => node.kind === 'model' && node.version === undefined,
};

/** Numbers come before texts that are none; these compare by code unit. */
function sideOfLatest({ version, latestVersion }: Extract<Node, { kind: 'model' }>): number {
  const [one, other] = [version ?? '', latestVersion ?? version ?? ''];
  if (String(one) === String(other)) return 0;
  const [left, right] = [Number(one), Number(other)];
  if (Number.isNaN(left) || Number.isNaN(right)) return String(one) < String(other) ? -1 : 1;
  return left - right;
}
