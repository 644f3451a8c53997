import type { RelationName } from '../../core/relation.js';
import { renderInSchema } from '../../core/relation.js';
import type { Statement } from '../../core/statement.js';
import { wrapStatement } from '../../core/statement.js';

/** A view over the model's query. Names in it resolve when it is created, so it follows what it reads through the switch. */
export function createView(built: RelationName, query: Statement): Statement {
  return wrapStatement(`create view ${renderInSchema(built)} as (\n`, query, '\n)');
}
