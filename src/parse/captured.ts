import type { JsonObject } from '../core/json.js';
import type { Captures, Templated } from '../core/node-parts.js';
import type { Captured } from '../render/recorder.js';

/** What a node takes over from what its template was seen to name and configure. */
export function capturedParts({
  config,
  refs,
  sources,
  macros,
}: Captured): Captures & Pick<Templated, 'configCalls'> & { readonly dependsOn: readonly [] } {
  return { configCalls: config, refs, sources, macros, dependsOn: [] };
}

/** What the call wrote; texts of calls that could not be found stand as they were evaluated. */
export function writtenCall(captured: Captured): JsonObject {
  return captured.writtenConfig ?? captured.config;
}
