import type { Plan } from '../core/plan.js';
import type { Session } from '../core/ports.js';
import { quoteIdentifier } from '../core/relation.js';
import { SqlError } from '../core/sql-error.js';
import type { RunPorts } from './ports.js';

/** After-work: removes the build and trash schemas of this run. What cannot be removed now is left for the next run. */
export async function dropLeftovers(plan: Plan, ports: RunPorts): Promise<void> {
  const schemas = plan.schemas.flatMap(({ build, trash }) => [build, trash]);
  const reason = await dropRunSchemas(ports.session, schemas);
  if (reason) {
    ports.events({
      kind: 'note',
      message: `Schemas of this run stay for the next one to remove (${schemas.join(', ')}): ${reason}`,
    });
  }
}

/**
 * Drops build and trash schemas with what they hold: all views in one statement, then all tables in one, never
 * CASCADE, so that nothing of anybody else goes with them. Gives the reason when something is in the way.
 */
export async function dropRunSchemas(session: Session, schemas: readonly string[]): Promise<string | undefined> {
  if (schemas.length === 0) return undefined;
  try {
    await session.query('begin');
    await session.query(`set local lock_timeout = '2s'`);
    const { rows } = await session.query(
      `select c.relkind::text as kind, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) as name
         from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any ($1) and c.relkind in ('v', 'm', 'r', 'p', 'f') order by c.oid`,
      [schemas],
    );
    for (const { kinds, word } of dropOrder) {
      const names = rows.filter((row) => kinds.includes(String(row['kind']))).map((row) => String(row['name']));
      if (names.length > 0) await session.query(`drop ${word} ${names.join(', ')}`);
    }
    await session.query(`drop schema if exists ${schemas.map(quoteIdentifier).join(', ')}`);
    await session.query('commit');
    return undefined;
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    await session.query('rollback').catch(() => undefined);
    return error.message;
  }
}

const dropOrder: readonly { readonly kinds: readonly string[]; readonly word: string }[] = [
  { kinds: ['v'], word: 'view' },
  { kinds: ['m'], word: 'materialized view' },
  { kinds: ['r', 'p'], word: 'table' },
  { kinds: ['f'], word: 'foreign table' },
];
