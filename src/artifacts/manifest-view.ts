import type { JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { ManifestView } from '../core/manifest-view.js';

const NODE_SECTIONS = [
  'nodes',
  'sources',
  'exposures',
  'metrics',
  'semantic_models',
  'saved_queries',
  'unit_tests',
  'functions',
];

/** A manifest as a comparison of states reads it. */
export function viewOf(manifest: JsonObject): ManifestView {
  return {
    nodes: new Map(NODE_SECTIONS.flatMap((section) => entriesOf(manifest, section))),
    macros: new Map(entriesOf(manifest, 'macros')),
  };
}

function entriesOf(manifest: JsonObject, section: string): readonly (readonly [string, JsonObject])[] {
  const entries = own(manifest, section);
  if (!isJsonObject(entries)) return [];
  return Object.entries(entries).flatMap(([id, each]) => (isJsonObject(each) ? [[id, each] as const] : []));
}
