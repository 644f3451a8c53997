import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';

/**
 * The files that the arguments stand for, in their order: a file is itself, a folder its *.csv files by name (not those
 * of folders in it). Errors: `ingest/no-such-file`, `ingest/no-csv-files`, `ingest/not-a-file`, `ingest/unreadable`.
 */
export async function findFiles(paths: readonly string[]): Promise<Outcome<readonly string[]>> {
  const value: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const found = await filesAt(path);
    if ('code' in found) diagnostics.push(found);
    else value.push(...found);
  }
  return { value, diagnostics };
}

async function filesAt(path: string): Promise<readonly string[] | Diagnostic> {
  try {
    const there = await stat(path);
    if (there.isFile()) return [path];
    if (!there.isDirectory()) {
      const hint = 'Give it the name of a regular file, or of a folder of .csv files.';
      return problem('ingest/not-a-file', `${path} is neither a file nor a folder.`, { hint });
    }
    const entries = await readdir(path, { withFileTypes: true });
    const names = entries.filter((each) => !each.isDirectory() && /\.csv$/i.test(each.name)).map((each) => each.name);
    if (names.length > 0) return names.sort().map((name) => join(path, name));
    return problem('ingest/no-csv-files', `Folder ${path} holds no .csv files.`, {
      hint: 'Folders inside it are not searched; name the files or the folder that holds them.',
    });
  } catch (error) {
    return explainFileError(path, error);
  }
}

/** What went wrong with a file, for people. */
export function explainFileError(path: string, error: unknown): Diagnostic {
  const code = (error as { code?: unknown } | null)?.code;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return problem('ingest/no-such-file', `There is no file ${path}.`, {
        hint: 'Check its spelling; the path starts at the folder in which the command runs.',
      });
    case 'EACCES':
    case 'EPERM':
      return problem('ingest/unreadable', `${path} may not be read by this user.`, { hint: `Run: chmod +r ${path}` });
    default: {
      const reason = error instanceof Error ? error.message : String(error);
      return problem('ingest/unreadable', `${path} cannot be read: ${reason}.`);
    }
  }
}
