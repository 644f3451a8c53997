import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import type { RelationName } from '../core/relation.js';
import type { SemanticModel } from '../core/semantic-node.js';
import { semanticDefaults } from './config-defaults.js';
import { metaOf, textOf } from './config-values.js';
import { declaredNode, entryMapping, optional, writtenConfig } from './declared.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled } from './parse-context.js';
import type { RawEntry } from './property-entries.js';
import { refOfText } from './ref-text.js';
import { objectsAt, shaped } from './shaped.js';

const KEYS = [
  ...['name', 'model', 'description', 'label', 'defaults', 'entities', 'measures', 'dimensions', 'primary_entity'],
  ...['config', 'meta', 'tags', 'group', 'enabled'],
];

/** The relation of the model that a ref means, with its name as templates print it. */
export type RelationOfRef = (text: string) => { readonly name: RelationName; readonly printed: string } | undefined;

/** Makes a node of one entry under `semantic_models:`. */
export function parseSemanticModel(
  parsing: Parsing,
  entry: RawEntry,
  relationOf: RelationOfRef,
): Parsed<SemanticModel> {
  const { layers, diagnostics } = parsing;
  const { value, name } = entry;
  const mapping = entryMapping(parsing, entry, KEYS, 'A semantic model');
  const declared = declaredNode(parsing, 'semantic_model', entry, [name]);
  const config = layers.replaced(
    'semantic_models',
    semanticDefaults,
    declared.fqn,
    mapping.object('config') ?? {},
    true,
  );
  const model = mapping.text('model') ?? '';
  const ref = refOfText(model, entry.text.place([...entry.path, 'model']));
  if (!ref || 'source' in ref) {
    const at = entry.text.place([...entry.path, 'model']);
    const hint = "Write model: ref('my_model')";
    diagnostics.push(problem('semantic/model', `The semantic model ${name} needs a ref as its model.`, { at, hint }));
  }
  const node: SemanticModel = {
    ...declared,
    description: mapping.text('description') ?? '',
    tags: [],
    meta: metaOf(config),
    config,
    // dbt leaves the tree of dbt_project.yml out here.
    unrenderedConfig: writtenConfig(entry) ?? {},
    ...optional('group', textOf(config, 'group')),
    ...optional('label', textOf(value, 'label')),
    model,
    measureNames: objectsAt(value, 'measures').map((each) => textOf(each, 'name') ?? ''),
    definition: definitionOf(value, metaOf(config), relationOf(model)),
    refs: ref && 'name' in ref ? [ref] : [],
  };
  return { node, enabled: isEnabled(config) };
}

function definitionOf(value: JsonObject, meta: JsonObject, relation: ReturnType<RelationOfRef>): JsonObject {
  const part = { description: null, label: null };
  return {
    node_relation: relation
      ? {
          alias: relation.name.identifier,
          schema_name: relation.name.schema,
          database: relation.name.database,
          relation_name: relation.printed,
        }
      : null,
    defaults: own(value, 'defaults') ?? null,
    entities: objectsAt(value, 'entities').map((each) =>
      withMeta(shaped({ name: '', type: '', ...part, role: null, expr: null }, each), each, meta),
    ),
    measures: objectsAt(value, 'measures').map((each) => withMeta(measureOf(each), each, meta)),
    dimensions: objectsAt(value, 'dimensions').map((each) => withMeta(dimensionOf(each), each, meta)),
    metadata: null,
    primary_entity: own(value, 'primary_entity') ?? null,
  };
}

function measureOf(written: JsonObject): JsonObject {
  const nothing = { name: '', agg: '', description: null, label: null, expr: null, agg_params: null };
  const more = { non_additive_dimension: null, agg_time_dimension: null };
  // dbt turns the wish for a metric into the metric.
  return { ...shaped({ ...nothing, ...more }, written), create_metric: false, ...textExpr(written) };
}

function dimensionOf(written: JsonObject): JsonObject {
  const params = own(written, 'type_params');
  const nothing = { name: '', type: '', description: null, label: null, is_partition: false, expr: null };
  return {
    ...shaped({ ...nothing, metadata: null, datatype: null }, written),
    ...textExpr(written),
    type_params: isJsonObject(params) ? { validity_params: null, ...params } : null,
  };
}

/** `expr: 1` is a text. */
function textExpr(written: JsonObject): JsonObject {
  const expr = own(written, 'expr') ?? null;
  return expr === null ? {} : { expr: typeof expr === 'string' ? expr : JSON.stringify(expr) };
}

function withMeta(made: JsonObject, written: JsonObject, meta: JsonObject): JsonObject {
  const config = own(written, 'config');
  const ofEntry: Json = isJsonObject(config) ? (own(config, 'meta') ?? {}) : {};
  return { ...made, config: { meta: { ...meta, ...(isJsonObject(ofEntry) ? ofEntry : {}) } } };
}

/** The measures of an entry that want a metric of their own. */
export function measuresWithMetric(entry: RawEntry): readonly JsonObject[] {
  const measures = own(entry.value, 'measures');
  return (isJsonList(measures) ? measures.filter(isJsonObject) : []).filter(
    (each) => own(each, 'create_metric') === true,
  );
}
