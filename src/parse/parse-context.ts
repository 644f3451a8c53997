import type { Diagnostic } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import type { Node } from '../core/node.js';
import type { Project, ProjectConfig } from '../core/project.js';
import type { RenderEnvironment } from '../render/environment.js';
import { grantsOf } from './config-values.js';
import { mergeConfig, treeLayers } from './merge-config.js';

/** One parse under way: what it reads, and what it has found to say. */
export interface Parsing {
  readonly project: Project;
  readonly config: ProjectConfig;
  readonly environment: RenderEnvironment;
  readonly diagnostics: Diagnostic[];
}

/** A node, or one that its configuration switches off. */
export interface Parsed<Kind extends Node> {
  readonly node: Kind;
  readonly enabled: boolean;
}

/**
 * A node's configuration by dbt's precedence: defaults, dbt_project.yml from outer to inner folder, the property file,
 * then `config()` in the file itself.
 */
export function layeredConfig(
  defaults: JsonObject,
  tree: JsonObject,
  fqn: readonly string[],
  ...layers: readonly (JsonObject | undefined)[]
): JsonObject {
  const all = [...treeLayers(tree, fqn), ...layers.filter((layer) => layer !== undefined)];
  const merged = all.reduce(mergeConfig, defaults);
  return own(merged, 'grants') === undefined ? merged : { ...merged, grants: grantsOf(merged) };
}

/** `false`, or a text that says so; everything else is enabled. */
export function isEnabled(config: JsonObject): boolean {
  const value: Json | undefined = own(config, 'enabled');
  return value !== false && !(typeof value === 'string' && value.toLowerCase() === 'false');
}
