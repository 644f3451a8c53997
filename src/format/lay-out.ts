import { format } from 'sql-formatter';
import type { FormatSettings } from '../core/format-settings.js';
import { CannotFormat } from './item.js';
import type { Masked } from './mask.js';

/** Lays out plain SQL. Throws CannotFormat, with the place, where the formatter cannot read it. */
export function layOut(masked: Masked, settings: FormatSettings): string {
  try {
    return format(masked.text, {
      language: 'postgresql',
      keywordCase: settings.keywordCase,
      tabWidth: settings.indent,
      expressionWidth: settings.width,
      linesBetweenQueries: 0,
    });
  } catch (error) {
    throw new CannotFormat('the formatter cannot read this', originalOffset(masked, messageOffset(masked, error)));
  }
}

/** `... at line 3 column 9.` as an offset. */
function messageOffset(masked: Masked, error: unknown): number {
  const found = /line (\d+),? column (\d+)/.exec(error instanceof Error ? error.message : '');
  if (!found) return 0;
  const lines = masked.text.split('\n').slice(0, Number(found[1]) - 1);
  return lines.reduce((sum, line) => sum + line.length + 1, 0) + Number(found[2]) - 1;
}

function originalOffset(masked: Masked, offset: number): number {
  const before = masked.offsets.filter(([at]) => at <= offset).at(-1);
  return before ? before[1] + (offset - before[0]) : 0;
}
