import type { JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { SavedQuery } from '../core/semantic-node.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import { savedQueryDefaults } from './config-defaults.js';
import { metaOf, textOf, textsOf } from './config-values.js';
import { everyPath } from './generic-tests.js';
import { tagsOf } from './merge-config.js';
import { declaredFqn } from './node-path.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled, originalPath } from './parse-context.js';
import type { RawEntry } from './property-entries.js';
import { filterOf, objectsAt } from './shaped.js';

const KEYS = ['name', 'label', 'description', 'query_params', 'exports', 'config', 'tags', 'meta', 'group', 'enabled'];

/** Makes a node of one entry under `saved_queries:`. */
export function parseSavedQuery(parsing: Parsing, entry: RawEntry): Parsed<SavedQuery> {
  const {
    layers,
    diagnostics,
    package: { name: packageName },
  } = parsing;
  const { value, name, file } = entry;
  const mapping = new YamlMapping(entry.text, entry.path, value, diagnostics);
  mapping.unknownKeys(KEYS, 'properties/unknown-key', 'warning', 'A saved query');
  const path = originalPath(parsing, file.path);
  const fqn = declaredFqn(packageName, path, everyPath(parsing), [name]);
  const tags = mapping.json('tags');
  const said = { ...(tags === undefined ? {} : { tags }), ...(mapping.object('config') ?? {}) };
  const config = layers.replaced('saved_queries', savedQueryDefaults, fqn, said, true);
  const params = mapping.object('query_params') ?? {};
  const label = textOf(value, 'label');
  const group = textOf(config, 'group');
  const written = own(entry.written, 'config');
  const node: SavedQuery = {
    kind: 'saved_query',
    id: `saved_query.${packageName}.${name}`,
    package: packageName,
    name,
    fqn,
    file,
    originalPath: path,
    description: mapping.text('description') ?? '',
    docBlocks: [],
    tags: tagsOf(config),
    meta: metaOf(config),
    config: own(config, 'tags') === undefined ? config : { ...config, tags: tagsOf(config) },
    unrenderedConfig: layers.unrendered('saved_queries', fqn, [isJsonObject(written) ? written : undefined]),
    ...(group === undefined ? {} : { group }),
    patch: entry.at,
    ...(label === undefined ? {} : { label }),
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
    dependsOn: [],
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
