import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Session } from '../core/ports.js';
import type { LoadCounts } from './book.js';
import type { InspectedFile } from './inspect-file.js';

/** The refusal of a file with too many bad rows: how many, why, and the first of them, since nothing of it is kept. */
export async function overBudget(
  session: Session,
  file: InspectedFile,
  fileId: string,
  counts: LoadCounts,
): Promise<Diagnostic> {
  const { contract } = file;
  const { rows } = await session.query(
    'select line_no, detail from ops.quarantine where file_id = $1 order by line_no limit 3',
    [fileId],
  );
  const reasons = Object.entries(counts.reasons).map(([reason, count]) => `${reason} ${count}`);
  const message =
    `${file.file}: ${counts.quarantined} of ${counts.rowsSeen} rows would go into quarantine ` +
    `(${reasons.join(', ')}), more than the budget of source ${contract.name}, ${contract.budget?.written ?? ''}. ` +
    'Nothing of the file was loaded.';
  return problem('ingest/over-budget', message, {
    at: contract.at,
    also: rows.map((row) => ({ note: `line ${String(row['line_no'])}: ${String(row['detail'])}` })),
    hint: 'Correct the file, or raise config.meta.jiggy.budget where the source is declared.',
  });
}
