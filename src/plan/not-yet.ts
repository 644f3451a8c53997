import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Graph } from '../core/graph.js';
import type { Node } from '../core/node.js';
import { placeOfNode } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import type { Verb } from '../core/plan.js';

/** `plan/not-yet` for each selected node that the verb would have to run and that this version cannot. */
export function notYet(verb: Verb, graph: Graph, selected: ReadonlySet<NodeId>): readonly Diagnostic[] {
  return graph.order.flatMap((id) => {
    const node = selected.has(id) ? graph.nodes.get(id) : undefined;
    const what = node && unsupported(verb, node);
    if (!node || what === undefined) return [];
    return [
      problem('plan/not-yet', `${node.name} is ${what}, which this version cannot run.`, {
        at: placeOfNode(node),
        hint: `Leave it and what reads it out: --exclude ${node.name}+`,
      }),
    ];
  });
}

/** What a node is that this version cannot run, or not in full: said before any run. */
export function lackOf(node: Node): string | undefined {
  const stores = node.kind === 'test' && node.storeFailures !== undefined;
  return (
    unsupported('build', node) ?? (stores ? 'a test with store_failures (it runs, its rows are not kept)' : undefined)
  );
}

function unsupported(verb: Verb, node: Node): string | undefined {
  const builds = verb === 'build';
  switch (node.kind) {
    case 'model':
      return builds || verb === 'run' ? unsupportedModel(node) : undefined;
    case 'snapshot':
      return builds ? 'a snapshot' : undefined;
    case 'function':
      return builds ? 'a function' : undefined;
    case 'unit_test':
      return builds || verb === 'test' ? 'a unit test' : undefined;
    case 'seed':
    case 'source':
    case 'test':
    case 'analysis':
    case 'operation':
    case 'exposure':
    case 'metric':
    case 'semantic_model':
    case 'saved_query':
      return undefined;
  }
}

const LATER: { readonly [kind: string]: string } = {
  incremental: 'an incremental model',
  materialized_view: 'a materialized view',
  custom: 'a model with a materialization of its own',
};

function unsupportedModel(node: Extract<Node, { kind: 'model' }>): string | undefined {
  if (node.contract.enforced && node.materialization.kind !== 'ephemeral') return 'a model with an enforced contract';
  return LATER[node.materialization.kind];
}
