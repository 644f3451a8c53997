import type { Json } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import type { Node } from '../core/node.js';
import { fnmatch, globPath } from './patterns.js';
import type { NodeMethod, Selector } from './selector.js';

/** Whether a node is what a selector means, its graph operators aside. */
export type NodeTest = (node: Node) => boolean;

const tests: { readonly [method in NodeMethod]: (selector: Selector) => NodeTest } = {
  fqn: ({ value }) => fqnTest(value),
  tag: ({ value }) => anyOf((node) => node.tags, value),
  path: ({ value }) => pathTest(value),
  file: ({ value }) => anyOf(fileNames, value),
  source: ({ value }) => sourceTest(value),
  resource_type:
    ({ value }) =>
    (node) =>
      node.kind === value,
  package: ({ value }) => packageTest(value),
  config: (selector) => configTest(selector.arguments, selector.value),
  test_name: ({ value }) => anyOf(testNames, value),
  test_type: ({ value }) => testTypeTest(value),
};

export function nodeTest(method: NodeMethod, selector: Selector): NodeTest {
  return tests[method](selector);
}

function anyOf(texts: (node: Node) => readonly string[], pattern: string): NodeTest {
  const matches = fnmatch(pattern);
  return (node) => texts(node).some(matches);
}

/** Matches on the whole fqn or on the fqn without its package, as dbt does; never on sources. */
function fqnTest(pattern: string): NodeTest {
  const matches = fqnMatcher(pattern);
  return (node) => node.kind !== 'source' && (matches(node.fqn) || matches(node.fqn.slice(1)));
}

function fqnMatcher(pattern: string): (fqn: readonly string[]) => boolean {
  const parts = pattern.split('.');
  const wildAt = parts.findIndex((part) => /[*?[\]]/.test(part));
  const fixed = wildAt === -1 ? parts : parts.slice(0, wildAt);
  const wild = wildAt === -1 ? undefined : fnmatch(parts.slice(wildAt).join('.'));
  const leaf = parts.length === 1 && wild ? wild : (name: string) => name === pattern;
  return (fqn) => {
    if (leaf(fqn.at(-1) ?? '')) return true;
    const flat = fqn.flatMap((segment) => segment.split('.'));
    if (flat.length < parts.length || !fixed.every((part, index) => flat[index] === part)) return false;
    return wild === undefined || wild(flat.slice(wildAt).join('.'));
  };
}

/** The node's file, the .yml that documents it, or a folder above the file. */
function pathTest(pattern: string): NodeTest {
  const matches = globPath(pattern);
  const known = new Map<string, boolean>();
  const folderMatches = (path: string): boolean => {
    const cached = known.get(path);
    if (cached !== undefined) return cached;
    const slash = path.lastIndexOf('/');
    const result = matches(path) || (slash !== -1 && folderMatches(path.slice(0, slash)));
    known.set(path, result);
    return result;
  };
  return (node) => folderMatches(node.file.path) || (node.patch !== undefined && matches(node.patch.file));
}

function fileNames(node: Node): readonly string[] {
  const name = node.file.path.slice(node.file.path.lastIndexOf('/') + 1);
  return [name, name.replace(/\.[^.]*$/, '')];
}

/** `source`, `source.table` or `package.source.table`. */
function sourceTest(pattern: string): NodeTest {
  const parts = pattern.split('.');
  const [table = '*', source = '*', inPackage = '*'] = parts.length === 1 ? ['*', ...parts] : [...parts].reverse();
  const [tableMatches, sourceMatches, packageMatches] = [fnmatch(table), fnmatch(source), fnmatch(inPackage)];
  return (node) =>
    node.kind === 'source' &&
    parts.length <= 3 &&
    packageMatches(node.package) &&
    sourceMatches(node.sourceName) &&
    tableMatches(node.name);
}

function packageTest(pattern: string): NodeTest {
  // `this` is the project itself; packages beside it do not exist yet.
  if (pattern === 'this') return () => true;
  return anyOf((node) => [node.package], pattern);
}

function configTest(path: readonly string[], wanted: string): NodeTest {
  return (node) => {
    let value: Json | undefined = node.config;
    for (const key of path) value = isJsonObject(value) ? own(value, key) : undefined;
    if (value === undefined) return false;
    const fold = path.length === 1 && path[0] === 'severity';
    return isJsonList(value) ? value.some((each) => same(each, wanted, fold)) : same(value, wanted, fold);
  };
}

function same(value: Json, wanted: string, fold: boolean): boolean {
  if (typeof value === 'boolean') return wanted.toLowerCase() === String(value);
  if (typeof value !== 'string') return false;
  return fold ? value.toLowerCase() === wanted.toLowerCase() : value === wanted;
}

function testNames(node: Node): readonly string[] {
  return node.kind === 'test' && node.body.kind === 'generic' ? [node.body.test] : [];
}

function testTypeTest(value: string): NodeTest {
  const kinds = { generic: ['generic'], schema: ['generic'], singular: ['singular'], data: ['generic', 'singular'] };
  const wanted = Object.hasOwn(kinds, value) ? kinds[value as keyof typeof kinds] : [];
  return (node) => node.kind === 'test' && wanted.includes(node.body.kind);
}
