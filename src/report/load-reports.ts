import type { LoadReport } from '../core/load-report.js';
import { count, duration, plural, size } from './numbers.js';
import { printable } from './printable.js';
import type { Style } from './style.js';

/**
 * What became of one file, for people. `explain` puts a reason code into words.
 *
 *     sample.csv: 1,012 rows, 1,000 accepted, 12 quarantined (380 kB in 0.9 s, 1,124 rows/s)
 *       12 wrong_field_count: it has more or fewer fields than the header
 */
export function renderLoadReport(
  report: LoadReport,
  explain: (reason: string) => string | undefined,
  style: Style,
): string {
  const counts = [
    plural(report.rowsSeen, 'row'),
    style.good(`${count(report.accepted)} accepted`),
    painted(report.quarantined, `${count(report.quarantined)} quarantined`, style),
    ...(report.pending > 0 ? [style.warning(`${count(report.pending)} pending`)] : []),
  ].join(', ');
  const head = `${style.strong(printable(report.file))}: ${report.alreadyLoaded ? 'already loaded: ' : ''}${counts}`;
  return [`${head} ${style.faint(`(${speed(report)})`)}`, ...reasonLines(report, explain)].join('\n');
}

function painted(value: number, text: string, style: Style): string {
  return value > 0 ? style.warning(text) : text;
}

function speed({ bytes, ms, rowsSeen, alreadyLoaded }: LoadReport): string {
  const took = `${size(bytes)} in ${duration(ms)}`;
  return alreadyLoaded || ms <= 0 ? took : `${took}, ${count((rowsSeen / ms) * 1000)} rows/s`;
}

function reasonLines(report: LoadReport, explain: (reason: string) => string | undefined): string[] {
  const entries = Object.entries(report.reasons).sort(([, a], [, b]) => b - a);
  const width = Math.max(0, ...entries.map(([, rows]) => count(rows).length));
  return entries.map(([reason, rows]) => {
    const words = explain(reason);
    return `  ${count(rows).padStart(width)} ${printable(reason)}${words === undefined ? '' : `: ${words}`}`;
  });
}

/** What became of all files, for machines: one JSON object. */
export function renderJsonLoads(reports: readonly LoadReport[]): string {
  return JSON.stringify({
    loads: reports.map((report) => ({
      file: report.file,
      sha256: report.sha256,
      rows_seen: report.rowsSeen,
      accepted: report.accepted,
      quarantined: report.quarantined,
      pending: report.pending,
      already_loaded: report.alreadyLoaded,
      reasons: report.reasons,
    })),
  });
}
