import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { FormatSettings } from '../core/format-settings.js';
import type { SourceFile } from '../core/source-file.js';
import { placeAt } from '../core/source-file.js';
import { formatText } from '../format/format-text.js';
import { CannotFormat } from '../format/item.js';
import type { SqlParser } from '../format/sql-parser.js';
import { loadSqlParser } from '../format/sql-parser.js';
import { TemplateError } from '../jinja/error.js';
import { readText } from '../load/read-text.js';
import type { Context } from './context.js';
import type { FormatScope, SqlFile } from './format-scope.js';
import { filesToFormat, formatScope } from './format-scope.js';

/** What became of one file. */
export interface FileResult {
  readonly path: string;
  readonly status: 'formatted' | 'unchanged' | 'left_alone';
  /** Why it was left alone. */
  readonly problem?: Diagnostic;
}

interface Options {
  readonly projectDir?: string;
  readonly check?: boolean;
}

const MARK = '\ufeff';

/** Formats the given files and folders, or the project's own, and with `check` only says what would change. */
export async function formatFiles(
  context: Context,
  options: Options,
  paths: readonly string[],
): Promise<readonly FileResult[]> {
  const scope = await formatScope(context.cwd, options.projectDir, paths.length > 0);
  const files = filesToFormat(context.cwd, scope, paths);
  const parser = await loadSqlParser();
  const results: FileResult[] = [];
  for (const [index, file] of files.entries()) {
    context.signal.throwIfAborted();
    context.progress(`${index + 1}/${files.length} ${file.path}`);
    results.push(await formatFile(file, scope.settings, parser, options.check === true));
  }
  context.progress(undefined);
  return results;
}

async function formatFile(
  file: SqlFile,
  settings: FormatSettings,
  parser: SqlParser,
  check: boolean,
): Promise<FileResult> {
  const { path } = file;
  const read = readText(file.absolute, path);
  if (read.problem) return { path, status: 'left_alone', problem: read.problem };
  const made = formatted({ ...file, text: read.file.text }, settings, parser);
  if (typeof made !== 'string') return { path, status: 'left_alone', problem: made };
  if (made === read.file.text) return { path, status: 'unchanged' };
  if (check) return { path, status: 'formatted' };
  const mark = readFileSync(file.absolute).subarray(0, 3).toString('utf8') === MARK ? MARK : '';
  return writeFile(file.absolute, mark + made).then(
    () => ({ path, status: 'formatted' }),
    (error: unknown) => ({ path, status: 'left_alone', problem: cannotWrite(path, error) }),
  );
}

function cannotWrite(path: string, error: unknown): Diagnostic {
  const { code, message } = error as NodeJS.ErrnoException;
  return problem('format/cannot-write', `${path} cannot be written: ${code ?? message}.`);
}

/** Formats what comes on stdin; what cannot be formatted comes out as it went in. */
export async function formatStdin(context: Context, options: Options): Promise<FileResult> {
  const scope: FormatScope = await formatScope(context.cwd, options.projectDir, true);
  const given = await stdinText();
  const text = given.startsWith(MARK) ? given.slice(1) : given;
  const path = '<stdin>';
  const made = formatted({ path, text, isTemplate: true }, scope.settings, await loadSqlParser());
  const good = typeof made === 'string';
  if (!good) context.report([made]);
  const out = good && text !== given ? MARK + made : good ? made : given;
  if (options.check !== true) process.stdout.write(out);
  return good
    ? { path, status: made === text ? 'unchanged' : 'formatted' }
    : { path, status: 'left_alone', problem: made };
}

async function stdinText(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The new text, or why there is none. */
function formatted(
  file: SourceFile & { readonly isTemplate: boolean },
  settings: FormatSettings,
  parser: SqlParser,
): string | Diagnostic {
  try {
    return formatText(file, settings, parser);
  } catch (error) {
    return leftAlone(file, error);
  }
}

function leftAlone(file: SourceFile, error: unknown): Diagnostic {
  if (error instanceof TemplateError) {
    const at = error.offset >= 0 ? placeAt(file, error.offset, error.length) : { file: file.path, line: 1, column: 1 };
    return problem(error.code, error.message, { at, ...(error.hint === undefined ? {} : { hint: error.hint }) });
  }
  const offset = error instanceof CannotFormat ? error.offset : 0;
  const reason = error instanceof CannotFormat ? error.message : 'the formatter failed on it';
  return problem('format/left-alone', `${file.path} is left as it is: ${reason}.`, {
    severity: 'warning',
    at: placeAt(file, offset),
  });
}
