import type { Session } from '../core/ports.js';
import { isRunAlive } from './run-lock.js';

/**
 * Build and trash schemas of runs that live no more: their process was killed between building and publishing, or
 * after-work could not finish. Only those that the connected role owns.
 */
export async function deadRunSchemas(session: Session, pattern: RegExp): Promise<readonly string[]> {
  const { rows } = await session.query(
    `select nspname as name from pg_catalog.pg_namespace
      where nspname ~ '^j[bt]_' and pg_catalog.pg_has_role(nspowner, 'USAGE') order by nspname`,
  );
  const dead: string[] = [];
  for (const row of rows) {
    const name = String(row['name']);
    const runId = pattern.exec(name)?.[2];
    if (runId !== undefined && !(await isRunAlive(session, runId))) dead.push(name);
  }
  return dead;
}
