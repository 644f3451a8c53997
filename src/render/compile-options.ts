import type { Graph } from '../core/graph.js';
import type { ProjectConfig } from '../core/project.js';
import type { RelationResolver } from '../core/relation.js';
import type { MacroLibrary } from './macro-library.js';

/** What compiling needs besides the node. */
export interface CompileOptions {
  readonly graph: Graph;
  readonly config: ProjectConfig;
  readonly macros: MacroLibrary;
  /** Published relation -> where it is built; identity gives published names, as `compile` shows. */
  readonly names: RelationResolver;
}
