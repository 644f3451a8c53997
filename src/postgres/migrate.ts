import { applyMigrations } from '@databases/pg-migrations';
import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { DiagnosticError, hasErrors, problem } from '../core/diagnostic.js';
import type { Database, Session } from '../core/ports.js';
import { SqlError } from '../core/sql-error.js';
import type { Dial } from './connect.js';
import type { AppliedMigration, MigrationFile } from './migration-files.js';
import { checkHistory, pendingOf, readMigrationFiles } from './migration-files.js';
import { poolOf } from './pool.js';

export interface MigrateOptions {
  readonly dial: Dial;
  readonly database: Database;
  /** Folder of the migrations, and how to show it to people. */
  readonly directory: string;
  readonly label: string;
  /** Only say what would be applied; the database is read and not written. */
  readonly dryRun?: boolean;
  /** Told when another process is migrating and this one waits for it. */
  readonly onWait?: (message: string) => void;
}

export interface MigrateResult {
  /** File names, in the order in which they were applied. */
  readonly applied: readonly string[];
  /** What is still to be applied: after a dry run, or after a failure. */
  readonly pending: readonly string[];
}

/**
 * The library's own tables stand beside the warehouse's books, not in `public`, which many roles may not write to. The
 * schema is made before the first migration, since these tables are there before it.
 */
const table = { version: 'ops.migrations_version', applied: 'ops.migrations' } as const;

/**
 * Applies what is new in the migrations folder, each file in a transaction of its own, while an advisory lock keeps
 * other processes waiting. Errors: those of `readMigrationFiles` and `checkHistory`, found before anything is applied,
 * and the SQL error of a migration with its place in the file; migrations before it stay applied.
 */
export async function migrate(options: MigrateOptions): Promise<Outcome<MigrateResult>> {
  const found = await readMigrationFiles(options.directory, options.label);
  if (hasErrors(found.diagnostics)) return { value: { applied: [], pending: [] }, diagnostics: found.diagnostics };
  return options.database.session('migrate', async (session) => {
    if (!options.dryRun) await lock(session, options.onWait);
    const applied = await readApplied(session);
    const diagnostics = checkHistory(found.value, applied, options.label);
    const pending = pendingOf(found.value, applied);
    const names = pending.map((file) => file.name);
    if (options.dryRun || pending.length === 0 || hasErrors(diagnostics)) {
      return { value: { applied: [], pending: names }, diagnostics };
    }
    return applyAll(session, options, pending);
  });
}

/** Held by the session, so that it ends with the process whatever happens. */
async function lock(session: Session, onWait: MigrateOptions['onWait']): Promise<void> {
  const key = "hashtextextended('jiggy migrate', 0)";
  const { rows } = await session.query(`select pg_try_advisory_lock(${key}) as got`);
  if (rows[0]?.['got'] === true) return;
  onWait?.('Another process is migrating this database; waiting for it ...');
  await session.query(`select pg_advisory_lock(${key})`);
}

async function readApplied(session: Session): Promise<readonly AppliedMigration[]> {
  const there = await session.query(`select to_regclass('${table.applied}') is not null as there`);
  if (there.rows[0]?.['there'] !== true) return [];
  const { rows } = await session.query(
    `select index, name, script from ${table.applied} where not obsolete order by index`,
  );
  return rows.map((row) => ({
    index: Number(row['index']),
    name: String(row['name']),
    script: String(row['script']),
  }));
}

async function applyAll(
  session: Session,
  options: MigrateOptions,
  pending: readonly MigrationFile[],
): Promise<Outcome<MigrateResult>> {
  try {
    await makeSchema(session);
    await runLibrary(options);
    await session.query(comments);
    return { value: { applied: pending.map((file) => file.name), pending: [] }, diagnostics: [] };
  } catch (error) {
    const left = pendingOf(pending, await readApplied(session));
    const applied = pending.filter((file) => !left.includes(file));
    const value = { applied: applied.map((file) => file.name), pending: left.map((file) => file.name) };
    return { value, diagnostics: [await explain(error, left[0], options)] };
  }
}

/** CREATE SCHEMA IF NOT EXISTS asks for the right to create one even where it exists. */
async function makeSchema(session: Session): Promise<void> {
  const { rows } = await session.query("select to_regnamespace('ops') is null as missing");
  if (rows[0]?.['missing'] === true) await session.query('create schema ops');
}

/** One connection only: the role of the profile is set on it once. */
async function runLibrary(options: MigrateOptions): Promise<void> {
  const pool = poolOf(options.dial, 'jiggy migrate', 1);
  try {
    for (const statement of options.dial.onConnect) await pool.query(pool.sql.__dangerous__rawValue(statement));
    await applyMigrations({
      connection: pool,
      migrationsDirectory: options.directory,
      versionTableName: table.version,
      appliedMigrationsTableName: table.applied,
    });
  } finally {
    await pool.dispose();
  }
}

const comments = `comment on table ${table.applied} is 'Migrations that were applied, with their full text.';
comment on table ${table.version} is 'Version of the library that keeps ops.migrations.'`;

/** A failure as one diagnostic with its place; anything that is no SQL error of the migration is thrown on. */
async function explain(error: unknown, file: MigrationFile | undefined, options: MigrateOptions): Promise<Diagnostic> {
  const sqlstate = (error as { code?: unknown } | null)?.code;
  if (error instanceof DiagnosticError && !(error instanceof SqlError)) throw error;
  const code = error instanceof SqlError ? error.fault.sqlstate : typeof sqlstate === 'string' ? sqlstate : '';
  if (!/^[0-9A-Z]{5}$/.test(code)) throw error;
  const located = file && isRepeatable(code) ? await locate(file, options.database) : undefined;
  const plain = located ?? problem(`sql/${code}`, firstLine(error), file ? { at: startOf(file) } : {});
  const note = file ? [{ note: `while applying ${file.file.path}; nothing of it was applied` }] : [];
  const hint = plain.hint ?? (code === '42501' ? rightsHint(options.dial) : undefined);
  return { ...plain, also: note, ...(hint === undefined ? {} : { hint }) };
}

/** Not lost connections, cancelled statements, deadlocks or a full disk: those would not come again at the same place. */
function isRepeatable(sqlstate: string): boolean {
  return !/^(08|40|53|55|57|58)/.test(sqlstate);
}

/**
 * The library cuts a file into statements and leaves comments out, so the position that it hands on is of no use. The
 * file is sent once more as it stands, in a transaction that is rolled back: then PostgreSQL counts in the file's text.
 */
async function locate(file: MigrationFile, database: Database): Promise<Diagnostic | undefined> {
  const { text, path } = file.file;
  const span = { start: 0, end: text.length, file: path, sourceStart: 0, sourceEnd: text.length, literal: true };
  try {
    await database.transaction('migrate', {}, async (session) => {
      await session.query({ sql: text, spans: [span] });
      throw new RollBack();
    });
  } catch (error) {
    if (error instanceof SqlError) return { at: startOf(file), ...error.located(() => file.file) };
    if (!(error instanceof RollBack)) throw error;
  }
  return undefined;
}

class RollBack extends Error {}

function startOf(file: MigrationFile): { file: string; line: number; column: number } {
  return { file: file.file.path, line: 1, column: 1 };
}

/** The library appends a picture of the SQL to the message. */
function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

function rightsHint({ endpoint }: Dial): string {
  return `The role needs to own what it changes, and to make schemas: grant create on database "${endpoint.database}" to "${endpoint.user}"`;
}
