import type { Json, JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { ConfigTree, PackageConfig, ProjectConfig } from '../core/project.js';
import { finishConfig } from './finish-config.js';
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
  readonly #folders = new Map<JsonObject, Map<string, Folder>>();
  readonly #unrendered = new Map<string, Written>();

  constructor(own: PackageConfig, project: ProjectConfig) {
    this.#own = own;
    this.#root = own.name === project.name ? undefined : project;
  }

  /** The configuration in dbt's final form. The same object for all nodes of a folder that say nothing themselves. */
  merged(
    tree: ConfigTree,
    defaults: JsonObject,
    fqn: readonly string[],
    layers: readonly (JsonObject | undefined)[],
  ): JsonObject {
    const { raw, rendered, above } = this.#folder(tree, defaults, fqn);
    const said = layers.filter((layer) => layer !== undefined && Object.keys(layer).length > 0);
    if (said.length === 0 && above.length === 0) return rendered;
    return finishConfig([...said, ...above].reduce<JsonObject>((below, layer) => mergeConfig(below, layer ?? {}), raw));
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
    const { below, above } = this.#written(tree, fqn);
    const said = layers.filter((layer) => layer !== undefined && Object.keys(layer).length > 0);
    if (said.length === 0 && above.length === 0) return below;
    return Object.assign({}, below, ...said, ...above) as JsonObject;
  }

  #folder(tree: ConfigTree, defaults: JsonObject, fqn: readonly string[]): Folder {
    const folders = this.#folders.get(defaults) ?? new Map<string, Folder>();
    this.#folders.set(defaults, folders);
    const key = this.#key(tree, fqn);
    const known = folders.get(key);
    if (known) return known;
    const raw = treeLayers(this.#own.trees[tree], fqn).reduce(mergeConfig, defaults);
    const made = { raw, rendered: finishConfig(raw), above: this.#root ? treeLayers(this.#root.trees[tree], fqn) : [] };
    folders.set(key, made);
    return made;
  }

  #written(tree: ConfigTree, fqn: readonly string[]): Written {
    const key = this.#key(tree, fqn);
    const known = this.#unrendered.get(key);
    if (known) return known;
    const below = Object.assign({}, ...treeLayers(this.#own.unrenderedTrees[tree], fqn)) as JsonObject;
    const made = { below, above: this.#root ? treeLayers(this.#root.unrenderedTrees[tree], fqn) : [] };
    this.#unrendered.set(key, made);
    return made;
  }

  /** Nodes of one key lie in the same folders of all trees. */
  #key(tree: ConfigTree, fqn: readonly string[]): string {
    const own = treeDepth(this.#own.trees[tree], fqn);
    const depth = this.#root ? Math.max(own, treeDepth(this.#root.trees[tree], fqn)) : own;
    let key: string = tree;
    for (let index = 0; index < depth; index += 1) key += `\0${fqn[index] ?? ''}`;
    return key;
  }
}

/** What dbt_project.yml says for a folder, the package's own and the root project's. */
interface Folder {
  /** As merged; `rendered` is the same in its final form. */
  readonly raw: JsonObject;
  readonly rendered: JsonObject;
  readonly above: readonly JsonObject[];
}

interface Written {
  readonly below: JsonObject;
  readonly above: readonly JsonObject[];
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
