import type { Seed } from '../core/node.js';
import { hasErrors } from '../core/diagnostic.js';
import { createSeed } from '../plan/materializations/seed.js';
import { renderTable } from '../report/table.js';
import type { RunRequest } from './run-project.js';

const PREVIEW_ROWS = 10;

/** The first rows of each seed of a run, as `seed --show` prints them. */
export function previewsOf({ opened, selected }: RunRequest): string {
  const seeds = [...selected].flatMap((id) => {
    const node = opened.graph.nodes.get(id);
    return node?.kind === 'seed' ? [node] : [];
  });
  return seeds.map(previewOf).join('\n\n');
}

function previewOf(seed: Seed): string {
  const { value, diagnostics } = createSeed(seed, seed.relation);
  if (hasErrors(diagnostics)) return `${seed.name}: cannot be read`;
  const { columns, rows } = value.copy;
  const shown = rows
    .slice(0, PREVIEW_ROWS)
    .map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));
  const count = `${seed.name}, ${shown.length} of ${rows.length} rows:`;
  return `${count}\n${renderTable({ rows: shown, columns, columnTypes: [] })}`;
}
