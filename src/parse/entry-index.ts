import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { nearestName } from '../core/nearest.js';
import type { NodeEntry, PatchedResource } from './property-entries.js';

/** The property entries by what they describe. */
export interface EntryIndex {
  /** `fileName` is the file's: that of a version differs from its model's. */
  find(resource: PatchedResource, fileName: string): NodeEntry | undefined;
  readonly all: readonly NodeEntry[];
}

const SINGULAR: { readonly [resource in PatchedResource]: string } = {
  models: 'model',
  seeds: 'seed',
  snapshots: 'snapshot',
  analyses: 'analysis',
  functions: 'function',
  data_tests: 'data test',
};

/** `properties/twice` where two entries describe the same thing; the first one counts. */
export function indexEntries(entries: readonly NodeEntry[], diagnostics: Diagnostic[]): EntryIndex {
  const index = new Map<string, NodeEntry>();
  for (const entry of entries) {
    const key = `${entry.resource}/${entry.fileName}`;
    const first = index.get(key);
    if (!first) index.set(key, entry);
    else diagnostics.push(twice(entry, first));
  }
  return { find: (resource, name) => index.get(`${resource}/${name}`), all: [...index.values()] };
}

function twice(entry: NodeEntry, first: NodeEntry): Diagnostic {
  const what = SINGULAR[entry.resource];
  const message = `The ${what} ${entry.fileName} is described twice: in ${first.file.path} and in ${entry.file.path}.`;
  const also = [{ note: 'first here', at: first.at }];
  return problem('properties/twice', message, { at: entry.at, also, hint: 'Merge the two entries into one.' });
}

/** The names of what there is of each kind: of files, so of versions each their own. */
export type KnownNames = { readonly [resource in PatchedResource]: ReadonlySet<string> };

/** `properties/no-such-node`: an entry for something that is not there, or that is of another kind. */
export function lostEntry(entry: NodeEntry, names: KnownNames): Diagnostic {
  const what = SINGULAR[entry.resource];
  const resources = Object.keys(SINGULAR) as PatchedResource[];
  const elsewhere = resources.find((each) => each !== entry.resource && names[each].has(entry.fileName));
  const near = nearestName(entry.fileName, names[entry.resource]);
  const hint = elsewhere
    ? `${entry.fileName} is a ${SINGULAR[elsewhere]}: put the entry under ${elsewhere}:.`
    : near === undefined
      ? 'Take the entry out, or add the file.'
      : `Did you mean ${near}?`;
  const message = entry.version
    ? `Version ${entry.version.v} of ${entry.name} should be in a file ${entry.fileName}.sql, but there is none.`
    : `This describes a ${what} ${entry.name}, but there is none.`;
  return problem('properties/no-such-node', message, { severity: 'warning', at: entry.at, hint });
}
