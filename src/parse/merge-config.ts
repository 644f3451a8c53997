import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';

type Merge = (before: Json, after: Json) => Json;

/** How a key of the next layer meets the same key of the layer below; keys that are not here replace (dbt's rules). */
const MERGES: { readonly [key: string]: Merge } = {
  tags: append,
  packages: append,
  'pre-hook': append,
  'post-hook': append,
  meta: update,
  quoting: update,
  column_types: update,
  docs: update,
  contract: update,
  grants: extendGrants,
};

/** Puts a layer of configuration over what is there. */
export function mergeConfig(below: JsonObject, layer: JsonObject): JsonObject {
  const merged: { [key: string]: Json } = { ...below };
  for (const written of Object.keys(layer)) {
    const value = layer[written] ?? null;
    const key = hookName(written);
    const merge = Object.hasOwn(MERGES, key) ? MERGES[key] : undefined;
    merged[key] = merge ? merge(own(merged, key) ?? null, value) : value;
  }
  return merged;
}

/** dbt takes both spellings. */
export function hookName(key: string): string {
  if (key === 'pre_hook') return 'pre-hook';
  return key === 'post_hook' ? 'post-hook' : key;
}

function listOf(value: Json): readonly Json[] {
  if (value === null) return [];
  return isJsonList(value) ? value : [value];
}

function append(before: Json, after: Json): Json {
  return [...listOf(before), ...listOf(after)];
}

function update(before: Json, after: Json): Json {
  if (!isJsonObject(after)) return after;
  return isJsonObject(before) ? { ...before, ...after } : after;
}

/**
 * `select: [x]` replaces the roles of a privilege, `+select: [x]` adds to them. The first layer keeps its plus signs, so
 * that what was put together can still be laid over something else.
 */
function extendGrants(before: Json, after: Json): Json {
  if (!isJsonObject(after) || !isJsonObject(before)) return after;
  const merged = new Map<string, Json>();
  for (const [key, roles] of Object.entries(before)) merged.set(key.replace(/^\++/, ''), listOf(roles));
  for (const [key, roles] of Object.entries(after)) {
    const privilege = key.replace(/^\++/, '');
    const kept = key.startsWith('+') ? listOf(merged.get(privilege) ?? null) : [];
    merged.set(privilege, [...kept, ...listOf(roles)]);
  }
  return Object.fromEntries(merged);
}

/**
 * The layers of a config tree of dbt_project.yml that apply to a node, outermost first: its root, then one for each part
 * of the fqn as far as the tree goes. `+key` is always configuration, `key` is where its value is no mapping.
 */
export function treeLayers(tree: JsonObject, fqn: readonly string[]): readonly JsonObject[] {
  const layers: JsonObject[] = [];
  let level: Json | undefined = tree;
  for (const part of [...fqn, undefined]) {
    if (!isJsonObject(level)) break;
    layers.push(ownKeys(level));
    level = part === undefined ? undefined : own(level, part);
  }
  return layers;
}

/** How many parts of the fqn the tree has mappings for: nodes that agree in these are configured alike. */
export function treeDepth(tree: JsonObject, fqn: readonly string[]): number {
  let level: Json | undefined = tree;
  for (let depth = 0; depth < fqn.length; depth += 1) {
    level = isJsonObject(level) ? own(level, fqn[depth] ?? '') : undefined;
    if (!isJsonObject(level)) return depth;
  }
  return fqn.length;
}

function ownKeys(level: JsonObject): JsonObject {
  const entries = Object.entries(level).flatMap(([key, value]): [string, Json][] => {
    if (key.startsWith('+')) return [[key.slice(1).trim(), value]];
    return isJsonObject(value) ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

const NO_TAGS: readonly string[] = [];

/** The tags of a config as dbt keeps them on the node: each once, in the order in which they came. */
export function tagsOf(config: JsonObject): readonly string[] {
  const tags = own(config, 'tags') ?? null;
  if (tags === null || (isJsonList(tags) && tags.length === 0)) return NO_TAGS;
  return [...new Set(listOf(tags).filter((tag) => typeof tag === 'string'))];
}
