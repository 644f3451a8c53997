import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { isJsonObject } from '../core/json.js';
import type { Node } from '../core/node.js';
import type { ProjectConfig } from '../core/project.js';
import type { YamlText } from '../core/yaml.js';

type Tree = keyof ProjectConfig['trees'];

const KINDS: { readonly [tree in Tree]: Node['kind'] } = {
  models: 'model',
  seeds: 'seed',
  snapshots: 'snapshot',
  functions: 'function',
  sources: 'source',
  data_tests: 'test',
  unit_tests: 'unit_test',
  exposures: 'exposure',
  metrics: 'metric',
  semantic_models: 'semantic_model',
  saved_queries: 'saved_query',
  analyses: 'analysis',
};

/** A `project/unused-config` warning for each place of a config tree that no node, enabled or not, lies below. */
export function unusedConfig(config: ProjectConfig, nodes: readonly Node[], text: YamlText): Diagnostic[] {
  return (Object.keys(KINDS) as Tree[]).flatMap((tree) => {
    const paths = configPaths(config.trees[tree], []);
    if (paths.length === 0) return [];
    const prefixes = fqnPrefixes(
      nodes.filter((node) => node.kind === KINDS[tree]),
      Math.max(...paths.map((path) => path.length)),
    );
    return paths.filter((path) => !prefixes.has(path.join('\0'))).map((path) => unused(tree, path, text));
  });
}

/** Every beginning of every fqn, as long as is asked for, the empty one among them where there is a node at all. */
function fqnPrefixes(nodes: readonly Node[], deepest: number): ReadonlySet<string> {
  const prefixes = new Set<string>();
  for (const node of nodes) {
    let prefix = '';
    prefixes.add(prefix);
    for (let length = 1; length <= Math.min(deepest, node.fqn.length); length += 1) {
      prefix += `${length === 1 ? '' : '\0'}${node.fqn[length - 1] ?? ''}`;
      prefixes.add(prefix);
    }
  }
  return prefixes;
}

/** The places of a tree that hold configuration of their own. */
function configPaths(level: JsonObject, path: readonly string[]): readonly (readonly string[])[] {
  const entries = Object.entries(level);
  const isFolder = ([key, value]: (typeof entries)[number]): boolean => isJsonObject(value) && !key.startsWith('+');
  const below = entries.filter(isFolder).flatMap(([key, value]) => configPaths(value as JsonObject, [...path, key]));
  return entries.every(isFolder) ? below : [path, ...below];
}

function unused(tree: Tree, path: readonly string[], text: YamlText): Diagnostic {
  const name = [spellingOf(tree, text), ...path].join('.');
  return problem('project/unused-config', `The configuration ${name} applies to no resource.`, {
    severity: 'warning',
    at: text.place([spellingOf(tree, text), ...path], 'key'),
    hint: 'Its keys must be the project’s name and folders as they are on disk; or take it out.',
  });
}

/** dbt takes dashes in some of the names, and the old name of data tests. */
function spellingOf(tree: Tree, text: YamlText): string {
  const spellings = [tree, tree.replace('_', '-'), ...(tree === 'data_tests' ? ['tests'] : [])];
  return spellings.find((each) => isJsonObject(text.value) && Object.hasOwn(text.value, each)) ?? tree;
}
