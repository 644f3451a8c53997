import { isJsonObject, jsonText, own } from '../core/json.js';
import type { Model, Node } from '../core/node.js';
import { quoteIdentifier } from '../core/relation.js';
import type { Metric } from '../core/semantic-node.js';
import { metricOfMeasure, parseMetric, withInputMeasures } from './metrics.js';
import type { PackageNodes } from './package-parse.js';
import type { Parsed, Parsing } from './parse-context.js';
import type { RawEntry } from './property-entries.js';
import { refOfText } from './ref-text.js';
import { parseSavedQuery } from './saved-queries.js';
import type { RelationOfRef } from './semantic-models.js';
import { measuresWithMetric, parseSemanticModel } from './semantic-models.js';
import { parseUnitTest } from './unit-tests.js';
import { versionText } from './version.js';

/** What is about models of any package: unit tests, semantic models, metrics and saved queries. */
export function parseSemantics(parsed: readonly PackageNodes[]): readonly Parsed<Node>[] {
  if (
    !parsed.some(({ entries: { raw } }) => hasAny(raw.unit_tests, raw.semantic_models, raw.metrics, raw.saved_queries))
  ) {
    return [];
  }
  const models = modelIndex(parsed);
  const metrics = parsed.flatMap(({ parsing, entries }) => metricsOf(parsing, entries.raw));
  const complete = withInputMeasures(metrics.map((each) => each.node));
  return [
    ...parsed.flatMap(({ parsing, entries: { raw } }) => [
      ...raw.unit_tests.flatMap((entry) => parseUnitTest(parsing, entry, models)),
      ...raw.semantic_models.map((entry) => parseSemanticModel(parsing, entry, models.relationOf)),
      ...raw.saved_queries.map((entry) => parseSavedQuery(parsing, entry)),
    ]),
    ...complete.map((node, index) => ({ node, enabled: metrics[index]?.enabled ?? true })),
  ];
}

function hasAny(...lists: readonly (readonly unknown[])[]): boolean {
  return lists.some((list) => list.length > 0);
}

function metricsOf(parsing: Parsing, raw: PackageNodes['entries']['raw']): readonly Parsed<Metric>[] {
  const written = new Set(raw.metrics.map((entry) => entry.name));
  const made = raw.semantic_models.flatMap((entry) =>
    measuresWithMetric(entry)
      .filter((measure) => !written.has(jsonText(own(measure, 'name'))))
      .map((measure) => metricOfMeasure(parsing, entry, measure, metaOfEntry(entry))),
  );
  return [...raw.metrics.map((entry) => parseMetric(parsing, entry)), ...made];
}

function metaOfEntry({ value }: RawEntry): { readonly [key: string]: never } {
  const config = own(value, 'config');
  const meta = isJsonObject(config) ? own(config, 'meta') : undefined;
  return (isJsonObject(meta) ? meta : {}) as { readonly [key: string]: never };
}

interface ModelIndex {
  readonly models: (name: string) => readonly Model[];
  readonly disabled: (name: string) => boolean;
  readonly names: () => readonly string[];
  readonly relationOf: RelationOfRef;
}

function modelIndex(parsed: readonly PackageNodes[]): ModelIndex {
  const byName = new Map<string, Model[]>();
  const off = new Set<string>();
  for (const { node, enabled } of parsed.flatMap((each) => each.nodes)) {
    if (node.kind !== 'model') continue;
    if (!enabled) off.add(node.name);
    else byName.set(node.name, [...(byName.get(node.name) ?? []), node]);
  }
  const models = (name: string): readonly Model[] => byName.get(name) ?? [];
  return {
    models,
    disabled: (name) => off.has(name),
    names: () => [...byName.keys()],
    relationOf: (text) => {
      const ref = refOfText(text, { file: '', line: 1, column: 1 });
      return ref && 'name' in ref ? relationOf(wanted(models(ref.name), ref.version)) : undefined;
    },
  };
}

function wanted(models: readonly Model[], version: string | number | undefined): Model | undefined {
  const text = version === undefined ? undefined : versionText(version);
  return models.find((model) => {
    const meant = text ?? (model.latestVersion === undefined ? undefined : versionText(model.latestVersion));
    return model.version === undefined || versionText(model.version) === meant;
  });
}

function relationOf(model: Model | undefined): ReturnType<RelationOfRef> {
  if (!model) return undefined;
  const { relation, quoting } = model;
  const printed = (['database', 'schema', 'identifier'] as const).map((part) =>
    quoting[part] ? quoteIdentifier(relation[part]) : relation[part],
  );
  return { name: relation, printed: printed.join('.') };
}
