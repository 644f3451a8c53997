import type { Model } from '../core/node.js';
import type { RelationName } from '../core/relation.js';
import type { Statement } from '../core/statement.js';
import { createTable } from './materializations/table.js';
import { createView } from './materializations/view.js';

/** The statement that makes a model's relation from its query. */
export function createModel(node: Model, built: RelationName, query: Statement): Statement {
  switch (node.materialization.kind) {
    case 'view':
      return createView(built, query);
    case 'table':
      return createTable(built, query, node.materialization);
    case 'ephemeral':
    case 'incremental':
    case 'materialized_view':
    case 'custom':
      throw new Error(`${node.id} is ${node.materialization.kind}: the plan should have refused it.`);
  }
}
