import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import type { NodeId } from '../core/node-parts.js';
import type { Step, StepSql } from '../core/plan.js';
import type { Statement } from '../core/statement.js';
import type { RunPorts } from './ports.js';

/** A template of the node cannot be rendered: the node fails with this, the run goes on. */
export class RenderFailed extends Error {
  readonly diagnostic: Diagnostic;

  /** The ephemeral parent whose template it is. */
  readonly parent: NodeId | undefined;

  constructor(diagnostic: Diagnostic, parent?: NodeId) {
    super(diagnostic.message);
    this.name = 'RenderFailed';
    this.diagnostic = diagnostic;
    this.parent = parent;
  }
}

/** The statement of a step; a late one is rendered now. Throws RenderFailed. */
export async function statementOf(
  step: Step,
  sql: StepSql,
  ports: RunPorts,
  render: () => Promise<Outcome<Statement>>,
): Promise<Statement> {
  switch (sql.kind) {
    case 'static':
      return sql.statement;
    case 'broken':
      throw new RenderFailed(sql.diagnostic, sql.parent);
    case 'late': {
      const statement = rendered(await render());
      await ports.rendered(step, statement);
      return statement;
    }
  }
}

/** The value of a rendering, or RenderFailed with its first error. */
export function rendered({ value, diagnostics }: Outcome<Statement>): Statement {
  const error = diagnostics.find((each) => each.severity === 'error');
  if (error) throw new RenderFailed(error);
  return value;
}
