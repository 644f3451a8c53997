import type { FormatSettings } from '../core/format-settings.js';
import { CannotFormat } from './item.js';
import { layOut } from './lay-out.js';
import { lexSql } from './lex-sql.js';
import { mask } from './mask.js';
import { mendGaps, unmask } from './restore.js';
import type { Meaning, Source } from './same-meaning.js';
import { difference, joinsLines, meaningOf } from './same-meaning.js';
import type { SqlParser } from './sql-parser.js';
import { templateParts } from './template-parts.js';
import { tidyLines } from './tidy-lines.js';

/** A text to format. */
export interface Formattable {
  /** How the project calls the file, for messages of the template language. */
  readonly path: string;
  readonly text: string;
  /** False for SQL that nobody renders, where braces are only braces. */
  readonly isTemplate: boolean;
}

interface Work {
  readonly file: Formattable;
  readonly settings: FormatSettings;
  readonly parser: SqlParser;
}

/** After so many rounds a text that still changes is given up. */
const ROUNDS = 6;

/**
 * The text laid out anew, such that formatting it again changes nothing. Throws CannotFormat or a TemplateError where it
 * cannot be read or where it cannot be shown that it means the same.
 */
export function formatText(file: Formattable, settings: FormatSettings, parser: SqlParser): string {
  const newline = lineEnd(file.text);
  const text = newline === '\r\n' ? file.text.replaceAll('\r\n', '\n') : file.text;
  const work = { file, settings, parser };
  const source = read(work, text);
  if (source.items.length === 0) return file.text;
  const meaning = meaningOf(source, parser);
  const stable = settle(work, source, meaning);
  return newline === '\r\n' ? stable.replaceAll('\n', '\r\n') : stable;
}

function settle(work: Work, source: Source, meaning: Meaning): string {
  let current = source;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = formatOnce(work, current);
    if (next.text === current.text) return proved(work, source, meaning, next);
    current = next;
  }
  throw new CannotFormat('formatting does not come to an end', 0);
}

function proved(work: Work, source: Source, meaning: Meaning, next: Source): string {
  const different = difference(source, meaning, next, work.parser);
  if (different !== undefined) throw new CannotFormat(different, 0);
  if (joinsLines(source, next)) throw new CannotFormat('a line that ends with a template tag would be joined', 0);
  return next.text;
}

function formatOnce(work: Work, source: Source): Source {
  const free = attempt(work, source, false);
  return joinsLines(source, free) ? attempt(work, source, true) : free;
}

function attempt(work: Work, source: Source, holdLineEnds: boolean): Source {
  const masked = mask(source, holdLineEnds);
  const tidied = tidyLines(layOut(masked, work.settings), masked, work.settings);
  const restored = read(work, unmask(tidied, masked));
  const mended = mendGaps(source, restored);
  return mended === restored.text ? restored : read(work, mended);
}

function read({ file }: Work, text: string): Source {
  const parts = file.isTemplate && /\{[{%#]/.test(text) ? templateParts(file.path, text) : [];
  return { text, parts, items: lexSql(text, parts) };
}

/** CRLF where every line ends so; a mixture is treated as LF. */
function lineEnd(text: string): '\n' | '\r\n' {
  const all = text.split('\n').length - 1;
  return all > 0 && text.split('\r\n').length - 1 === all ? '\r\n' : '\n';
}
