import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { DataTest } from '../core/node.js';
import type { Ref, SourceRef } from '../core/node-parts.js';
import { quoteIdentifier } from '../core/relation.js';
import type { Place, SourceFile } from '../core/source-file.js';
import type { RenderText } from '../core/yaml-templates.js';
import { captureArguments } from '../render/test-arguments.js';
import { testDefaults } from './config-defaults.js';
import { metaOf, textOf, textsOf } from './config-values.js';
import { tagsOf } from './merge-config.js';
import { declaredFqn } from './node-path.js';
import { passedOver } from './not-yet.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled, layeredConfig } from './parse-context.js';
import type { ColumnEntry, TestEntry } from './property-entries.js';
import { testSettings } from './test-config.js';
import type { TestSpec } from './test-entry.js';
import { readTestEntry } from './test-entry.js';
import { generatedTestName, testHash } from './test-name.js';

/** What a generic test is written under. */
export interface TestedThing {
  readonly kind: 'ref' | 'source';
  /** As it stands in the test's name: `orders`, `raw_orders`. */
  readonly label: string;
  /** dbt's call for it: `ref('orders')`. */
  readonly call: string;
  readonly target: (at: Place) => Ref | SourceRef;
  /** Tags that tests take over from a source. */
  readonly tags: readonly string[];
  readonly file: SourceFile;
}

/** Reads the tests of a model, seed or source table and of its columns. */
export function parseGenericTests(
  parsing: Parsing,
  thing: TestedThing,
  entry: { readonly columns: readonly ColumnEntry[]; readonly tests: readonly TestEntry[] },
  render: RenderText,
): readonly Parsed<DataTest>[] {
  const ofColumns = entry.columns.flatMap((column) =>
    column.tests.flatMap((test) => parseGenericTest(parsing, thing, test, column, render)),
  );
  return [...ofColumns, ...entry.tests.flatMap((test) => parseGenericTest(parsing, thing, test, undefined, render))];
}

function parseGenericTest(
  parsing: Parsing,
  thing: TestedThing,
  entry: TestEntry,
  column: ColumnEntry | undefined,
  render: RenderText,
): readonly Parsed<DataTest>[] {
  const { config, environment, diagnostics } = parsing;
  const columnName = column && (column.doc.quote ? quoteIdentifier(column.doc.name) : column.doc.name);
  const spec = readTestEntry(entry, columnName, render, diagnostics);
  const at = entry.text.place(entry.path);
  if (!spec || !isKnownTest(parsing, spec, at)) return [];
  const names = testNames(thing, spec);
  const fqn = declaredFqn(config.name, thing.file.path, [names.name]);
  const ownConfig = { ...(names.alias === undefined ? {} : { alias: names.alias }), ...spec.config };
  const merged = layeredConfig(testDefaults, config.trees.data_tests, fqn, ownConfig);
  const enabled = isEnabled(merged);
  const found = enabled ? diagnostics : [];
  const target = thing.target(at);
  const captured = captureArguments({ name: names.name, args: spec.args, target, at }, environment);
  found.push(...captured.diagnostics, ...passedOver(`test ${names.name}`, merged, at));
  const testedColumn = textOf(spec.args, 'column_name');
  const node: DataTest = {
    kind: 'test',
    id: `test.${config.name}.${names.name}.${testHash(names.name, metadata(thing, spec))}`,
    package: config.name,
    name: names.name,
    fqn,
    file: thing.file,
    description: spec.description,
    tags: testTags(thing, column, spec, merged),
    meta: metaOf(merged),
    config: merged,
    patch: at,
    originalPath: thing.file.path,
    unrenderedConfig: {},
    docBlocks: [],
    configCalls: {},
    macros: [],
    relation: { database: config.target.database, schema: config.target.schema, identifier: names.alias ?? names.name },
    body: {
      kind: 'generic',
      test: spec.namespace === null ? spec.test : `${spec.namespace}.${spec.test}`,
      target,
      ...(testedColumn === undefined ? {} : { column: testedColumn }),
      args: Object.fromEntries(Object.entries(spec.args).filter(([key]) => key !== 'column_name')),
    },
    ...testSettings(names.name, merged, at, found),
    refs: captured.value.refs,
    sources: captured.value.sources,
    dependsOn: [],
  };
  return [{ node, enabled }];
}

/** Whether a macro implements the test; those of packages come with packages. */
function isKnownTest(parsing: Parsing, spec: TestSpec, at: Place): boolean {
  const { config, environment, diagnostics } = parsing;
  const { macros } = environment;
  const own = spec.namespace === null || spec.namespace === config.name || spec.namespace === 'dbt';
  if (!own) {
    const message = `The data test ${spec.namespace}.${spec.test} is left out: packages are not supported by this version.`;
    diagnostics.push(problem('parse/not-yet', message, { severity: 'warning', at }));
    return false;
  }
  if (macros.has(`test_${spec.test}`)) return true;
  const known = macros.names().flatMap((name) => (name.startsWith('test_') ? [name.slice('test_'.length)] : []));
  const hint = didYouMean(spec.test, known) ?? `Known data tests: ${known.join(', ')}.`;
  diagnostics.push(problem('test/unknown', `There is no data test ${spec.test}.`, { at, hint }));
  return false;
}

function testNames(thing: TestedThing, spec: TestSpec): { readonly name: string; readonly alias?: string } {
  if (spec.name !== undefined) return { name: spec.name };
  const base = thing.kind === 'source' ? `source_${spec.test}` : spec.test;
  const kind = spec.namespace === null ? base : `${spec.namespace}_${base}`;
  const { full, short } = generatedTestName(kind, thing.label, spec.args);
  return full === short ? { name: full } : { name: full, alias: short };
}

function metadata(thing: TestedThing, spec: TestSpec): Parameters<typeof testHash>[1] {
  const model = `{{ get_where_subquery(${thing.call}) }}`;
  return { name: spec.test, namespace: spec.namespace, kwargs: { ...spec.args, model } };
}

/** dbt's order: what column, source and entry say, sorted; then what dbt_project.yml adds. */
function testTags(
  thing: TestedThing,
  column: ColumnEntry | undefined,
  spec: TestSpec,
  merged: JsonObject,
): readonly string[] {
  const written = [...thing.tags, ...(column?.doc.tags ?? []), ...textsOf(own(spec.config, 'tags'))];
  return [...new Set([...[...new Set(written)].sort(), ...tagsOf(merged)])];
}
