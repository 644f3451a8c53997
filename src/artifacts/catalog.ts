import type { Graph } from '../core/graph.js';
import type { Json, JsonObject } from '../core/json.js';
import { hasRelation } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import { relationKey } from '../core/relation.js';
import type { Row } from '../core/result.js';
import type { ArtifactFacts } from './metadata.js';
import { metadataOf } from './metadata.js';

/** A column of a relation that is there, as the catalog query gives it: one row a column. */
export interface CatalogColumn {
  readonly database: string;
  readonly schema: string;
  readonly identifier: string;
  /** `BASE TABLE`, `VIEW`, `MATERIALIZED VIEW`. */
  readonly type: string;
  readonly comment: string | null;
  readonly owner: string;
  readonly column: string;
  readonly index: number;
  readonly columnType: string;
  readonly columnComment: string | null;
}

/** One query for the columns of all relations of some schemas; the parameter is a text array of their names. */
export const CATALOG_QUERY = `
select
  current_database() as database,
  n.nspname as schema,
  c.relname as identifier,
  case c.relkind when 'v' then 'VIEW' when 'm' then 'MATERIALIZED VIEW' else 'BASE TABLE' end as type,
  obj_description(c.oid, 'pg_class') as comment,
  pg_get_userbyid(c.relowner) as owner,
  a.attname as column,
  a.attnum::integer as index,
  format_type(a.atttypid, a.atttypmod) as column_type,
  col_description(c.oid, a.attnum) as column_comment
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname = any ($1::text[]) and c.relkind in ('r', 'p', 'f', 'v', 'm') and c.relpersistence <> 't'
order by n.nspname, c.relname, a.attnum`;

/** A row of the query. */
export function catalogColumn(row: Row): CatalogColumn {
  const text = (key: string): string => String(row[key] ?? '');
  const textOrNull = (key: string): string | null => (row[key] === null ? null : text(key));
  return {
    database: text('database'),
    schema: text('schema'),
    identifier: text('identifier'),
    type: text('type'),
    comment: textOrNull('comment'),
    owner: text('owner'),
    column: text('column'),
    index: Number(row['index']),
    columnType: text('column_type'),
    columnComment: textOrNull('column_comment'),
  };
}

/** dbt's catalog.json, version 1: what is there of the given nodes. */
export function catalogOf(
  graph: Graph,
  ids: ReadonlySet<NodeId>,
  columns: readonly CatalogColumn[],
  facts: ArtifactFacts,
): JsonObject {
  const relations = byRelation(columns);
  const sections: { readonly nodes: { [id: string]: Json }; readonly sources: { [id: string]: Json } } = {
    nodes: {},
    sources: {},
  };
  for (const id of ids) {
    const node = graph.nodes.get(id);
    const found = node && hasRelation(node) ? relations.get(relationKey(node.relation)) : undefined;
    if (!node || !found) continue;
    sections[node.kind === 'source' ? 'sources' : 'nodes'][id] = tableJson(id, found);
  }
  return { metadata: metadataOf('catalog', facts), ...sections, errors: null };
}

function byRelation(columns: readonly CatalogColumn[]): ReadonlyMap<string, readonly CatalogColumn[]> {
  const relations = new Map<string, CatalogColumn[]>();
  for (const column of columns) {
    const known = relations.get(relationKey(column));
    if (known) known.push(column);
    else relations.set(relationKey(column), [column]);
  }
  return relations;
}

/** dbt-postgres gathers no statistics, and says so in this form. */
const STATS: JsonObject = {
  has_stats: {
    id: 'has_stats',
    label: 'Has Stats?',
    value: false,
    include: false,
    description: 'Indicates whether there are statistics for this table',
  },
};

function tableJson(id: NodeId, columns: readonly CatalogColumn[]): JsonObject {
  const [first] = columns;
  return {
    metadata: {
      type: first?.type ?? '',
      schema: first?.schema ?? '',
      name: first?.identifier ?? '',
      database: first?.database ?? '',
      comment: first?.comment ?? null,
      owner: first?.owner ?? null,
    },
    columns: Object.fromEntries(columns.map((column) => [column.column, columnJson(column)])),
    stats: STATS,
    unique_id: id,
  };
}

function columnJson({ columnType, index, column, columnComment }: CatalogColumn): JsonObject {
  return { type: columnType, index, name: column, comment: columnComment };
}
