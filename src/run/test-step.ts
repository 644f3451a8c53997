import type { DataTest } from '../core/node.js';
import type { TestStep } from '../core/plan.js';
import type { NodeResult } from '../core/result.js';
import type { Statement } from '../core/statement.js';
import { wrapStatement } from '../core/statement.js';
import type { RunPorts } from './ports.js';
import { statementOf } from './step-sql.js';

/** How many failing rows are fetched to show. */
const exampleRows = 5;

/** Counts the failing rows and, where there are some, fetches a few of them. */
export async function runTest(ports: RunPorts, step: TestStep, ms: () => number): Promise<NodeResult> {
  const { session, renderer } = ports;
  const query = await statementOf(step, step.query, ports, () => renderer.query(step, session));
  const { rows } = await session.query(countStatement(step.subject, query));
  const row = rows[0] ?? {};
  const verdict = verdictOf(step.subject, row['should_warn'] === true, row['should_error'] === true);
  if (verdict === 'pass') return { status: 'pass', ms: ms() };
  const examples = await session.query(
    wrapStatement('select * from (\n', query, `\n) failing_rows limit ${exampleRows}`),
  );
  return {
    status: verdict,
    failures: Number(row['failures'] ?? 0),
    examples: examples.rows,
    ms: ms(),
  };
}

/** dbt's rule: with severity error error_if decides first, then warn_if; with severity warn only warn_if. */
function verdictOf(test: DataTest, shouldWarn: boolean, shouldError: boolean): 'pass' | 'fail' | 'warn' {
  if (test.severity === 'error' && shouldError) return 'fail';
  return shouldWarn ? 'warn' : 'pass';
}

/** The query of a test wrapped to be counted: `fail_calc` over its rows, then warn_if and error_if on that number. */
export function countStatement(test: DataTest, query: Statement): Statement {
  const { failCalc, warnIf, errorIf, limit } = test;
  return wrapStatement(
    `select failures, failures ${warnIf} as should_warn, failures ${errorIf} as should_error\nfrom (select coalesce(${failCalc}, 0) as failures from (\n`,
    query,
    `\n${limit === undefined ? '' : `limit ${limit}\n`}) dbt_internal_test) counted`,
  );
}
