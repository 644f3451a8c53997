import type { Json, JsonObject } from '../core/json.js';
import { isJsonList } from '../core/json.js';
import type { ManifestView } from '../core/manifest-view.js';
import type { MacroId, NodeId } from '../core/node-parts.js';
import { at } from './same-json.js';
import type { Respect } from './state-rules.js';
import { RESPECTS, rulesOf } from './state-rules.js';

/** What can stand behind `state:`. */
export const STATE_KINDS = [
  'new',
  'old',
  'modified',
  'unmodified',
  'modified.body',
  'modified.configs',
  'modified.persisted_descriptions',
  'modified.relation',
  'modified.macros',
  'modified.contract',
] as const;

/** One of them. */
export type StateKind = (typeof STATE_KINDS)[number];

/** The project now beside the project as an earlier manifest tells it, by dbt's rules. */
export interface StateComparison {
  is(kind: StateKind, id: NodeId): boolean;
}

/**
 * Compares two manifests. The built-in macros (packages dbt and dbt_postgres) count as unchanged: they are the program's,
 * and the earlier manifest may be dbt's own.
 */
export function compareStates(now: ManifestView, before: ManifestView): StateComparison {
  const changed = changedMacros(now, before);
  const callsChanged = (id: NodeId): boolean => calledBy(now.nodes.get(id)).some((macro) => changed.has(macro));
  const differs = (respect: Respect, id: NodeId): boolean =>
    differsIn(respect, now.nodes.get(id), before.nodes.get(id));
  const modified = (id: NodeId): boolean => isModified(now.nodes.get(id), before.nodes.get(id)) || callsChanged(id);
  return {
    is(kind, id) {
      if (!now.nodes.has(id)) return false;
      switch (kind) {
        case 'new':
          return !before.nodes.has(id);
        case 'old':
          return before.nodes.has(id);
        case 'modified':
          return modified(id);
        case 'unmodified':
          return !modified(id);
        case 'modified.macros':
          return callsChanged(id);
        case 'modified.body':
        case 'modified.configs':
        case 'modified.persisted_descriptions':
        case 'modified.relation':
        case 'modified.contract':
          return differs(kind.slice('modified.'.length) as Respect, id);
      }
    },
  };
}

/** A node that is new differs in every respect that its kind has. */
function differsIn(respect: Respect, now: JsonObject | undefined, before: JsonObject | undefined): boolean {
  const same = now && rulesOf(now)[respect];
  if (!now || !same) return false;
  return before === undefined || !same(now, before);
}

function isModified(now: JsonObject | undefined, before: JsonObject | undefined): boolean {
  if (!now) return false;
  const rules = rulesOf(now);
  if (!before) return rules.newIsModified;
  const counted = RESPECTS.filter((respect) => !rules.notModified?.includes(respect));
  return !rules.rest(now, before) || counted.some((respect) => differsIn(respect, now, before));
}

const BUILT_IN = /^macro\.(?:dbt|dbt_postgres)\./;

/** Macros that are new or have other text, and all that call one of them. */
function changedMacros(now: ManifestView, before: ManifestView): ReadonlySet<MacroId> {
  const callers = new Map<MacroId, MacroId[]>();
  for (const [id, macro] of now.macros) {
    for (const called of calledBy(macro)) callers.set(called, [...(callers.get(called) ?? []), id]);
  }
  const changed = new Set([...now.macros.keys()].filter((id) => hasOtherText(id, now, before)));
  // A set is walked to its end, what is added on the way included.
  for (const id of changed) for (const caller of callers.get(id) ?? []) changed.add(caller);
  return changed;
}

function hasOtherText(id: MacroId, now: ManifestView, before: ManifestView): boolean {
  return !BUILT_IN.test(id) && at(now.macros.get(id), 'macro_sql') !== at(before.macros.get(id), 'macro_sql');
}

function calledBy(node: JsonObject | undefined): readonly MacroId[] {
  const macros: Json = at(node, 'depends_on', 'macros');
  return isJsonList(macros) ? macros.filter((each) => typeof each === 'string') : [];
}
