import type { Diagnostic } from '../core/diagnostic.js';
import type { Graph } from '../core/graph.js';
import type { Node } from '../core/node.js';

/** Whether a node is what a selector means, its graph operators aside. */
export type NodeTest = (node: Node) => boolean;

/** What methods look at beside the node. */
export interface Selecting {
  readonly graph: Graph;
  /** The project's own package; what `package:this` means. */
  readonly root?: string | undefined;
}

/** The test that a selector stands for, or why it stands for none. */
export type FoundTest = { readonly test: NodeTest } | { readonly problem: Diagnostic };
