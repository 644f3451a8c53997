import type { Group } from '../core/definitions.js';
import type { Graph } from '../core/graph.js';
import type { Node } from '../core/node.js';
import type { ProjectConfig } from '../core/project.js';
import type { RelationName, RelationResolver } from '../core/relation.js';
import type { Value } from '../jinja/values.js';
import type { Describe } from './graph-value.js';
import type { MacroLibrary } from './macro-library.js';
import type { RuntimeFacts } from './runtime-facts.js';

/** What compiling needs besides the node. */
export interface CompileOptions {
  readonly graph: Graph;
  readonly config: ProjectConfig;
  readonly macros: MacroLibrary;
  /** Published relation -> where it is built; identity gives published names, as `compile` shows. */
  readonly names: RelationResolver;
  /** What `graph.groups` holds. */
  readonly groups?: readonly Group[];
  /** Nodes that their configuration switches off, for messages. */
  readonly disabled?: readonly Node[];
  /** Facts of the running command; NO_COMMAND where absent. */
  readonly runtime?: RuntimeFacts;
  /** What `this` is where it is not the published relation: in hooks the relation being built. */
  readonly self?: RelationName;
  /** Further names: `results` and `schemas` in on-run-end, `sql` and hooks in materializations. They come first. */
  readonly extra?: { readonly [name: string]: () => Value };
  /** A node as dbt's dict of it, which `model` and `graph` give; what artifacts write. */
  readonly describe?: Describe;
}
