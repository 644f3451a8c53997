import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { DiagnosticError, hasErrors } from '../core/diagnostic.js';
import type { LoadReport } from '../core/load-report.js';
import type { Clock, Database } from '../core/ports.js';
import type { SourceContract } from './contract.js';
import { findFiles } from './find-files.js';
import type { InspectedFile } from './inspect-file.js';
import { inspectFiles } from './inspect-file.js';
import { loadFile } from './load-file.js';
import type { OnProgress } from './progress.js';
import { checkTables } from './tables.js';

export interface LoadFilesOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly onProgress?: OnProgress;
}

export interface IngestOptions extends LoadFilesOptions {
  readonly contracts: readonly SourceContract[];
}

/**
 * Loads CSV files (a folder stands for its *.csv files in the order of their names), each by the contract that its
 * header fits and in a transaction of its own. All heads are looked at first: one bad file, and none is loaded. A load
 * that fails leaves nothing of its file; files before it stay loaded, files after it are not tried. The value holds the
 * reports of the files that were loaded, or had been before, in the order in which they were given.
 *
 * Errors: those of `prepareFiles` and `loadFiles`.
 */
export async function ingestFiles(
  paths: readonly string[],
  options: IngestOptions,
): Promise<Outcome<readonly LoadReport[]>> {
  const prepared = await prepareFiles(paths, options.contracts);
  if (hasErrors(prepared.diagnostics)) return { value: [], diagnostics: prepared.diagnostics };
  return loadFiles(prepared.value, options);
}

/** Everything that can be said about files before a database is asked. Errors: those of `findFiles` and `inspectFiles`. */
export async function prepareFiles(
  paths: readonly string[],
  contracts: readonly SourceContract[],
): Promise<Outcome<readonly InspectedFile[]>> {
  const found = await findFiles(paths);
  const inspected = await inspectFiles(found.value, contracts);
  return { value: inspected.value, diagnostics: [...found.diagnostics, ...inspected.diagnostics] };
}

/** Loads files one after the other, up to the first that fails. Errors: those of `checkTables` and `loadFile`. */
export async function loadFiles(
  files: readonly InspectedFile[],
  options: LoadFilesOptions,
): Promise<Outcome<readonly LoadReport[]>> {
  const contracts = files.map((file) => file.contract);
  const tables = await options.database.session('ingest', (session) => checkTables(session, contracts));
  if (hasErrors(tables)) return { value: [], diagnostics: tables };
  const value: LoadReport[] = [];
  const onProgress = options.onProgress ?? (() => undefined);
  for (const [index, file] of files.entries()) {
    try {
      value.push(await loadFile(file, { ...options, onProgress }));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      const diagnostics = error.diagnostics.map((each) => inFile(each, file.file, files.length - index - 1));
      return { value, diagnostics };
    }
  }
  return { value, diagnostics: [] };
}

/** Says of which file a diagnostic speaks, and how many files were not tried because of it. */
function inFile(diagnostic: Diagnostic, file: string, notTried: number): Diagnostic {
  const notes = [
    ...(diagnostic.message.includes(file) ? [] : [{ note: `while loading ${file}; nothing of it was loaded` }]),
    ...(notTried > 0 ? [{ note: `${notTried} further ${notTried === 1 ? 'file was' : 'files were'} not tried` }] : []),
  ];
  return notes.length === 0 ? diagnostic : { ...diagnostic, also: [...(diagnostic.also ?? []), ...notes] };
}

/** Whether the errors mean that a load failed, rather than that files, project or database are not what they should be. */
export function isFailedLoad(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ code }) => code.startsWith('sql/') || failures.has(code));
}

const failures: ReadonlySet<string> = new Set(['ingest/over-budget', 'ingest/file-changed', 'ingest/sums-open']);
