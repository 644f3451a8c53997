import type { Graph } from '../core/graph.js';
import { lackOf } from '../plan/not-yet.js';
import { plural } from '../report/numbers.js';

const SHOWN = 5;

/** What of a project this version cannot run, by reason, with the first names of each. */
export function lackLines({ nodes }: Graph): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const node of nodes.values()) {
    const what = lackOf(node);
    if (what !== undefined) byReason.set(what, [...(byReason.get(what) ?? []), node.name]);
  }
  if (byReason.size === 0) return ['Support     everything in it can be run'];
  const count = [...byReason.values()].flat().length;
  const reasons = [...byReason].map(([what, names]) => `            ${what}: ${namesText(names)}`);
  return [`Support     ${plural(count, 'node')} cannot be run, or not in full, by this version:`, ...reasons];
}

function namesText(names: readonly string[]): string {
  const shown = [...names].sort().slice(0, SHOWN).join(', ');
  return names.length > SHOWN ? `${shown} and ${names.length - SHOWN} more` : shown;
}
