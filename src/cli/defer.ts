import { earlierRelation } from '../artifacts/read-state.js';
import type { Node } from '../core/node.js';
import { relationOf } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import type { RelationName, RelationResolver } from '../core/relation.js';
import { relationKey } from '../core/relation.js';
import { readState } from '../postgres/state.js';
import { connectProject } from './connection.js';
import type { Context } from './context.js';
import type { OpenedProject } from './project.js';
import type { StateFlags } from './state.js';
import { deferManifest } from './state.js';

/**
 * Names for `--defer`: the relation of a node that is not selected is the one that the earlier manifest names, where the
 * target has none of its own or `--favor-state` is given. The same relation for everything without `--defer`.
 */
export async function deferredNames(
  context: Context,
  opened: OpenedProject,
  selected: ReadonlySet<NodeId>,
  flags: StateFlags,
): Promise<RelationResolver> {
  if (flags.defer !== true) return (relation) => relation;
  const candidates = deferrable(context, opened, selected, flags);
  const there =
    flags.favorState === true ? new Set<string>() : await existing(context, opened, [...candidates.values()]);
  const deferred = new Map(
    [...candidates.values()]
      .filter(({ own }) => !there.has(relationKey(own)))
      .map(({ own, earlier }) => [relationKey(own), earlier]),
  );
  return (relation) => deferred.get(relationKey(relation)) ?? relation;
}

/** Where a node would be found in the target, and where the earlier manifest says it is. */
interface Candidate {
  readonly own: RelationName;
  readonly earlier: RelationName;
}

function deferrable(
  context: Context,
  { graph }: OpenedProject,
  selected: ReadonlySet<NodeId>,
  flags: StateFlags,
): ReadonlyMap<NodeId, Candidate> {
  const candidates = new Map<NodeId, Candidate>();
  for (const [id, json] of deferManifest(context, flags).nodes) {
    const node = graph.nodes.get(id);
    const own = node && isDeferrable(node) && !selected.has(id) ? relationOf(node) : undefined;
    const earlier = earlierRelation(json);
    if (own && earlier) candidates.set(id, { own, earlier });
  }
  return candidates;
}

function isDeferrable(node: Node): boolean {
  return ['model', 'seed', 'snapshot', 'function'].includes(node.kind);
}

/** Keys of those that the target has. */
async function existing(
  context: Context,
  { project, config }: OpenedProject,
  candidates: readonly Candidate[],
): Promise<ReadonlySet<string>> {
  const { database } = await connectProject(context, project.root, config);
  const relations = candidates.map(({ own }) => own);
  const state = await database.session('defer', (session) => readState(session, relations));
  return new Set(state.relations.keys());
}
