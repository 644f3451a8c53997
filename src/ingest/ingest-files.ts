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

export interface IngestOptions {
  readonly contracts: readonly SourceContract[];
  readonly database: Database;
  readonly clock: Clock;
  readonly onProgress?: OnProgress;
}

/**
 * Loads CSV files (a folder stands for its *.csv files in the order of their names), each by the contract that its
 * header fits and in a transaction of its own. All heads are looked at first: one bad file, and none is loaded. A load
 * that fails leaves nothing of its file; files before it stay loaded, files after it are not tried. The value holds the
 * reports of the files that were loaded, or had been before, in the order in which they were given.
 */
export async function ingestFiles(
  files: readonly string[],
  options: IngestOptions,
): Promise<Outcome<readonly LoadReport[]>> {
  const found = await findFiles(files);
  const inspected = await inspectFiles(found.value, options.contracts);
  const before = [...found.diagnostics, ...inspected.diagnostics];
  if (hasErrors(before)) return { value: [], diagnostics: before };
  const tables = await options.database.session('ingest', (session) =>
    checkTables(
      session,
      inspected.value.map((file) => file.contract),
    ),
  );
  if (hasErrors(tables)) return { value: [], diagnostics: tables };
  return loadAll(inspected.value, options);
}

async function loadAll(
  files: readonly InspectedFile[],
  options: IngestOptions,
): Promise<Outcome<readonly LoadReport[]>> {
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
