import type { BuildStep, SeedRows } from '../core/plan.js';
import type { NodeResult } from '../core/result.js';
import { insideHooks, runHooks } from './hooks.js';
import type { RunPorts } from './ports.js';
import { statementOf } from './step-sql.js';

/** Makes the relation in its build schema, fills it and finishes it, with its hooks before and after. */
export async function runBuild(ports: RunPorts, step: BuildStep, ms: () => number): Promise<NodeResult> {
  const { session, renderer } = ports;
  await runHooks(step, insideHooks(step.subject.preHooks), ports);
  const create = await statementOf(step, step.create, ports, () => renderer.create(step, session));
  const created = await session.query(create);
  const copied = step.copy ? await session.copyIn(step.copy.sql, copyText(step.copy.rows)) : undefined;
  for (const statement of step.finish) await session.query(statement);
  await runHooks(step, insideHooks(step.subject.postHooks), ports);
  const rows = copied ?? (created.command === 'SELECT' ? created.rowCount : undefined);
  return { status: 'success', ...(rows === undefined ? {} : { rows }), ms: ms() };
}

/** Rows in COPY's text format, in chunks. */
async function* copyText(rows: SeedRows['rows']): AsyncGenerator<string> {
  const chunk = 1000;
  for (let start = 0; start < rows.length; start += chunk) {
    yield await Promise.resolve(
      rows
        .slice(start, start + chunk)
        .map((row) => `${row.map(copyCell).join('\t')}\n`)
        .join(''),
    );
  }
}

function copyCell(cell: string | null): string {
  if (cell === null) return '\\N';
  return cell.replace(/[\\\t\n\r]/g, (character) => copyEscapes[character] ?? character);
}

const copyEscapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
