import { describe, expect, test } from 'vitest';
import type { LoadReport } from '../../../src/core/load-report.js';
import { renderJsonLoads, renderLoadReport } from '../../../src/report/load-reports.js';
import { plainStyle } from '../../../src/report/style.js';

const report: LoadReport = {
  file: 'days/a.csv',
  sha256: 'ab'.repeat(32),
  rowsSeen: 12_345,
  accepted: 12_000,
  quarantined: 345,
  pending: 0,
  alreadyLoaded: false,
  reasons: { broken_quote: 5, not_a_date: 340, own_rule: 1 },
  bytes: 4_500_000,
  ms: 1500,
};

const explain = (reason: string): string | undefined => (reason === 'own_rule' ? undefined : `about ${reason}`);

describe('a load, for people', () => {
  test('says counts, speed, and the reasons with the most frequent first', () => {
    expect(renderLoadReport(report, explain, plainStyle)).toBe(
      [
        'days/a.csv: 12,345 rows, 12,000 accepted, 345 quarantined (4.5 MB in 1.5 s, 8,230 rows/s)',
        '  340 not_a_date: about not_a_date',
        '    5 broken_quote: about broken_quote',
        '    1 own_rule',
      ].join('\n'),
    );
  });

  test('of a file that was there before has no speed', () => {
    const again = { ...report, alreadyLoaded: true, reasons: {}, rowsSeen: 1, accepted: 0, quarantined: 0, pending: 1 };
    expect(renderLoadReport(again, explain, plainStyle)).toBe(
      'days/a.csv: already loaded: 1 row, 0 accepted, 0 quarantined, 1 pending (4.5 MB in 1.5 s)',
    );
  });

  test('prints a name that holds an escape sequence harmlessly', () => {
    expect(renderLoadReport({ ...report, file: '\x1b[2Ja.csv', reasons: {} }, explain, plainStyle)).toMatch(
      /^\\x1b\[2Ja\.csv: /,
    );
  });
});

test('loads for machines have the names that scripts rely on, and no others', () => {
  expect(JSON.parse(renderJsonLoads([report]))).toEqual({
    loads: [
      {
        file: 'days/a.csv',
        sha256: 'ab'.repeat(32),
        rows_seen: 12_345,
        accepted: 12_000,
        quarantined: 345,
        pending: 0,
        already_loaded: false,
        reasons: { broken_quote: 5, not_a_date: 340, own_rule: 1 },
      },
    ],
  });
  expect(renderJsonLoads([])).toBe('{"loads":[]}');
});
