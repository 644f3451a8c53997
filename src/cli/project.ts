import { homedir } from 'node:os';
import { isAbsolute, relative } from 'node:path';
import { configureProject } from '../configure/configure-project.js';
import { parseVarsOption } from '../configure/vars.js';
import type { DocBlock, Group, MacroDefinition } from '../core/definitions.js';
import type { Diagnostic } from '../core/diagnostic.js';
import type { Graph } from '../core/graph.js';
import type { Node } from '../core/node.js';
import type { Project, ProjectConfig } from '../core/project.js';
import { linkGraph } from '../graph/link.js';
import type { NamedSelectors } from '../graph/named-selectors.js';
import { linkOptions } from './link-options.js';
import { withEnvFile } from '../load/env-file.js';
import { loadProject } from '../load/load-project.js';
import { parseProject } from '../parse/parse-project.js';
import type { MacroLibrary } from '../render/macro-library.js';
import { yamlRenderer } from '../render/yaml-renderer.js';
import { projectSelectors } from './selectors.js';

/** Where the project is and how it is to be configured: flags, and what the world around says. */
export interface OpenOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For `~/.dbt`; the user's home unless said otherwise. */
  readonly home?: string | undefined;
  readonly projectDir?: string | undefined;
  readonly profilesDir?: string | undefined;
  readonly profile?: string | undefined;
  readonly target?: string | undefined;
  /** YAML or JSON text. */
  readonly vars?: string | undefined;
  /** False: require-dbt-version is passed over. */
  readonly versionCheck?: boolean | undefined;
  /** Instead of the project's own: absolute, or from the project's folder. */
  readonly targetPath?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly embedded?: boolean | undefined;
  readonly threads?: number | undefined;
}

export interface OpenedConfig {
  readonly project: Project;
  readonly config: ProjectConfig;
  readonly diagnostics: readonly Diagnostic[];
}

export interface OpenedProject extends OpenedConfig {
  readonly graph: Graph;
  /** Nodes that their configuration switches off. */
  readonly disabled: readonly Node[];
  readonly macros: MacroLibrary;
  readonly docs: readonly DocBlock[];
  readonly groups: readonly Group[];
  /** What selectors.yml defines. */
  readonly selectors: NamedSelectors;
  /** All macros with what property files say about them; made when first asked for. */
  readonly macroDefinitions: readonly MacroDefinition[];
}

/**
 * load -> configure -> parse -> graph. All diagnostics are collected; with errors among them the rest is as complete as
 * it could be made. Throws a DiagnosticError where a stage cannot go on (no project, a profile that cannot be used).
 */
export async function openProject(options: OpenOptions): Promise<OpenedProject> {
  const { project, config, diagnostics } = await open(options, true);
  const parsed = parseProject(project, config);
  const graph = linkGraph(parsed.value.nodes, parsed.value.disabled, linkOptions(config, parsed.value.groups));
  const selectors = projectSelectors(project, config);
  return {
    project,
    config,
    graph: graph.value,
    disabled: parsed.value.disabled,
    macros: parsed.value.macros,
    docs: parsed.value.docs,
    groups: parsed.value.groups,
    selectors: selectors.value,
    get macroDefinitions() {
      return parsed.value.macroDefinitions;
    },
    diagnostics: [...diagnostics, ...parsed.diagnostics, ...graph.diagnostics, ...selectors.diagnostics],
  };
}

/** load -> configure, for commands that need the connection but not the models. */
export function openConfig(options: OpenOptions): Promise<OpenedConfig> {
  return open(options, false);
}

async function open(options: OpenOptions, resources: boolean): Promise<OpenedConfig> {
  const profiles = options.embedded !== true && options.databaseUrl === undefined;
  const home = options.home ?? homedir();
  const environment = await withEnvFile(options.cwd, options.env);
  const env = environment.value;
  const render = yamlRenderer({ env, vars: parseVarsOption(options.vars).value });
  const loaded = await loadProject({ ...options, env, home, resources, profiles, render });
  const configured = configureProject(loaded.value, { ...options, env, renderer: yamlRenderer });
  return {
    project: loaded.value,
    config: { ...configured.value, ...targetPathOf(loaded.value.root, options) },
    diagnostics: [...environment.diagnostics, ...loaded.diagnostics, ...configured.diagnostics],
  };
}

function targetPathOf(root: string, { targetPath }: OpenOptions): Partial<Pick<ProjectConfig, 'targetPath'>> {
  if (targetPath === undefined) return {};
  return { targetPath: isAbsolute(targetPath) ? relative(root, targetPath) : targetPath };
}
