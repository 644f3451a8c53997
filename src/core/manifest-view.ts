import type { JsonObject } from './json.js';
import type { MacroId, NodeId } from './node-parts.js';

/** What a comparison of states needs of a manifest, be it the project's own or one that was read from a file. */
export interface ManifestView {
  /** Every node of every section in the manifest's own words. */
  readonly nodes: ReadonlyMap<NodeId, JsonObject>;
  readonly macros: ReadonlyMap<MacroId, JsonObject>;
}

/** What a run, or a look at sources, wrote earlier. */
export interface EarlierResults {
  /** The status of each node in run_results.json. */
  readonly statuses?: ReadonlyMap<NodeId, string>;
  /** Sources whose newest rows are newer than in the earlier sources.json; absent without two of these. */
  readonly fresher?: ReadonlySet<NodeId>;
}
