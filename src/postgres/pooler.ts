import { DiagnosticError, problem } from '../core/diagnostic.js';
import type { Dial } from './connect.js';
import { connect, hostLabel } from './connect.js';

/** What the first look at a server tells. */
export interface ServerFacts {
  /** `server_version_num`, e.g. 180004. */
  readonly version: number;
  readonly versionText: string;
}

/**
 * Connects twice and refuses what jiggy cannot work through: servers older than 15, and poolers that hand one backend
 * to several clients. Through those session locks and snapshots belong to nobody; two connections that are open at
 * the same time and answer with the same backend give them away.
 */
export async function inspectServer(dial: Dial): Promise<ServerFacts> {
  const first = await connect(dial, 'jiggy check');
  try {
    const facts = await first.query<{ pid: number; version: string; num: string }>(
      `select pg_catalog.pg_backend_pid() as pid, pg_catalog.current_setting('server_version') as version,
              pg_catalog.current_setting('server_version_num') as num`,
    );
    const row = facts.rows[0];
    const version = Number(row?.num);
    if (version < 150000) throw tooOld(row?.version ?? '', dial);
    if (isBehindPooler(first, row?.pid ?? 0)) await refuseTransactionPooler(row?.pid ?? 0, dial);
    return { version, versionText: row?.version ?? '' };
  } finally {
    await first.end().catch(() => undefined);
  }
}

/** A pooler answers the start of a connection itself, with a process id of its own making. */
function isBehindPooler(client: unknown, backendPid: number): boolean {
  const announced = (client as { processID?: number | null }).processID;
  return typeof announced === 'number' && announced !== backendPid;
}

async function refuseTransactionPooler(pid: number, dial: Dial): Promise<void> {
  const second = await connect(dial, 'jiggy check');
  try {
    const { rows } = await second.query<{ pid: number }>('select pg_catalog.pg_backend_pid() as pid');
    if (rows[0]?.pid !== pid) return;
  } finally {
    await second.end().catch(() => undefined);
  }
  throw new DiagnosticError(
    problem('connection/pooler', `${hostLabel(dial.endpoint)} is a pooler that gives one backend to several clients.`, {
      hint: 'Session locks and snapshots do not work through it. Connect to PostgreSQL itself, or through a pool in session mode.',
    }),
  );
}

function tooOld(version: string, dial: Dial): DiagnosticError {
  return new DiagnosticError(
    problem('connection/too-old', `${hostLabel(dial.endpoint)} runs PostgreSQL ${version}; jiggy needs 15 or newer.`),
  );
}
