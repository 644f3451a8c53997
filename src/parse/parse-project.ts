import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { DataTest, Node } from '../core/node.js';
import type { Project, ProjectConfig } from '../core/project.js';
import type { SourceFile } from '../core/source-file.js';
import { varsFor } from '../core/vars.js';
import { readYaml } from '../core/yaml.js';
import type { RenderText } from '../core/yaml-templates.js';
import type { RenderEnvironment } from '../render/environment.js';
import type { MacroLibrary } from '../render/macro-library.js';
import { collectMacros } from '../render/macro-library.js';
import { yamlRenderer } from '../render/yaml-renderer.js';
import { withoutDuplicates } from './duplicates.js';
import type { EntryIndex } from './entry-index.js';
import { indexEntries, lostEntry } from './entry-index.js';
import { parseGenericTests } from './generic-tests.js';
import { parseModel } from './models.js';
import { pathBelow } from './node-path.js';
import { describedByTemplate } from './not-yet.js';
import type { Parsed, Parsing } from './parse-context.js';
import type { NodeEntry, PropertyEntries, SourceEntry } from './property-entries.js';
import { readProperties } from './read-properties.js';
import { parseSeed } from './seeds.js';
import { parseSingularTest } from './singular-tests.js';
import { parseSource } from './sources.js';
import { unusedConfig } from './unused-config.js';

/** All nodes of a project, not yet linked. */
export interface ParsedProject {
  readonly nodes: readonly Node[];
  /** Nodes that their configuration switches off; linking names them where something needs them. */
  readonly disabled: readonly Node[];
  readonly macros: MacroLibrary;
}

/** Turns texts into nodes. Everything that is wrong is collected; nodes that can be made are made. */
export function parseProject(project: Project, config: ProjectConfig): Outcome<ParsedProject> {
  const files = fileIndex(project);
  const macros = collectMacros([{ name: config.name, folder: '', files: project.macros }], files);
  const environment: RenderEnvironment = { config, macros: macros.value, files };
  const parsing: Parsing = { project, config, environment, diagnostics: [...macros.diagnostics] };
  const render = yamlRenderer({ ...config, vars: varsFor(config, config.name) });
  const entries = readEntries(parsing, render);
  const index = indexEntries(entries.nodes, parsing.diagnostics);
  for (const entry of [...entries.nodes, ...entries.sources]) {
    parsing.diagnostics.push(...describedByTemplate(entry.name, entry));
  }
  const made = [...parseFiles(parsing, index), ...entries.sources.map((entry) => parseSource(parsing, entry))];
  reportLost(parsing, index, made);
  const all = [...made, ...allGenericTests(parsing, index, entries.sources, render)];
  for (const file of project.analyses) parsing.diagnostics.push(analysisNotYet(file));
  const enabled = withoutDuplicates(all.filter((each) => each.enabled).map((each) => each.node));
  const projectText = readYaml(project.projectFile).value;
  const unused = unusedConfig(
    config,
    all.map((each) => each.node),
    projectText,
  );
  return {
    value: {
      nodes: enabled.nodes,
      disabled: all.filter((each) => !each.enabled).map((each) => each.node),
      macros: macros.value,
    },
    diagnostics: [...parsing.diagnostics, ...enabled.diagnostics, ...unused],
  };
}

/** Finds the texts of a project by path. */
export function fileIndex(project: Project): (path: string) => SourceFile | undefined {
  const { models, seeds, macros, tests, analyses, properties, projectFile } = project;
  const texts = [projectFile, ...models, ...seeds, ...macros, ...tests, ...analyses, ...properties];
  const byPath = new Map(texts.map((file) => [file.path, file]));
  return (path) => byPath.get(path);
}

function readEntries(parsing: Parsing, render: RenderText): PropertyEntries {
  const read = parsing.project.properties.map((file) => readProperties(file, render));
  for (const each of read) parsing.diagnostics.push(...each.diagnostics);
  return {
    nodes: read.flatMap((each) => each.value.nodes),
    sources: read.flatMap((each) => each.value.sources),
  };
}

function parseFiles(parsing: Parsing, index: EntryIndex): readonly Parsed<Node>[] {
  const { models, seeds, tests, paths } = parsing.project;
  const entry = (resource: NodeEntry['resource'], file: SourceFile, folders: readonly string[]) =>
    index.find(resource, baseName(pathBelow(file.path, folders)));
  return [
    ...models.map((file) => parseModel(parsing, file, entry('models', file, paths.models))),
    ...seeds.map((file) => parseSeed(parsing, file, entry('seeds', file, paths.seeds))),
    ...tests.map((file) => parseSingularTest(parsing, file, entry('data_tests', file, paths.tests))),
  ];
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
}

function reportLost(parsing: Parsing, index: EntryIndex, made: readonly Parsed<Node>[]): void {
  const names = (kind: Node['kind']): ReadonlySet<string> =>
    new Set(made.filter((each) => each.node.kind === kind).map((each) => each.node.name));
  const known = { models: names('model'), seeds: names('seed'), data_tests: names('test') };
  for (const entry of index.all) {
    if (!known[entry.resource].has(entry.name)) parsing.diagnostics.push(lostEntry(entry, known));
  }
}

function allGenericTests(
  parsing: Parsing,
  index: EntryIndex,
  sources: readonly SourceEntry[],
  render: RenderText,
): readonly Parsed<DataTest>[] {
  const ofNodes = index.all
    .filter((entry) => entry.resource !== 'data_tests')
    .flatMap((entry) =>
      parseGenericTests(
        parsing,
        {
          kind: 'ref',
          label: entry.name,
          call: `ref('${entry.name}')`,
          target: (at) => ({ name: entry.name, at }),
          tags: [],
          file: entry.file,
        },
        entry,
        render,
      ),
    );
  const ofSources = sources.flatMap((entry) =>
    parseGenericTests(
      parsing,
      {
        kind: 'source',
        label: `${entry.sourceName}_${entry.name}`,
        call: `source('${entry.sourceName}', '${entry.name}')`,
        target: (at) => ({ source: entry.sourceName, table: entry.name, at }),
        tags: entry.tags,
        file: entry.file,
      },
      entry,
      render,
    ),
  );
  return [...ofNodes, ...ofSources];
}

function analysisNotYet(file: SourceFile): Diagnostic {
  return problem('parse/not-yet', `${file.path} is left out: analyses are not supported by this version.`, {
    severity: 'warning',
    at: { file: file.path, line: 1, column: 1 },
  });
}
