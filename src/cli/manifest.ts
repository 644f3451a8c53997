import { resolve } from 'node:path';
import { manifestOf, nodeDescriber } from '../artifacts/manifest.js';
import type { ManifestInput } from '../artifacts/manifest.js';
import type { CompiledNode } from '../artifacts/manifest-node.js';
import type { ArtifactFacts, ArtifactName } from '../artifacts/metadata.js';
import { writeArtifact } from '../artifacts/write-artifact.js';
import type { JsonObject } from '../core/json.js';
import type { Node } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import type { ResourcePaths } from '../core/project.js';
import type { CommonOptions } from './context.js';
import type { OpenedConfig, OpenedProject } from './project.js';

export { artifactFacts } from './artifact-facts.js';

const NOTHING_COMPILED: ReadonlyMap<NodeId, CompiledNode> = new Map();

/** The manifest of an opened project. */
export function projectManifest(
  opened: OpenedProject,
  facts: ArtifactFacts,
  compiled: ReadonlyMap<NodeId, CompiledNode> = NOTHING_COMPILED,
): JsonObject {
  return manifestOf(manifestInput(opened, compiled), facts);
}

function manifestInput(opened: OpenedProject, compiled: ReadonlyMap<NodeId, CompiledNode>): ManifestInput {
  const { project, config, graph, disabled, docs, groups } = opened;
  return {
    root: project.root,
    config,
    paths: pathsOf(opened),
    graph,
    disabled,
    macros: opened.macroDefinitions,
    docs,
    groups,
    selectors: opened.selectors.manifest,
    compiled,
  };
}

/** Gives nodes as templates see them. */
export function describerOf(opened: OpenedProject, facts: ArtifactFacts): (node: Node) => JsonObject {
  const { project, config, graph } = opened;
  return nodeDescriber(
    { root: project.root, config, paths: pathsOf(opened), graph, compiled: NOTHING_COMPILED },
    facts,
  );
}

/** Resource folders by the package's name; a package is known by its folder. */
function pathsOf({ project, config }: OpenedConfig): ReadonlyMap<string, ResourcePaths> {
  const byFolder = new Map([...config.packages.values()].map((each) => [each.folder, each.name]));
  const packages = project.packages.flatMap(({ folder, paths }) => {
    const name = byFolder.get(folder);
    return name === undefined ? [] : [[name, paths] as const];
  });
  return new Map([[config.name, project.paths], ...packages]);
}

/** The target folder as an absolute path. */
export function targetFolder({ project, config }: OpenedConfig): string {
  return resolve(project.root, config.targetPath);
}

/** Whether artifacts are to be written: `--[no-]write-json`, else the project's flag, else yes. */
export function writesJson({ config }: OpenedConfig, options: CommonOptions): boolean {
  return options.writeJson ?? config.flags['write_json'] !== false;
}

/** Writes one artifact into the target folder, unless that is switched off. */
export async function writeTo(
  opened: OpenedConfig,
  options: CommonOptions,
  name: ArtifactName,
  make: () => JsonObject,
): Promise<void> {
  if (writesJson(opened, options)) await writeArtifact(targetFolder(opened), name, make());
}

/** Writes manifest.json, unless that is switched off. */
export async function writeManifest(
  opened: OpenedProject,
  options: CommonOptions,
  facts: ArtifactFacts,
  compiled?: ReadonlyMap<NodeId, CompiledNode>,
): Promise<void> {
  await writeTo(opened, options, 'manifest', () => projectManifest(opened, facts, compiled));
}
