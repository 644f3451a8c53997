import type { DocBlock, Group, MacroDefinition } from '../core/definitions.js';
import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import type { Node } from '../core/node.js';
import type { Quoting } from '../core/node-parts.js';
import { QUOTE_ALL } from '../core/node-parts.js';
import type { PackageConfig, PackageFiles, Project, ProjectConfig } from '../core/project.js';
import type { SourceFile } from '../core/source-file.js';
import { varsFor } from '../core/vars.js';
import { readYaml } from '../core/yaml.js';
import type { YamlNames } from '../core/yaml-templates.js';
import type { RenderEnvironment } from '../render/environment.js';
import type { MacroLibrary } from '../render/macro-library.js';
import { collectMacros } from '../render/macro-library.js';
import { yamlRenderer } from '../render/yaml-renderer.js';
import { ConfigLayers } from './config-layers.js';
import { Descriptions } from './descriptions.js';
import { DocIndex, readDocs } from './docs.js';
import { withoutDuplicates } from './duplicates.js';
import { duplicateGroups } from './groups.js';
import { hardCodedRelations } from './hard-coded.js';
import { macroPatches, patchedDefinitions } from './macro-properties.js';
import { namingOf } from './naming.js';
import type { PackageNodes } from './package-parse.js';
import { parsePackage } from './package-parse.js';
import type { Parsed, Parsing } from './parse-context.js';
import { withPrimaryKeys } from './primary-key.js';
import { readAllProperties } from './read-properties.js';
import { parseSemantics } from './semantics.js';
import { SourceOverrides } from './source-overrides.js';
import { unusedConfig } from './unused-config.js';

/** All nodes of a project and its packages, not yet linked. */
export interface ParsedProject {
  readonly nodes: readonly Node[];
  /** Nodes that their configuration switches off; linking names them where something needs them. */
  readonly disabled: readonly Node[];
  readonly macros: MacroLibrary;
  /** All macros, built-in ones too, with what property files say about them. Made when first asked for. */
  readonly macroDefinitions: readonly MacroDefinition[];
  readonly docs: readonly DocBlock[];
  readonly groups: readonly Group[];
}

/** A package that is parsed: the project itself or one that is installed. */
interface Package {
  readonly config: PackageConfig;
  readonly files: PackageFiles;
}

/** Turns texts into nodes. Everything that is wrong is collected; nodes that can be made are made. */
export function parseProject(project: Project, config: ProjectConfig): Outcome<ParsedProject> {
  const diagnostics: Diagnostic[] = [];
  const packages = packagesOf(project, config);
  const environment = environmentOf(project, config, packages, diagnostics);
  const docs = packages.flatMap((each) => readDocs(each.config.name, each.files, diagnostics));
  const index = new DocIndex(docs, config.name);
  const naming = namingOf(environment);
  const shared = { project, config, environment, diagnostics, naming, quoting: projectQuoting(config) };
  const read = packages.map(({ config: own, files }) => {
    const render = yamlRenderer(namesFor(config, own.name));
    const parsing: Parsing = { ...shared, package: own, files, layers: new ConfigLayers(own, config), render };
    return { parsing, entries: readAllProperties(files.properties, render, diagnostics) };
  });
  const overrides = new SourceOverrides(read[0]?.entries.sources ?? []);
  const parsed = read.map(({ parsing, entries }) => parsePackage(parsing, entries, overrides));
  diagnostics.push(...overrides.unused());
  const made = [...parsed.flatMap((each) => each.nodes), ...parseSemantics(parsed)];
  const nodes = finishNodes(made, parsed, index, diagnostics);
  diagnostics.push(...hardCodedRelations(nodes.nodes));
  const groups = parsed.flatMap((each) => describedGroups(each, index));
  diagnostics.push(...duplicateGroups(groups));
  const patches = new Map(
    parsed.flatMap(({ parsing, entries }) => [
      ...macroPatches(
        parsing.package.name,
        entries.raw.macros,
        environment.macros,
        descriptionsOf(parsing, index),
        diagnostics,
      ),
    ]),
  );
  diagnostics.push(
    ...unusedConfig(
      config,
      made.map((each) => each.node),
      readYaml(project.projectFile).value,
    ),
  );
  let definitions: readonly MacroDefinition[] | undefined;
  return {
    value: {
      ...nodes,
      macros: environment.macros,
      get macroDefinitions() {
        definitions ??= patchedDefinitions(environment.macros, patches);
        return definitions;
      },
      docs,
      groups,
    },
    diagnostics,
  };
}

function packagesOf(project: Project, config: ProjectConfig): readonly Package[] {
  const byFolder = new Map(project.packages.map((files) => [files.folder, files]));
  const installed = [...config.packages.values()].flatMap((each): Package[] => {
    const files = byFolder.get(each.folder);
    return files ? [{ config: each, files }] : [];
  });
  return [{ config, files: project }, ...installed];
}

function environmentOf(
  project: Project,
  config: ProjectConfig,
  packages: readonly Package[],
  diagnostics: Diagnostic[],
): RenderEnvironment {
  const files = fileIndex(project);
  const withMacros = packages.map(({ config: own, files: { folder, macros } }) => ({
    name: own.name,
    folder,
    files: macros,
  }));
  const macros = collectMacros(withMacros, files, config.dispatch);
  diagnostics.push(...macros.diagnostics);
  return { config, macros: macros.value, files };
}

function projectQuoting({ quoting }: ProjectConfig): Quoting {
  return { ...QUOTE_ALL, ...quoting };
}

function namesFor(config: ProjectConfig, packageName: string): YamlNames {
  return { env: config.env, vars: varsFor(config, packageName), target: config.target };
}

function descriptionsOf({ config, package: own, diagnostics }: Parsing, docs: DocIndex): Descriptions {
  return new Descriptions(docs, own.name, namesFor(config, own.name), diagnostics);
}

function describedGroups({ parsing, groups }: PackageNodes, docs: DocIndex): readonly Group[] {
  const descriptions = descriptionsOf(parsing, docs);
  return groups.map((group) => ({ ...group, description: descriptions.text(group.description, group.at).text }));
}

/** The nodes without those that cannot be told apart, with descriptions and primary keys. */
function finishNodes(
  made: readonly Parsed<Node>[],
  parsed: readonly PackageNodes[],
  docs: DocIndex,
  diagnostics: Diagnostic[],
): { readonly nodes: readonly Node[]; readonly disabled: readonly Node[] } {
  const descriptions = new Map(
    parsed.map(({ parsing }) => [parsing.package.name, descriptionsOf(parsing, docs)] as const),
  );
  const enabled = made
    .filter((each) => each.enabled)
    .map(({ node }) => descriptions.get(node.package)?.node(node) ?? node);
  const unique = withoutDuplicates(enabled);
  diagnostics.push(...unique.diagnostics);
  const disabled = made.filter((each) => !each.enabled).map((each) => each.node);
  return { nodes: withPrimaryKeys(unique.nodes, disabled), disabled };
}

/** Finds the texts of a project and its packages by path. */
export function fileIndex(project: Project): (path: string) => SourceFile | undefined {
  const byPath = new Map<string, SourceFile>();
  for (const each of [project, ...project.packages]) {
    const { models, seeds, snapshots, functions, macros, tests, analyses, properties, docs, projectFile } = each;
    for (const list of [
      models,
      seeds,
      snapshots,
      functions,
      macros,
      tests,
      analyses,
      properties,
      docs,
      [projectFile],
    ]) {
      for (const file of list) byPath.set(file.path, file);
    }
  }
  return (path) => byPath.get(path);
}
