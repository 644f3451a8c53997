import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { nearestName } from '../core/nearest.js';
import type { NodeEntry } from './property-entries.js';

/** The property entries by what they describe. */
export interface EntryIndex {
  find(resource: NodeEntry['resource'], name: string): NodeEntry | undefined;
  readonly all: readonly NodeEntry[];
}

const SINGULAR = { models: 'model', seeds: 'seed', data_tests: 'data test' } as const;

/** `properties/twice` where two entries describe the same thing; the first one counts. */
export function indexEntries(entries: readonly NodeEntry[], diagnostics: Diagnostic[]): EntryIndex {
  const index = new Map<string, NodeEntry>();
  for (const entry of entries) {
    const key = `${entry.resource}/${entry.name}`;
    const first = index.get(key);
    if (!first) index.set(key, entry);
    else diagnostics.push(twice(entry, first));
  }
  return { find: (resource, name) => index.get(`${resource}/${name}`), all: [...index.values()] };
}

function twice(entry: NodeEntry, first: NodeEntry): Diagnostic {
  const what = SINGULAR[entry.resource];
  const message = `The ${what} ${entry.name} is described twice: in ${first.file.path} and in ${entry.file.path}.`;
  const also = [{ note: 'first here', at: first.at }];
  return problem('properties/twice', message, { at: entry.at, also, hint: 'Merge the two entries into one.' });
}

/** `properties/no-such-node`: an entry for something that is not there, or that is of another kind. */
export function lostEntry(
  entry: NodeEntry,
  names: { readonly [resource in NodeEntry['resource']]: ReadonlySet<string> },
): Diagnostic {
  const what = SINGULAR[entry.resource];
  const elsewhere = (['models', 'seeds', 'data_tests'] as const).find(
    (resource) => resource !== entry.resource && names[resource].has(entry.name),
  );
  const near = nearestName(entry.name, names[entry.resource]);
  const hint = elsewhere
    ? `${entry.name} is a ${SINGULAR[elsewhere]}: put the entry under ${elsewhere}:.`
    : near === undefined
      ? 'Take the entry out, or add the file.'
      : `Did you mean ${near}?`;
  const message = `This describes a ${what} ${entry.name}, but there is none.`;
  return problem('properties/no-such-node', message, { severity: 'warning', at: entry.at, hint });
}
