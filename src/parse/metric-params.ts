import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import { filterOf, shaped, windowOf } from './shaped.js';

const NOTHING: JsonObject = {
  measure: null,
  input_measures: [],
  numerator: null,
  denominator: null,
  expr: null,
  window: null,
  grain_to_date: null,
  metrics: [],
  conversion_type_params: null,
  cumulative_type_params: null,
  metric_aggregation_params: null,
  fill_nulls_with: null,
  join_to_timespine: false,
  is_private: null,
};

/** `type_params` of a metric as the manifest has them; the input measures are put in when all metrics are known. */
export function typeParams(type: string, written: JsonObject): JsonObject {
  const metrics = own(written, 'metrics');
  const expr = own(written, 'expr') ?? null;
  return {
    ...shaped(NOTHING, written),
    measure: measureInput(own(written, 'measure')),
    numerator: metricInput(own(written, 'numerator')),
    denominator: metricInput(own(written, 'denominator')),
    expr: expr === null || typeof expr === 'string' ? expr : JSON.stringify(expr),
    window: windowOf(own(written, 'window')),
    metrics: (isJsonList(metrics) ? metrics : []).map(metricInput),
    conversion_type_params: conversionParams(own(written, 'conversion_type_params')),
    cumulative_type_params: type === 'cumulative' ? cumulativeParams(written) : null,
  };
}

/** A measure that a metric is made of: its name alone, or with a filter. */
function measureInput(value: Json | undefined): Json {
  if (value === undefined || value === null) return null;
  const written = isJsonObject(value) ? value : { name: value };
  const nothing = { name: '', filter: null, alias: null, join_to_timespine: false, fill_nulls_with: null };
  return { ...shaped(nothing, written), filter: filterOf(own(written, 'filter')) };
}

/** A metric that a metric is made of. */
function metricInput(value: Json | undefined): Json {
  if (value === undefined || value === null) return null;
  const written = isJsonObject(value) ? value : { name: value };
  const nothing = { name: '', filter: null, alias: null, offset_window: null, offset_to_grain: null };
  return {
    ...shaped(nothing, written),
    filter: filterOf(own(written, 'filter')),
    offset_window: windowOf(own(written, 'offset_window')),
  };
}

function conversionParams(value: Json | undefined): Json {
  if (!isJsonObject(value)) return null;
  const nothing = { entity: '', calculation: 'conversion_rate', constant_properties: null };
  return {
    ...shaped(nothing, value),
    base_measure: measureInput(own(value, 'base_measure')),
    conversion_measure: measureInput(own(value, 'conversion_measure')),
    base_metric: metricInput(own(value, 'base_metric')),
    conversion_metric: metricInput(own(value, 'conversion_metric')),
    window: windowOf(own(value, 'window')),
  };
}

function cumulativeParams(written: JsonObject): Json {
  const inner = own(written, 'cumulative_type_params');
  const params = isJsonObject(inner) ? inner : {};
  return {
    window: windowOf(own(params, 'window') ?? own(written, 'window')),
    grain_to_date: own(params, 'grain_to_date') ?? own(written, 'grain_to_date') ?? null,
    period_agg: own(params, 'period_agg') ?? 'first',
    metric: metricInput(own(params, 'metric')),
  };
}

/** Names of the measures that the metric itself is made of. */
export function measuresOf(params: JsonObject): readonly string[] {
  const conversion = own(params, 'conversion_type_params');
  const inner = isJsonObject(conversion) ? conversion : {};
  return namesOf([own(params, 'measure'), own(inner, 'base_measure'), own(inner, 'conversion_measure')]);
}

/** Names of the metrics that it is made of, each once. */
export function metricsOf(params: JsonObject): readonly string[] {
  const metrics = own(params, 'metrics');
  const conversion = own(params, 'conversion_type_params');
  const cumulative = own(params, 'cumulative_type_params');
  const inner = { ...(isJsonObject(conversion) ? conversion : {}), ...(isJsonObject(cumulative) ? cumulative : {}) };
  const parts = [own(params, 'numerator'), own(params, 'denominator'), ...(isJsonList(metrics) ? metrics : [])];
  return namesOf([...parts, ...['base_metric', 'conversion_metric', 'metric'].map((key) => own(inner, key))]);
}

function namesOf(values: readonly (Json | undefined)[]): readonly string[] {
  const names = values.map((each) => (isJsonObject(each) ? own(each, 'name') : undefined));
  return [...new Set(names.filter((each) => typeof each === 'string'))];
}
