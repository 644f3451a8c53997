import type { Diagnostic } from '../../src/core/diagnostic.js';
import type { Place } from '../../src/core/source-file.js';

/** `models/a.sql:1:15` */
export function placeText(at: Place | undefined): string {
  return at ? `${at.file}:${at.line}:${at.column}` : '-';
}

/** Each diagnostic on lines as people read it: severity, code, place and message; notes; hint. */
export function tell(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(({ severity, code, message, at, also = [], hint }) =>
      [
        `${severity} ${code} ${placeText(at)} ${message}`,
        ...also.map((each) => `  note ${placeText(each.at)} ${each.note}`),
        ...(hint === undefined ? [] : [`  hint ${hint}`]),
      ].join('\n'),
    )
    .join('\n');
}
