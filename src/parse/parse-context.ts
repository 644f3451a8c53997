import type { Diagnostic } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import type { Node } from '../core/node.js';
import type { Quoting } from '../core/node-parts.js';
import type { PackageConfig, PackageFiles, Project, ProjectConfig } from '../core/project.js';
import type { RenderText } from '../core/yaml-templates.js';
import type { RenderEnvironment } from '../render/environment.js';
import type { ConfigLayers } from './config-layers.js';
import type { Naming } from './naming.js';

/** The parse of one package under way: what it reads, and what it has found to say. */
export interface Parsing {
  readonly project: Project;
  readonly config: ProjectConfig;
  readonly environment: RenderEnvironment;
  readonly diagnostics: Diagnostic[];
  /** The package's own. */
  readonly package: PackageConfig;
  readonly files: PackageFiles;
  readonly layers: ConfigLayers;
  /** Renders texts of its .yml files. */
  readonly render: RenderText;
  readonly naming: Naming;
  /** What the root project's `quoting:` says. */
  readonly quoting: Quoting;
}

/** A node, or one that its configuration switches off. */
export interface Parsed<Kind extends Node> {
  readonly node: Kind;
  readonly enabled: boolean;
}

/** `false`, or a text that says so; everything else is enabled. */
export function isEnabled(config: JsonObject): boolean {
  const value: Json | undefined = own(config, 'enabled');
  return value !== false && !(typeof value === 'string' && value.toLowerCase() === 'false');
}

/** The path of one of the package's files as dbt has it: without the package's folder. */
export function originalPath(parsing: Parsing, path: string): string {
  const { folder } = parsing.files;
  return folder !== '' && path.startsWith(folder) ? path.slice(folder.length) : path;
}

const pathsOf = new WeakMap<object, readonly string[]>();

/** All resource paths: property files may lie below any of them. */
export function everyPath({ files: { paths } }: Parsing): readonly string[] {
  const known = pathsOf.get(paths);
  if (known) return known;
  const { models, seeds, snapshots, analyses, functions, tests, macros } = paths;
  const all = [...models, ...seeds, ...snapshots, ...analyses, ...functions, ...tests, ...macros];
  pathsOf.set(paths, all);
  return all;
}
