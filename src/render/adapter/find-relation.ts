import type { TemplateDatabase } from '../../core/ports.js';
import type { Row } from '../../core/result.js';
import type { RelationName, RelationResolver } from '../../core/relation.js';
import { quoteLiteral, renderRelation } from '../../core/relation.js';
import { TemplateError } from '../../jinja/error.js';
import type { Value } from '../../jinja/values.js';
import { relationValue } from '../relations/relation-value.js';

const KINDS: Readonly<Record<string, string>> = { r: 'table', p: 'table', v: 'view', m: 'materialized_view' };

/**
 * `adapter.get_relation(...)`: the relation where this run builds it, else where it is published; none where it is not
 * there. A name that differs by upper and lower case only is an error, as in dbt.
 */
export async function findRelation(
  database: TemplateDatabase,
  wanted: RelationName,
  names: RelationResolver,
): Promise<Value> {
  const built = names(wanted);
  const found = await lookUp(database, built);
  if (found !== null || built === wanted) return found;
  return lookUp(database, wanted);
}

async function lookUp(database: TemplateDatabase, name: RelationName): Promise<Value> {
  const { rows } = await database.query(searchSql(name));
  const exact = rows.find((row) => row['schema'] === name.schema && row['name'] === name.identifier);
  if (exact) return relationValue(name, { type: kindOf(exact) });
  const [near] = rows;
  if (near) throw approximate(name, near);
  return null;
}

function kindOf(row: Row): string {
  return KINDS[String(row['kind'])] ?? 'table';
}

function searchSql({ schema, identifier }: RelationName): string {
  return `select n.nspname as schema, c.relname as name, c.relkind as kind
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where lower(n.nspname) = lower(${quoteLiteral(schema)}) and lower(c.relname) = lower(${quoteLiteral(identifier)})
  and c.relkind in ('r', 'p', 'v', 'm')`;
}

function approximate(name: RelationName, near: Row): TemplateError {
  const found = renderRelation({ ...name, schema: String(near['schema']), identifier: String(near['name']) });
  return new TemplateError('template/relation', `${renderRelation(name)} was looked for, and there is ${found}.`, {
    hint: 'They differ by upper and lower case only: rename one of them.',
  });
}

/** Whether there is such a schema. */
export async function schemaExists(database: TemplateDatabase, schema: string): Promise<boolean> {
  const { rows } = await database.query(
    `select 1 as found from pg_catalog.pg_namespace where nspname = ${quoteLiteral(schema)}`,
  );
  return rows.length > 0;
}
