import type { Client } from 'pg';
import { type Check, compareByName, firstDifference } from './check.js';

/** A relation as the catalogue describes it. */
interface Relation {
  readonly schema: string;
  readonly identifier: string;
  /** What else can be seen of it, one property a line: kind, comment, columns with type and comment, indexes. */
  readonly properties: readonly string[];
}

/** Schemas that are no business of a build. All others are compared, so that left-overs are seen too. */
const NOT_BUILT = ['raw', 'ops', 'public', 'information_schema'];

/** Reads every table, view and materialized view outside raw, ops, public and the system's schemas. */
async function readRelations(client: Client): Promise<ReadonlyMap<string, Relation>> {
  const { rows } = await client.query<Relation>(
    `select n.nspname as schema, c.relname as identifier,
       array['kind ' || c.relkind::text, 'comment ' || coalesce(obj_description(c.oid, 'pg_class'), 'none')]
       || array(
         select format('column %s %s comment %s', a.attname, format_type(a.atttypid, a.atttypmod),
                       coalesce(col_description(c.oid, a.attnum), 'none'))
         from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum)
       || array(
         select 'index ' || regexp_replace(pg_get_indexdef(i.indexrelid), '^(CREATE (UNIQUE )?INDEX) .* ON ', '\\1 on ')
         from pg_index i where i.indrelid = c.oid order by 1) as properties
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> all($1) and n.nspname !~ '^pg_'`,
    [NOT_BUILT],
  );
  return new Map(rows.map((each) => [`${each.schema}.${each.identifier}`, each]));
}

/** Compares all built relations of two databases: name, kind, columns, types, comments, indexes, and every row both ways. */
export async function compareRelations(dbt: Client, jiggy: Client): Promise<readonly Check[]> {
  const [left, right] = [await readRelations(dbt), await readRelations(jiggy)];
  const checks: Check[] = [];
  for (const check of compareByName('relation', left, right, differenceInProperties)) {
    const relation = left.get(check.name);
    const same = check.difference === undefined && relation !== undefined;
    const difference = same ? await differenceInRows(dbt, jiggy, relation) : undefined;
    checks.push(difference === undefined ? check : { ...check, difference });
  }
  return checks;
}

function differenceInProperties(dbt: Relation, jiggy: Relation): string | undefined {
  return firstDifference('property', dbt.properties, jiggy.properties);
}

async function differenceInRows(dbt: Client, jiggy: Client, relation: Relation): Promise<string | undefined> {
  const surplus = new Map<string, number>();
  const [left, right] = [await readRows(dbt, relation), await readRows(jiggy, relation)];
  for (const row of left) surplus.set(row, (surplus.get(row) ?? 0) + 1);
  for (const row of right) surplus.set(row, (surplus.get(row) ?? 0) - 1);
  const onlyDbt = [...surplus].filter(([, times]) => times > 0);
  const onlyJiggy = [...surplus].filter(([, times]) => times < 0);
  if (onlyDbt.length === 0 && onlyJiggy.length === 0) return undefined;
  const counts = `${String(onlyDbt.length)} different rows in dbt's only, ${String(onlyJiggy.length)} in jiggy's only`;
  return `${counts}; dbt ${onlyDbt[0]?.[0] ?? '-'}; jiggy ${onlyJiggy[0]?.[0] ?? '-'}`;
}

/** Rows as PostgreSQL prints them whole: exact digits, NULL and '' apart. */
async function readRows(client: Client, relation: Relation): Promise<readonly string[]> {
  const name = `${client.escapeIdentifier(relation.schema)}.${client.escapeIdentifier(relation.identifier)}`;
  const { rows } = await client.query<{ line: string }>(`select t::text as line from ${name} as t`);
  return rows.map((row) => row.line);
}
