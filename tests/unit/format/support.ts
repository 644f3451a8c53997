import type { FormatSettings } from '../../../src/core/format-settings.js';
import { FORMAT_DEFAULTS } from '../../../src/core/format-settings.js';
import { formatText } from '../../../src/format/format-text.js';
import { loadSqlParser } from '../../../src/format/sql-parser.js';

const parser = await loadSqlParser();

/** Formats a template, or with `plain` SQL that nobody renders. */
export function format(text: string, settings: Partial<FormatSettings> = {}, plain = false): string {
  return formatText({ path: 'x.sql', text, isTemplate: !plain }, { ...FORMAT_DEFAULTS, ...settings }, parser);
}
