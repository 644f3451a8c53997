import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonObject, jsonText, own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { Metric } from '../core/semantic-node.js';
import { semanticDefaults } from './config-defaults.js';
import { metaOf, textOf, textsOf } from './config-values.js';
import { declaredNode, entryMapping, optional, writtenConfig } from './declared.js';
import { measuresOf, metricsOf, typeParams } from './metric-params.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled } from './parse-context.js';
import type { RawEntry } from './property-entries.js';
import { filterOf } from './shaped.js';

const KEYS = [
  ...['name', 'label', 'type', 'description', 'type_params', 'filter', 'config', 'meta', 'tags', 'group', 'enabled'],
  ...['time_granularity', 'agg', 'expr', 'hidden', 'numerator', 'denominator', 'input_metrics', 'input_metric'],
  ...['window', 'grain_to_date', 'period_agg', 'semantic_model', 'fill_nulls_with', 'join_to_timespine'],
];
const TYPES = ['simple', 'ratio', 'cumulative', 'derived', 'conversion'];

/** Makes a node of one entry under `metrics:`. */
export function parseMetric(parsing: Parsing, entry: RawEntry): Parsed<Metric> {
  const { diagnostics } = parsing;
  const { value } = entry;
  const mapping = entryMapping(parsing, entry, KEYS, 'A metric');
  const type = jsonText(own(value, 'type') ?? 'simple');
  if (!TYPES.includes(type)) {
    const hint = didYouMean(type, TYPES) ?? `Known types: ${TYPES.join(', ')}.`;
    const at = entry.text.place([...entry.path, 'type']);
    diagnostics.push(problem('semantic/metric-type', `There is no type of metric ${type}.`, { at, hint }));
  }
  return metricNode(parsing, entry, {
    name: entry.name,
    type,
    label: mapping.text('label'),
    description: mapping.text('description') ?? '',
    params: typeParams(type, mapping.object('type_params') ?? {}),
    filter: filterOf(own(value, 'filter')),
    tags: textsOf(own(value, 'tags')),
    config: mapping.object('config') ?? {},
    written: writtenConfig(entry),
  });
}

/** The metric that a measure with `create_metric: true` makes. */
export function metricOfMeasure(
  parsing: Parsing,
  entry: RawEntry,
  measure: JsonObject,
  meta: JsonObject,
): Parsed<Metric> {
  const name = textOf(measure, 'name') ?? '';
  const config: JsonObject = { meta, enabled: true };
  const params = typeParams('simple', { measure: name, expr: textOf(measure, 'expr') ?? name });
  return metricNode(parsing, entry, {
    name,
    type: 'simple',
    label: textOf(measure, 'label') ?? name,
    description: `Metric created from measure ${name}`,
    params,
    filter: null,
    tags: [],
    config,
    written: config,
  });
}

interface MetricParts {
  readonly name: string;
  readonly type: string;
  readonly label: string | undefined;
  readonly description: string;
  readonly params: JsonObject;
  readonly filter: Json;
  readonly tags: readonly string[];
  readonly config: JsonObject;
  readonly written: JsonObject | undefined;
}

function metricNode(parsing: Parsing, entry: RawEntry, parts: MetricParts): Parsed<Metric> {
  const { layers } = parsing;
  const { name, params } = parts;
  const declared = declaredNode(parsing, 'metric', entry, [name]);
  const config = layers.replaced('metrics', semanticDefaults, declared.fqn, parts.config, true);
  const node: Metric = {
    ...declared,
    description: parts.description,
    tags: parts.tags,
    meta: metaOf(config),
    config,
    unrenderedConfig: layers.unrendered('metrics', declared.fqn, [parts.written]),
    ...optional('group', textOf(config, 'group')),
    ...optional('label', parts.label),
    type: parts.type,
    metrics: metricsOf(params),
    measures: measuresOf(params),
    definition: {
      type_params: params,
      filter: parts.filter,
      metadata: null,
      time_granularity: textOf(entry.value, 'time_granularity') ?? null,
      // dbt leaves this list empty: what a metric is made of stands in depends_on.
      metrics: [],
    },
    refs: [],
  };
  return { node, enabled: isEnabled(config) };
}

/** The metrics with `input_measures` put in: those of the metric itself and of all that it is made of. */
export function withInputMeasures(metrics: readonly Metric[]): readonly Metric[] {
  const byName = new Map(metrics.map((metric) => [metric.name, metric]));
  return metrics.map((metric) => {
    const params = own(metric.definition, 'type_params');
    if (!isJsonObject(params)) return metric;
    const measures = inputMeasures(metric, byName, new Set());
    return { ...metric, definition: { ...metric.definition, type_params: { ...params, input_measures: measures } } };
  });
}

function inputMeasures(metric: Metric, byName: ReadonlyMap<string, Metric>, seen: Set<string>): readonly Json[] {
  if (seen.has(metric.name)) return [];
  const params = own(metric.definition, 'type_params');
  const written = isJsonObject(params) ? own(params, 'measure') : undefined;
  const above = new Set([...seen, metric.name]);
  const ofMetric = written === undefined || written === null ? [] : [written];
  const ofConversion = isJsonObject(params) ? conversionMeasures(own(params, 'conversion_type_params')) : [];
  const below = metric.metrics.flatMap((name) => {
    const inner = byName.get(name);
    return inner ? inputMeasures(inner, byName, above) : [];
  });
  const texts = new Map([...ofMetric, ...ofConversion, ...below].map((each) => [JSON.stringify(each), each]));
  return [...texts.values()];
}

function conversionMeasures(params: Json | undefined): readonly Json[] {
  if (!isJsonObject(params)) return [];
  return ['base_measure', 'conversion_measure'].flatMap((key) => {
    const measure = own(params, key) ?? null;
    return measure === null ? [] : [measure];
  });
}
