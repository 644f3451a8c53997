import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { Ref, SourceRef } from '../core/node-parts.js';
import type { DataTest } from '../core/node.js';
import { pythonStr } from '../core/python-text.js';
import { quoteIdentifier } from '../core/relation.js';
import type { Place, SourceFile } from '../core/source-file.js';
import type { LibraryMacro } from '../render/library-macro.js';
import { BUILT_IN_SHORT, captureGenericTest } from '../render/test-arguments.js';
import { testDefaults } from './config-defaults.js';
import { metaOf, textsOf } from './config-values.js';
import { tagsOf } from './merge-config.js';
import { declaredFqn } from './node-path.js';
import type { Parsed, Parsing } from './parse-context.js';
import { everyPath, isEnabled, originalPath } from './parse-context.js';
import type { ColumnEntry, TestEntry } from './property-entries.js';
import { testSettings } from './test-config.js';
import type { TestSpec } from './test-entry.js';
import { CONFIG_KEYS, readTestEntry } from './test-entry.js';
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
  /** Id of the model, seed or snapshot; its tests are in its group. */
  readonly attachedNode?: string;
  readonly group?: string;
}

/** Reads the tests of a model, seed, snapshot or source table and of its columns. */
export function parseGenericTests(
  parsing: Parsing,
  thing: TestedThing,
  entry: { readonly columns: readonly ColumnEntry[]; readonly tests: readonly TestEntry[] },
): readonly Parsed<DataTest>[] {
  const ofColumns = entry.columns.flatMap((column) =>
    column.tests.flatMap((test) => parseGenericTest(parsing, thing, test, column)),
  );
  return [...ofColumns, ...entry.tests.flatMap((test) => parseGenericTest(parsing, thing, test, undefined))];
}

function parseGenericTest(
  parsing: Parsing,
  thing: TestedThing,
  entry: TestEntry,
  column: ColumnEntry | undefined,
): readonly Parsed<DataTest>[] {
  const {
    environment,
    diagnostics,
    layers,
    package: { name: packageName },
  } = parsing;
  const columnName = column && (column.doc.quote ? quoteIdentifier(column.doc.name) : column.doc.name);
  const nestedArguments = own(parsing.config.flags, 'require_generic_test_arguments_property') === true;
  const spec = readTestEntry(entry, columnName, { render: parsing.render, nestedArguments, diagnostics });
  const at = entry.text.place(entry.path);
  const macro = spec && testMacroOf(parsing, spec, at);
  if (!spec || !macro) return [];
  const names = testNames(thing, spec);
  const path = originalPath(parsing, thing.file.path);
  const fqn = declaredFqn(packageName, path, everyPath(parsing), [names.name]);
  const target = thing.target(at);
  const captured = captureGenericTest(
    { name: names.name, package: packageName, macro, args: spec.args, target, at },
    environment,
  );
  const short = BUILT_IN_SHORT.includes(macro.id);
  const written = inOrder({ ...(names.alias === undefined ? {} : { alias: names.alias }), ...spec.config });
  const config = layers.merged('data_tests', testDefaults, fqn, [
    captured.value.config,
    short ? written : tagsTwice(written),
  ]);
  const enabled = isEnabled(config);
  const found: Diagnostic[] = [...captured.diagnostics, ...signatureProblems(macro, spec, at)];
  const id = `test.${packageName}.${names.name}.${testHash(names.name, metadata(thing, spec))}`;
  const subject = { kind: 'test', id, package: packageName, name: names.name, fqn, file: thing.file } as const;
  const testedColumn = columnName;
  const node: DataTest = {
    ...subject,
    originalPath: path,
    description: spec.description,
    tags: testTags(thing, column, spec, config),
    meta: metaOf(config),
    config,
    patch: at,
    unrenderedConfig: layers.unrendered('data_tests', fqn, [keptConfig(captured.value.config, written, short)]),
    docBlocks: [],
    configCalls: written,
    ...(thing.group === undefined ? {} : { group: thing.group }),
    ...(thing.attachedNode === undefined ? {} : { attachedNode: thing.attachedNode }),
    relation: parsing.naming({ ...subject, config }, found),
    body: {
      kind: 'generic',
      test: spec.test,
      ...(spec.namespace === null ? {} : { namespace: spec.namespace }),
      target,
      ...(testedColumn === undefined ? {} : { column: testedColumn }),
      args: testedColumn === undefined ? spec.args : withoutColumn(spec.args),
    },
    ...testSettings(names.name, config, at, found),
    refs: captured.value.refs,
    sources: captured.value.sources,
    macros: captured.value.macros,
    dependsOn: [],
  };
  if (enabled) diagnostics.push(...found);
  return [{ node, enabled }];
}

/** dbt writes the settings that it knows in an order of its own, then the others. */
function inOrder(config: JsonObject): JsonObject {
  const keys = Object.keys(config);
  if (keys.length < 2) return config;
  const sorted = [
    ...CONFIG_KEYS.filter((key) => keys.includes(key)),
    ...keys.filter((key) => !CONFIG_KEYS.includes(key)),
  ];
  return Object.fromEntries(sorted.map((key): [string, Json] => [key, config[key] ?? null]));
}

/** What dbt keeps of the settings as written: the entry's as texts, but for tags; the macro's where there are none. */
function keptConfig(ofMacro: JsonObject, written: JsonObject, short: boolean): JsonObject {
  if (Object.keys(written).length === 0) return ofMacro;
  if (short) return written;
  return Object.fromEntries(
    Object.entries(written).map(([key, value]): [string, Json] => [key, key === 'tags' ? value : pythonStr(value)]),
  );
}

/** dbt takes the tags of an entry and then finds them again in the call that it writes of it. */
function tagsTwice(written: JsonObject): JsonObject {
  const tags = own(written, 'tags');
  if (tags === undefined) return written;
  const list = isJsonList(tags) ? tags : [tags];
  return { ...written, tags: [...list, ...list] };
}

function withoutColumn(args: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(args).filter(([key]) => key !== 'column_name'));
}

function testMacroOf(parsing: Parsing, spec: TestSpec, at: Place): LibraryMacro | undefined {
  const namespace = parsing.environment.macros.namespace(parsing.package.name);
  const wanted = `test_${spec.test}`;
  const macro = spec.namespace === null ? namespace.find(wanted) : namespace.findIn(spec.namespace, wanted);
  if (macro) return macro;
  const { namespace: inPackage } = spec;
  if (inPackage !== null && !namespace.hasPackage(inPackage)) {
    const hint = `List ${inPackage} in packages.yml, and run: jiggy deps`;
    const message = `The data test ${inPackage}.${spec.test} needs the package ${inPackage}, which is not installed.`;
    parsing.diagnostics.push(problem('test/unknown', message, { at, hint }));
    return undefined;
  }
  const names = inPackage === null ? namespace.names() : namespace.namesIn(inPackage);
  const known = [...names].flatMap((name) => (name.startsWith('test_') ? [name.slice('test_'.length)] : []));
  const hint = didYouMean(spec.test, known) ?? `Known data tests: ${known.join(', ')}.`;
  const called = inPackage === null ? spec.test : `${inPackage}.${spec.test}`;
  parsing.diagnostics.push(problem('test/unknown', `There is no data test ${called}.`, { at, hint }));
  return undefined;
}

/** `test/arguments` for arguments that the test's macro does not take; a warning, as the macro may not look at them, for those not given. */
function signatureProblems({ block }: LibraryMacro, spec: TestSpec, at: Place): Diagnostic[] {
  const takes = block.parameters.map((each) => each.name);
  const given = ['model', ...Object.keys(spec.args)];
  const unknown = block.usesKwargs ? [] : given.filter((name) => !takes.includes(name));
  const missing = block.parameters.filter((each) => each.fallback === null && !given.includes(each.name));
  const hint = `It takes: ${takes.join(', ')}`;
  return [
    ...unknown.map((name) =>
      problem('test/arguments', `The data test ${spec.test} has no argument ${name}.`, { at, hint }),
    ),
    ...missing.map(({ name }) =>
      problem('test/arguments', `The data test ${spec.test} needs ${name}.`, { at, hint, severity: 'warning' }),
    ),
  ];
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
  const ofEntry = textsOf(own(spec.config, 'tags'));
  const ofColumn = column?.doc.tags ?? [];
  if (thing.tags.length + ofColumn.length + ofEntry.length === 0) return tagsOf(merged);
  const written = [...thing.tags, ...ofColumn, ...ofEntry];
  return [...new Set([...[...new Set(written)].sort(), ...tagsOf(merged)])];
}
