import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.js';
import type { ManifestView } from '../../../src/core/manifest-view.js';
import type { StateKind } from '../../../src/graph/state.js';
import { compareStates, STATE_KINDS } from '../../../src/graph/state.js';

/** One value that was changed in the earlier manifest (all of the node gone where the path is empty), and dbt's answer. */
interface Case {
  readonly id: string;
  readonly path: readonly (string | number)[];
  readonly value?: Json;
  /** The kinds that the node is of; for a macro the nodes of each kind. */
  readonly in: readonly StateKind[] | Readonly<Record<StateKind, readonly string[]>>;
}

/** tests/conformance/artifacts/record_state.py asked dbt-core 1.12.6 for it. */
const recorded = JSON.parse(readFileSync(new URL('../../support/dbt-state.json', import.meta.url), 'utf8')) as {
  nodes: Record<string, JsonObject>;
  macros: Record<string, JsonObject>;
  cases: Case[];
};

const now = view(recorded);

function view({ nodes, macros }: Pick<typeof recorded, 'nodes' | 'macros'>): ManifestView {
  return { nodes: new Map(Object.entries(nodes)), macros: new Map(Object.entries(macros)) };
}

function changed({ id, path, value }: Case): ManifestView {
  const { nodes, macros } = recorded;
  if (path.length === 0) return view({ nodes: without(nodes, id), macros: without(macros, id) });
  const subject = structuredClone(nodes[id] ?? macros[id]) as JsonObject;
  let place = subject as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as typeof place;
  place[path.at(-1) ?? ''] = value;
  return id in macros
    ? view({ nodes, macros: { ...macros, [id]: subject } })
    : view({ nodes: { ...nodes, [id]: subject }, macros });
}

function without(items: Record<string, JsonObject>, id: string): Record<string, JsonObject> {
  return Object.fromEntries(Object.entries(items).filter(([each]) => each !== id));
}

/** dbt's answer as sorted words: kinds, or for a macro `kind id`. */
function theirs({ in: found }: Case): readonly string[] {
  if (isList(found)) return [...found].sort();
  const kinds = Object.entries(found);
  return kinds.flatMap(([kind, ids]) => ids.map((id) => `${kind} ${id}`)).sort();
}

/** Ours in the same form. */
function ours(one: Case): readonly string[] {
  const comparison = compareStates(now, changed(one));
  if (isList(one.in)) return STATE_KINDS.filter((kind) => comparison.is(kind, one.id)).sort();
  const kinds = STATE_KINDS.filter((kind) => kind.startsWith('modified'));
  const ids = (kind: StateKind): string[] => Object.keys(recorded.nodes).filter((id) => comparison.is(kind, id));
  return kinds.flatMap((kind) => ids(kind).map((id) => `${kind} ${id}`)).sort();
}

function isList(found: Case['in']): found is readonly StateKind[] {
  return Array.isArray(found);
}

describe('differences between two manifests mean what they mean to dbt', () => {
  test('the record is as large as it should be', () => {
    expect(recorded.cases.length).toBeGreaterThan(700);
    expect(Object.keys(recorded.nodes).length).toBe(18);
  });

  test.each([...new Set(recorded.cases.map((each) => each.id))])('%s', (id) => {
    const cases = recorded.cases.filter((each) => each.id === id);
    const wrong = cases.filter((each) => ours(each).join() !== theirs(each).join());
    expect(wrong.map((each) => ({ path: each.path.join('.'), dbt: theirs(each), jiggy: ours(each) }))).toEqual([]);
  });
});
