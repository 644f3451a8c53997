import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { DiagnosticError, problem } from '../core/diagnostic.js';
import type { LoadReport } from '../core/load-report.js';
import type { Clock, Database, Session } from '../core/ports.js';
import { relationKey, renderInSchema } from '../core/relation.js';
import type { LoadCounts } from './book.js';
import { closeLoad, countReasons, findLoad, lockTarget, openLoad } from './book.js';
import { overBudget } from './budget.js';
import { byte } from './bytes.js';
import { exceedsBudget } from './contract.js';
import type { FileDigest, OnBytes } from './file-bytes.js';
import { digestOf, FileBytes } from './file-bytes.js';
import { explainFileError } from './find-files.js';
import type { InspectedFile } from './inspect-file.js';
import { noRows } from './inspect-file.js';
import { acceptSql, copySql, quarantineCheckedSql, quarantineUnreadableSql } from './load-sql.js';
import type { OnProgress } from './progress.js';
import type { Tally } from './reader.js';
import { copyRows, readerLimits } from './reader.js';

export interface LoadOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly onProgress: OnProgress;
}

/**
 * Loads one file in one transaction: all of it, or nothing when anything fails. Content that was loaded into the same
 * target before changes nothing. Throws `ingest/over-budget` (exit code 1), `ingest/file-changed`, `ingest/no-rows`,
 * `ingest/record-too-long`, `ingest/unreadable`, and SQL errors.
 */
export async function loadFile(file: InspectedFile, options: LoadOptions): Promise<LoadReport> {
  const started = options.clock.monotonic();
  const handle = await openFile(file.file);
  try {
    const totalBytes = (await handle.stat()).size;
    const onBytes = (pass: 'hash' | 'copy'): OnBytes => {
      return (bytes) => {
        options.onProgress({ kind: 'reading', file: file.file, pass, bytes, totalBytes });
      };
    };
    const digest = await digestOf(handle, file.file, onBytes('hash'));
    const counted = await options.database.transaction('ingest', {}, (session) =>
      loadOnce({ file, digest, handle, session, options, started, onBytes: onBytes('copy') }),
    );
    const report: LoadReport = {
      file: file.file,
      sha256: digest.sha256,
      bytes: digest.bytes,
      ms: options.clock.monotonic() - started,
      ...counted,
    };
    options.onProgress({ kind: 'loaded', report });
    return report;
  } finally {
    await handle.close();
  }
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (error) {
    throw new DiagnosticError(explainFileError(file, error), { cause: error });
  }
}

/** Everything that the steps of one load share. */
interface Load {
  readonly file: InspectedFile;
  readonly digest: FileDigest;
  readonly handle: FileHandle;
  readonly session: Session;
  readonly options: LoadOptions;
  readonly started: number;
  readonly onBytes: OnBytes;
}

async function loadOnce(load: Load): Promise<LoadCounts & { alreadyLoaded: boolean }> {
  const { file, session, options } = load;
  const target = relationKey(file.contract.target);
  await lockTarget(session, file.contract, () => {
    options.onProgress({ kind: 'waiting', file: file.file, target });
  });
  const earlier = await findLoad(session, file.contract, load.digest.sha256);
  if (earlier) return { ...earlier, alreadyLoaded: true };
  const at = options.clock.now();
  const fileId = await openLoad(session, file, load.digest, at);
  const tally = await land(load);
  options.onProgress({ kind: 'checking', file: file.file, rows: tally.records });
  const counts = await split(load, fileId, at, tally);
  const { budget } = file.contract;
  if (budget && exceedsBudget(budget, counts.quarantined, counts.rowsSeen)) {
    throw new DiagnosticError(await overBudget(session, file, fileId, counts), { exitCode: 1 });
  }
  await closeLoad(session, fileId, counts, options.clock.monotonic() - load.started);
  await session.query(`truncate ${renderInSchema(file.contract.landing)}`);
  return { ...counts, alreadyLoaded: false };
}

/** COPY of the whole file into the landing table. */
async function land({ file, digest, handle, session, onBytes }: Load): Promise<Tally> {
  await session.query(planSettings);
  await session.query(`delete from ${renderInSchema(file.contract.landing)}`);
  const tally: Tally = { records: 0, rejected: 0 };
  const bytes = new FileBytes(handle, file.file, onBytes);
  await bytes.skip(file.header.offset);
  const rows = copyRows(
    bytes.read,
    {
      shape: { delimiter: byte.comma, fields: file.columns.length, ...readerLimits },
      offset: file.header.offset,
      line: file.header.line,
      file: file.file,
    },
    tally,
  );
  const copied = await session.copyIn(copySql(file.contract, file.columns), rows);
  const again = bytes.digest();
  if (again.sha256 !== digest.sha256) throw new DiagnosticError(fileChanged(file.file));
  if (tally.records === 0) throw new DiagnosticError(noRows(file.file));
  if (copied !== tally.records)
    throw new DiagnosticError(sumsOpen(file.file, `${tally.records} sent, ${copied} landed`));
  return tally;
}

/**
 * The planner knows nothing of a table that was filled a moment ago: a nested loop that suits ten rows takes minutes for
 * a hundred thousand, and a merge join would sort them all; hash joins suit both. And the expressions of the checks are
 * many and cheap: compiling them costs more than it saves.
 */
const planSettings = 'set local enable_nestloop = off; set local enable_mergejoin = off; set local jit = off';

/** Quarantine first, then everything else into the typed table. */
async function split(load: Load, fileId: string, at: Date, tally: Tally): Promise<LoadCounts> {
  const { file, session } = load;
  const { contract, columns } = file;
  const given = [fileId, at.toISOString()];
  const unreadable = await session.query(quarantineUnreadableSql(contract), given);
  const refused = await session.query(quarantineCheckedSql(contract, columns), given);
  const accepted = await session.query(acceptSql(contract), [fileId]);
  const counts: LoadCounts = {
    rowsSeen: tally.records,
    accepted: accepted.rowCount ?? 0,
    quarantined: (unreadable.rowCount ?? 0) + (refused.rowCount ?? 0),
    pending: 0,
    reasons: await countReasons(session, fileId),
  };
  const sum = counts.accepted + counts.quarantined + counts.pending;
  if (sum !== counts.rowsSeen || unreadable.rowCount !== tally.rejected) {
    throw new DiagnosticError(sumsOpen(file.file, `${counts.rowsSeen} rows seen, ${sum} accounted for`));
  }
  return counts;
}

function fileChanged(file: string): ReturnType<typeof problem> {
  return problem('ingest/file-changed', `${file} was changed while it was read; nothing of it was loaded.`, {
    hint: 'Run ingest again when whoever writes the file is done.',
  });
}

function sumsOpen(file: string, sums: string): ReturnType<typeof problem> {
  return problem('ingest/sums-open', `${file}: not every row is accounted for (${sums}); nothing of it was loaded.`, {
    hint: 'This is a fault of jiggy; please report it with the file.',
  });
}
