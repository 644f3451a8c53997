import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { SourceFile } from '../core/source-file.js';

/** One file of the migrations folder. */
export interface MigrationFile {
  /** The number before the first hyphen; migrations are applied in its order. */
  readonly index: number;
  /** File name. */
  readonly name: string;
  readonly file: SourceFile;
}

/** One migration as the database remembers it. */
export interface AppliedMigration {
  readonly index: number;
  readonly name: string;
  readonly script: string;
}

/** The library behind `migrate` counts down from the largest number one by one: a 14-digit timestamp takes for ever. */
const mostDigits = 8;

/**
 * Reads `directory`, shown to people as `label`. Files that begin with an underscore and files that are no code are not
 * migrations. Errors: `migrate/no-directory`, `migrate/bad-name`, `migrate/same-number`.
 */
export async function readMigrationFiles(directory: string, label: string): Promise<Outcome<readonly MigrationFile[]>> {
  let names: string[];
  try {
    names = (await readdir(directory)).sort();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { value: [], diagnostics: [problem('migrate/no-directory', `Folder ${label} cannot be read: ${reason}.`)] };
  }
  const candidates = names.filter((name) => /\.(sql|[jt]sx?|mjs)$/.test(name) && !/^_|\.d\.ts$/.test(name));
  const bad = candidates.filter((name) => !isGoodName(name)).map((name) => badName(name, label));
  const good = candidates.filter(isGoodName);
  const value = await Promise.all(
    good.map(async (name) => ({
      index: indexOf(name),
      name,
      file: { path: `${label}/${name}`, text: await readFile(join(directory, name), 'utf8') },
    })),
  );
  value.sort((a, b) => a.index - b.index);
  return { value, diagnostics: [...bad, ...sameNumbers(value)] };
}

function isGoodName(name: string): boolean {
  const digits = /^(\d+)-.*\.sql$/.exec(name)?.[1];
  return digits !== undefined && digits.length <= mostDigits;
}

function indexOf(name: string): number {
  return Number.parseInt(name, 10);
}

function badName(name: string, label: string): Diagnostic {
  const at = { file: `${label}/${name}`, line: 1, column: 1 };
  if (/^\d{9,}-/.test(name)) {
    return problem('migrate/bad-name', `The number of migration ${name} has more than ${mostDigits} digits.`, {
      at,
      hint: 'Number migrations 001, 002, ... or by day: 20260131.',
    });
  }
  return problem('migrate/bad-name', `${name} is no name of a migration.`, {
    at,
    hint: 'Name it NUMBER-what-it-does.sql, for example 004-returns.sql. A leading underscore keeps a file out.',
  });
}

function sameNumbers(files: readonly MigrationFile[]): readonly Diagnostic[] {
  return files.flatMap((file, index) => {
    const before = files[index - 1];
    if (before?.index !== file.index) return [];
    return [
      problem('migrate/same-number', `Migrations ${before.name} and ${file.name} have the same number.`, {
        at: { file: file.file.path, line: 1, column: 1 },
        hint: 'Give the newer one the next free number.',
      }),
    ];
  });
}

/**
 * Whether the files still are what was applied, in the order in which it was. Errors: `migrate/edited`,
 * `migrate/missing`, `migrate/out-of-order`.
 */
export function checkHistory(
  files: readonly MigrationFile[],
  applied: readonly AppliedMigration[],
  label: string,
): readonly Diagnostic[] {
  const last = Math.max(-1, ...applied.map((each) => each.index));
  const changed = applied.flatMap((each) => {
    const file = files.find((candidate) => candidate.index === each.index);
    if (!file) return [missing(each, label)];
    return file.file.text === each.script ? [] : [edited(file)];
  });
  return [
    ...changed,
    ...pendingOf(files, applied).flatMap((file) => (file.index < last ? [outOfOrder(file, last)] : [])),
  ];
}

/** The files that were not applied yet. */
export function pendingOf(
  files: readonly MigrationFile[],
  applied: readonly AppliedMigration[],
): readonly MigrationFile[] {
  return files.filter((file) => !applied.some((each) => each.index === file.index));
}

function missing(migration: AppliedMigration, label: string): Diagnostic {
  return problem('migrate/missing', `Migration ${migration.name} was applied, but ${label} has no such file.`, {
    hint: `Bring the file back, from version control or from the database: select script from ops.migrations where index = ${migration.index}`,
  });
}

function edited(file: MigrationFile): Diagnostic {
  return problem('migrate/edited', `Migration ${file.name} was changed after it was applied.`, {
    at: { file: file.file.path, line: 1, column: 1 },
    hint: `Put it back as it was (select script from ops.migrations where index = ${file.index}) and write the change as a new migration.`,
  });
}

function outOfOrder(file: MigrationFile, last: number): Diagnostic {
  const message = `Migration ${file.name} was not applied, but number ${last}, which comes after it, was.`;
  return problem('migrate/out-of-order', message, {
    at: { file: file.file.path, line: 1, column: 1 },
    hint: `Give it a number above ${last}.`,
  });
}
