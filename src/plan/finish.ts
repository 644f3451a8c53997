import type { ExistingRelation } from '../core/database-state.js';
import { doBlock } from '../core/do-block.js';
import type { Buildable } from '../core/node.js';
import type { IndexConfig } from '../core/node-parts.js';
import type { RelationName } from '../core/relation.js';
import { quoteIdentifier, quoteLiteral, renderInSchema } from '../core/relation.js';
import type { Statement } from '../core/statement.js';
import { plainStatement } from '../core/statement.js';

/** What a built relation needs before it is tested: indexes, comments, privileges, statistics. */
export function finishStatements(
  node: Buildable,
  built: RelationName,
  published: ExistingRelation | undefined,
): readonly Statement[] {
  const isView = node.kind === 'model' && node.materialization.kind === 'view';
  return [
    ...(isView ? [] : node.indexes.map((index) => createIndex(index, built))),
    ...commentStatements(node, built, isView),
    ...privilegeStatements(node, built, published),
    ...(isView ? [] : [`analyze ${renderInSchema(built)}`]),
  ].map(plainStatement);
}

/** PostgreSQL names the index after table and columns, so the name is the same in every run. */
function createIndex(index: IndexConfig, built: RelationName): string {
  const columns = index.columns.map(quoteIdentifier).join(', ');
  const using = index.type ? ` using ${quoteIdentifier(index.type)}` : '';
  return `create ${index.unique ? 'unique ' : ''}index on ${renderInSchema(built)}${using} (${columns})`;
}

function commentStatements(node: Buildable, built: RelationName, isView: boolean): string[] {
  const statements: string[] = [];
  if (node.persistDocs.relation && node.description !== '') {
    statements.push(
      `comment on ${isView ? 'view' : 'table'} ${renderInSchema(built)} is ${quoteLiteral(node.description)}`,
    );
  }
  const documented = node.columns.filter((column) => column.description !== '');
  if (node.persistDocs.columns && documented.length > 0) statements.push(columnComments(documented, built));
  return statements;
}

/** One statement for all columns; a documented column that the relation lacks is passed over, as dbt does. */
function columnComments(columns: Buildable['columns'], built: RelationName): string {
  const texts = Object.fromEntries(columns.map((column) => [column.name, column.description]));
  const relation = renderInSchema(built);
  return doBlock(`declare c record;
begin
  for c in
    select a.attname, d.value as description
    from pg_catalog.jsonb_each_text(${quoteLiteral(JSON.stringify(texts))}::jsonb) d
    join pg_catalog.pg_attribute a on a.attname = d.key
    where a.attrelid = ${quoteLiteral(relation)}::regclass and a.attnum > 0 and not a.attisdropped
    order by a.attnum
  loop
    execute pg_catalog.format('comment on column ${relation.replaceAll("'", "''").replaceAll('%', '%%')}.%I is %L', c.attname, c.description);
  end loop;
end`);
}

/** Privileges named in `config.grants` are set exactly; without any, those of the published relation are kept. */
function privilegeStatements(node: Buildable, built: RelationName, published: ExistingRelation | undefined): string[] {
  const relation = renderInSchema(built);
  const configured = Object.entries(node.grants).flatMap(([privilege, roles]) =>
    roles.map((role) => `grant ${privilegeWord(privilege)} on ${relation} to ${granteeWord(role)}`),
  );
  const kept = (published?.privileges ?? [])
    .filter((each) => !(each.privilege.toLowerCase() in lowerKeys(node.grants)))
    .map(
      (each) =>
        `grant ${privilegeWord(each.privilege)} on ${relation} to ${granteeWord(each.grantee)}` +
        (each.grantable ? ' with grant option' : ''),
    );
  return [...configured, ...kept];
}

function lowerKeys(grants: Buildable['grants']): Record<string, true> {
  return Object.fromEntries(Object.keys(grants).map((key) => [key.toLowerCase(), true as const]));
}

/** A privilege is a keyword, not a name: anything but words and blanks would be SQL of somebody's own. */
function privilegeWord(privilege: string): string {
  return privilege.replace(/[^A-Za-z_ ]/g, '');
}

function granteeWord(role: string): string {
  return role === '' || role.toLowerCase() === 'public' ? 'public' : quoteIdentifier(role);
}
