import type { RelationName } from '../../core/relation.js';
import { renderInSchema } from '../../core/relation.js';
import type { Statement } from '../../core/statement.js';
import { wrapStatement } from '../../core/statement.js';

/** A table filled with the result of the model's query. */
export function createTable(built: RelationName, query: Statement, options: { readonly unlogged: boolean }): Statement {
  return wrapStatement(
    `create ${options.unlogged ? 'unlogged ' : ''}table ${renderInSchema(built)} as (\n`,
    query,
    '\n)',
  );
}
