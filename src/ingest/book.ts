import type { LoadReport } from '../core/load-report.js';
import type { Session } from '../core/ports.js';
import { relationKey } from '../core/relation.js';
import type { SourceContract } from './contract.js';
import type { FileDigest } from './file-bytes.js';
import type { InspectedFile } from './inspect-file.js';

/** What ops.loads keeps of one load. */
export type LoadCounts = Pick<LoadReport, 'rowsSeen' | 'accepted' | 'quarantined' | 'pending' | 'reasons'>;

/**
 * Lets one transaction at a time load into a target; `onWait` is told when another one is there first. The lock is on
 * the target and not on the file's hash alone: the landing table takes one file at a time.
 */
export async function lockTarget(session: Session, contract: SourceContract, onWait: () => void): Promise<void> {
  const key = `jiggy ingest ${relationKey(contract.target)}`;
  const { rows } = await session.query('select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as got', [key]);
  if (rows[0]?.['got'] === true) return;
  onWait();
  await session.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
}

/** The counts of an earlier load of the same content into the same target. */
export async function findLoad(
  session: Session,
  contract: SourceContract,
  sha256: string,
): Promise<LoadCounts | undefined> {
  const { rows } = await session.query(
    `select rows_seen, rows_accepted, rows_quarantined, rows_pending, reasons::text as reasons
    from ops.loads where target = $1 and sha256 = $2`,
    [relationKey(contract.target), sha256],
  );
  const row = rows[0];
  if (!row) return undefined;
  return {
    rowsSeen: Number(row['rows_seen']),
    accepted: Number(row['rows_accepted']),
    quarantined: Number(row['rows_quarantined']),
    pending: Number(row['rows_pending']),
    reasons: sortedByCode(JSON.parse(String(row['reasons'])) as LoadCounts['reasons']),
  };
}

/** jsonb keeps its keys in an order of its own. */
function sortedByCode(reasons: LoadCounts['reasons']): LoadCounts['reasons'] {
  return Object.fromEntries(Object.entries(reasons).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Opens the books for a file and gives its number. */
export async function openLoad(session: Session, file: InspectedFile, digest: FileDigest, at: Date): Promise<string> {
  const { contract, header } = file;
  const { rows } = await session.query(
    `insert into ops.loads (source, target, name, sha256, bytes, header, status, loaded_at)
    values ($1, $2, $3, $4, $5, $6, 'loading', $7) returning file_id::text`,
    [
      contract.name,
      relationKey(contract.target),
      file.file,
      digest.sha256,
      digest.bytes,
      [...header.names],
      at.toISOString(),
    ],
  );
  return String(rows[0]?.['file_id']);
}

/** Reason code -> rows of a file that are in quarantine for it, sorted by code. */
export async function countReasons(session: Session, fileId: string): Promise<LoadCounts['reasons']> {
  const { rows } = await session.query(
    `select reason, count(*) as rows from ops.quarantine, unnest(reasons) as reason
    where file_id = $1 group by reason order by reason collate "C"`,
    [fileId],
  );
  return Object.fromEntries(rows.map((row) => [String(row['reason']), Number(row['rows'])]));
}

/** Closes the books; the table refuses sums that do not close. */
export async function closeLoad(session: Session, fileId: string, counts: LoadCounts, ms: number): Promise<void> {
  await session.query(
    `update ops.loads set status = 'loaded', rows_seen = $2, rows_accepted = $3, rows_quarantined = $4,
      rows_pending = $5, reasons = $6, duration_ms = $7
    where file_id = $1`,
    [
      fileId,
      counts.rowsSeen,
      counts.accepted,
      counts.quarantined,
      counts.pending,
      JSON.stringify(counts.reasons),
      Math.round(ms),
    ],
  );
}
