import type { Group } from '../core/definitions.js';
import type { DataTest, Node } from '../core/node.js';
import type { Seed, Snapshot } from '../core/node.js';
import type { Model } from '../core/node.js';
import type { Place, SourceFile } from '../core/source-file.js';
import { parseAnalysis } from './analyses.js';
import type { EntryIndex, KnownNames } from './entry-index.js';
import { indexEntries, lostEntry } from './entry-index.js';
import { parseExposure } from './exposures.js';
import { parseFunction } from './functions.js';
import type { TestedThing } from './generic-tests.js';
import { parseGenericTests } from './generic-tests.js';
import { parseGroup } from './groups.js';
import { parseModel } from './models.js';
import { baseName } from './node-path.js';
import { parseOperations } from './operations.js';
import type { Parsed, Parsing } from './parse-context.js';
import { pythonModels } from './python-models.js';
import type { NodeEntry, PatchedResource, PropertyEntries, SourceEntry } from './property-entries.js';
import { readSource } from './read-source.js';
import { parseSeed } from './seeds.js';
import { parseSingularTest } from './singular-tests.js';
import { parseSnapshotFile, parseYamlSnapshot } from './snapshots.js';
import type { SourceOverrides } from './source-overrides.js';
import { isOverride } from './source-overrides.js';
import { parseSource } from './sources.js';

/** What one package holds, but for what needs the nodes of all packages. */
export interface PackageNodes {
  readonly parsing: Parsing;
  readonly entries: PropertyEntries;
  readonly nodes: readonly Parsed<Node>[];
  readonly groups: readonly Group[];
}

/** Makes the nodes of one package: of its files, of its sources, and the data tests on them. */
export function parsePackage(parsing: Parsing, entries: PropertyEntries, overrides: SourceOverrides): PackageNodes {
  const { diagnostics } = parsing;
  const index = indexEntries(entries.nodes, diagnostics);
  diagnostics.push(...pythonModels(parsing.files));
  const files = parseFiles(parsing, index);
  const sources = sourceEntries(parsing, entries, overrides);
  const nodes: Parsed<Node>[] = [
    ...files,
    ...sources.map((entry) => parseSource(parsing, entry)),
    ...parseOperations(parsing).map((node) => ({ node, enabled: true })),
    ...entries.raw.exposures.map((entry) => parseExposure(parsing, entry)),
  ];
  reportLost(parsing, index, files);
  return {
    parsing,
    entries,
    nodes: [...nodes, ...genericTests(parsing, index, files, sources)],
    groups: entries.raw.groups.map((entry) => parseGroup(parsing, entry)),
  };
}

function sourceEntries(parsing: Parsing, entries: PropertyEntries, overrides: SourceOverrides): readonly SourceEntry[] {
  return entries.sources
    .filter((entry) => !isOverride(entry))
    .flatMap((entry) => {
      const { file, text } = entry;
      const reading = { file, text, render: parsing.render, diagnostics: parsing.diagnostics };
      return readSource(reading, overrides.apply(parsing.package.name, entry));
    });
}

function parseFiles(parsing: Parsing, index: EntryIndex): readonly Parsed<Node>[] {
  const { models, seeds, snapshots, tests, analyses, functions } = parsing.files;
  const entry = (resource: PatchedResource, file: SourceFile): NodeEntry | undefined =>
    index.find(resource, baseName(file.path));
  const inYaml = index.all.filter((each) => each.resource === 'snapshots' && each.relation !== undefined);
  return [
    ...models.map((file) => parseModel(parsing, file, entry('models', file))),
    ...seeds.map((file) => parseSeed(parsing, file, entry('seeds', file))),
    ...snapshots.flatMap((file) => parseSnapshotFile(parsing, file, (name) => index.find('snapshots', name))),
    ...inYaml.map((each) => parseYamlSnapshot(parsing, each)),
    ...analyses.map((file) => parseAnalysis(parsing, file, entry('analyses', file))),
    ...functions.map((file) => parseFunction(parsing, file, entry('functions', file))),
    ...tests.map((file) => parseSingularTest(parsing, file, entry('data_tests', file))),
  ];
}

const KINDS: { readonly [resource in PatchedResource]: Node['kind'] } = {
  models: 'model',
  seeds: 'seed',
  snapshots: 'snapshot',
  analyses: 'analysis',
  functions: 'function',
  data_tests: 'test',
};

function reportLost(parsing: Parsing, index: EntryIndex, made: readonly Parsed<Node>[]): void {
  const names = (kind: Node['kind']): ReadonlySet<string> =>
    new Set(made.flatMap(({ node }) => (node.kind === kind ? [fileName(node)] : [])));
  const known = Object.fromEntries(Object.entries(KINDS).map(([key, kind]) => [key, names(kind)])) as KnownNames;
  for (const entry of index.all) {
    if (!known[entry.resource].has(entry.fileName)) parsing.diagnostics.push(lostEntry(entry, known));
  }
}

function fileName(node: Node): string {
  return node.kind === 'snapshot' ? node.name : baseName(node.file.path);
}

type Tested = Model | Seed | Snapshot;

function genericTests(
  parsing: Parsing,
  index: EntryIndex,
  files: readonly Parsed<Node>[],
  sources: readonly SourceEntry[],
): readonly Parsed<DataTest>[] {
  const byFile = new Map(files.map(({ node }) => [`${node.kind}/${fileName(node)}`, node]));
  const ofNodes = index.all.flatMap((entry) => {
    if (!hasTests(entry)) return [];
    const node = byFile.get(`${KINDS[entry.resource]}/${entry.fileName}`);
    const tested = node?.kind === 'model' || node?.kind === 'seed' || node?.kind === 'snapshot' ? node : undefined;
    return parseGenericTests(parsing, testedNode(entry, tested), entry);
  });
  const ofSources = sources.flatMap((entry) =>
    hasTests(entry) ? parseGenericTests(parsing, testedSource(entry), entry) : [],
  );
  return [...ofNodes, ...ofSources];
}

function hasTests({ tests, columns }: Pick<NodeEntry, 'tests' | 'columns'>): boolean {
  return tests.length > 0 || columns.some((column) => column.tests.length > 0);
}

function testedNode(entry: NodeEntry, node: Tested | undefined): TestedThing {
  const version = entry.version?.v;
  const versioned =
    version === undefined ? {} : { version: typeof version === 'number' ? version : Number(version) || version };
  return {
    kind: 'ref',
    label: version === undefined ? entry.name : `${entry.name}_v${version}`,
    call: version === undefined ? `ref('${entry.name}')` : `ref('${entry.name}', version='${version}')`,
    target: (at: Place) => ({ name: entry.name, ...versioned, at }),
    tags: [],
    file: entry.file,
    ...(node ? { attachedNode: node.id } : {}),
    ...(node?.group === undefined ? {} : { group: node.group }),
  };
}

function testedSource(entry: SourceEntry): TestedThing {
  return {
    kind: 'source',
    label: `${entry.sourceName}_${entry.name}`,
    call: `source('${entry.sourceName}', '${entry.name}')`,
    target: (at: Place) => ({ source: entry.sourceName, table: entry.name, at }),
    tags: entry.tags,
    file: entry.file,
  };
}
