import type { JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { SavedQuery } from '../core/semantic-node.js';
import { savedQueryDefaults } from './config-defaults.js';
import { metaOf, textOf, textsOf } from './config-values.js';
import { declaredNode, entryMapping, optional, writtenConfig } from './declared.js';
import { tagsOf } from './merge-config.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled } from './parse-context.js';
import type { RawEntry } from './property-entries.js';
import { filterOf, objectsAt } from './shaped.js';

const KEYS = ['name', 'label', 'description', 'query_params', 'exports', 'config', 'tags', 'meta', 'group', 'enabled'];

/** Makes a node of one entry under `saved_queries:`. */
export function parseSavedQuery(parsing: Parsing, entry: RawEntry): Parsed<SavedQuery> {
  const { layers } = parsing;
  const { value, name } = entry;
  const mapping = entryMapping(parsing, entry, KEYS, 'A saved query');
  const declared = declaredNode(parsing, 'saved_query', entry, [name]);
  const tags = mapping.json('tags');
  const said = { ...(tags === undefined ? {} : { tags }), ...(mapping.object('config') ?? {}) };
  const config = layers.replaced('saved_queries', savedQueryDefaults, declared.fqn, said, true);
  const params = mapping.object('query_params') ?? {};
  const node: SavedQuery = {
    ...declared,
    description: mapping.text('description') ?? '',
    tags: tagsOf(config),
    meta: metaOf(config),
    config: own(config, 'tags') === undefined ? config : { ...config, tags: tagsOf(config) },
    unrenderedConfig: layers.unrendered('saved_queries', declared.fqn, [writtenConfig(entry)]),
    ...optional('group', textOf(config, 'group')),
    ...optional('label', textOf(value, 'label')),
    metrics: textsOf(own(params, 'metrics')),
    definition: {
      query_params: {
        metrics: textsOf(own(params, 'metrics')),
        group_by: textsOf(own(params, 'group_by')),
        where: filterOf(own(params, 'where')),
        order_by: textsOf(own(params, 'order_by')),
        limit: own(params, 'limit') ?? null,
      },
      exports: objectsAt(value, 'exports').map((each) => exportOf(each, parsing)),
      metadata: null,
    },
    refs: [],
  };
  return { node, enabled: isEnabled(config) };
}

function exportOf(written: JsonObject, parsing: Parsing): JsonObject {
  const inner = own(written, 'config');
  const config = isJsonObject(inner) ? inner : {};
  const { schema, database } = parsing.config.target;
  const name = own(written, 'name') ?? '';
  return {
    name,
    config: {
      export_as: own(config, 'export_as') ?? 'table',
      schema_name: own(config, 'schema') ?? schema,
      alias: own(config, 'alias') ?? name,
      database: own(config, 'database') ?? database,
    },
    unrendered_config: config,
  };
}
