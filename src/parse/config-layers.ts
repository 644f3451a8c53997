import type { Json, JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { ConfigTree, PackageConfig, ProjectConfig } from '../core/project.js';
import { mergeConfig, treeDepth, treeLayers } from './merge-config.js';

/**
 * The configuration of the nodes of one package, by dbt's precedence: defaults, the package's own dbt_project.yml from
 * outer to inner folder, the property file, `config()` in the file itself, and for packages the root project's
 * dbt_project.yml over all of it. What folders say is merged once for all nodes below them.
 */
export class ConfigLayers {
  readonly #own: PackageConfig;
  readonly #root: PackageConfig | undefined;
  /** By the defaults: analyses and models share a tree. */
  readonly #known = new Map<JsonObject, Map<string, JsonObject>>();

  constructor(own: PackageConfig, project: ProjectConfig) {
    this.#own = own;
    this.#root = own.name === project.name ? undefined : project;
  }

  /** The merged configuration. The same object for all nodes of a folder that say nothing themselves. */
  merged(
    tree: ConfigTree,
    defaults: JsonObject,
    fqn: readonly string[],
    layers: readonly (JsonObject | undefined)[],
  ): JsonObject {
    const said = layers.filter((layer) => layer !== undefined && Object.keys(layer).length > 0);
    const base = this.#folder(tree, defaults, fqn);
    const merged = said.reduce<JsonObject>((below, layer) => mergeConfig(below, layer ?? {}), base);
    if (!this.#root) return merged;
    return treeLayers(this.#root.trees[tree], fqn).reduce(mergeConfig, merged);
  }

  /**
   * For kinds whose keys replace each other: the entry's over the tree's. Only `meta` is joined, where `joinMeta` says so.
   */
  replaced(
    tree: ConfigTree,
    defaults: JsonObject,
    fqn: readonly string[],
    entry: JsonObject,
    joinMeta: boolean,
  ): JsonObject {
    const root = this.#root ? treeLayers(this.#root.trees[tree], fqn) : [];
    const all = [...treeLayers(this.#own.trees[tree], fqn), entry, ...root];
    return all.reduce<JsonObject>((below, layer) => {
      const meta = own(layer, 'meta');
      const joined = joinMeta && isJsonObject(meta) ? { meta: { ...objectOf(own(below, 'meta')), ...meta } } : {};
      return { ...below, ...layer, ...joined };
    }, defaults);
  }

  /** What was written, templates and all; the innermost that names a key gives its value. */
  unrendered(tree: ConfigTree, fqn: readonly string[], layers: readonly (JsonObject | undefined)[]): JsonObject {
    const below = treeLayers(this.#own.unrenderedTrees[tree], fqn);
    const root = this.#root ? treeLayers(this.#root.unrenderedTrees[tree], fqn) : [];
    return Object.assign({}, ...below, ...layers, ...root) as JsonObject;
  }

  #folder(tree: ConfigTree, defaults: JsonObject, fqn: readonly string[]): JsonObject {
    const levels = this.#own.trees[tree];
    const folders = this.#known.get(defaults) ?? new Map<string, JsonObject>();
    this.#known.set(defaults, folders);
    const key = [tree, ...fqn.slice(0, treeDepth(levels, fqn))].join('\0');
    const known = folders.get(key);
    if (known) return known;
    const made = treeLayers(levels, fqn).reduce(mergeConfig, defaults);
    folders.set(key, made);
    return made;
  }
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
