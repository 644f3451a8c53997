/** A table or view as PostgreSQL finds it. The parts are names as stored, not quoted. */
export interface RelationName {
  readonly database: string;
  readonly schema: string;
  readonly identifier: string;
}

/** An identifier in double quotes, safe to put into SQL. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A string literal, safe to put into SQL whatever standard_conforming_strings says. */
export function quoteLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}

/** `"database"."schema"."identifier"`, as dbt renders a relation. */
export function renderRelation(relation: RelationName): string {
  return [relation.database, relation.schema, relation.identifier].map(quoteIdentifier).join('.');
}

/** `"schema"."identifier"`, for statements of the engine's own. */
export function renderInSchema(relation: Pick<RelationName, 'schema' | 'identifier'>): string {
  return `${quoteIdentifier(relation.schema)}.${quoteIdentifier(relation.identifier)}`;
}

/** `schema.identifier` as people read it, and as a key in maps within one database. */
export function relationKey(relation: Pick<RelationName, 'schema' | 'identifier'>): string {
  return `${relation.schema}.${relation.identifier}`;
}

/** Published relation -> where it is being built in this run; the same relation where the run does not build it. */
export type RelationResolver = (relation: RelationName) => RelationName;
