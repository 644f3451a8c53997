import type { LoadReport } from '../core/load-report.js';
import type { IngestProgress, OnProgress } from '../ingest/progress.js';
import { reasons } from '../ingest/reason.js';
import { renderLoadReport } from '../report/load-reports.js';
import { plural, size } from '../report/numbers.js';
import type { Style } from '../report/style.js';
import type { Context } from './context.js';

/** What became of a file, with each reason in words. */
export function describeLoad(report: LoadReport, style: Style): string {
  return renderLoadReport(report, explain, style);
}

/** Hands on each file as it is done, and shows how far the present one is. Ends the load when the command is interrupted. */
export function loadTeller(context: Context, onLoaded: (report: LoadReport) => void): OnProgress {
  let next = 0;
  return (progress) => {
    context.signal.throwIfAborted();
    if (progress.kind === 'loaded') {
      onLoaded(progress.report);
      return;
    }
    if (progress.kind === 'waiting') context.note(context.errorStyle.warning(describe(progress)));
    const now = context.clock.monotonic();
    if (now < next && progress.kind === 'reading') return;
    next = now + 100;
    context.progress(describe(progress));
  };
}

function explain(reason: string): string | undefined {
  return Object.entries(reasons).find(([code]) => code === reason)?.[1];
}

function describe(progress: Exclude<IngestProgress, { kind: 'loaded' }>): string {
  switch (progress.kind) {
    case 'waiting':
      return `Another process is loading into ${progress.target}; ${progress.file} waits for it ...`;
    case 'checking':
      return `${progress.file}: checking ${plural(progress.rows, 'row')} ...`;
    case 'reading': {
      const share = progress.totalBytes === 0 ? 100 : Math.floor((progress.bytes / progress.totalBytes) * 100);
      const verb = progress.pass === 'hash' ? 'reading' : 'loading';
      return `${progress.file}: ${verb} ${Math.min(share, 100)} % of ${size(progress.totalBytes)}`;
    }
  }
}
