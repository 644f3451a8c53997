import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { jsonText, own } from '../core/json.js';
import { nearestName } from '../core/nearest.js';
import type { Materialization } from '../core/node.js';
import type { Place } from '../core/source-file.js';
import type { LibraryMacro } from '../render/library-macro.js';
import type { MacroLibrary } from '../render/macro-library.js';
import type { Parsing } from './parse-context.js';

/** Those that need no macro of the project. */
const BUILT_IN = ['view', 'table', 'incremental', 'ephemeral', 'materialized_view'] as const;

/** How a model is built. `model/materialization` where neither dbt nor the project knows the word. */
export function materializationOf(
  name: string,
  config: JsonObject,
  at: Place,
  { environment }: Parsing,
  diagnostics: Diagnostic[],
): Materialization {
  const kind = jsonText(own(config, 'materialized'));
  const macro = materializationMacro(environment.macros, kind);
  if (macro && macro.package !== 'dbt' && macro.package !== 'dbt_postgres') {
    return { kind: 'custom', name: kind, macro: macro.id };
  }
  const builtIn = BUILT_IN.find((each) => each === kind);
  if (builtIn === 'table') return { kind: builtIn, unlogged: own(config, 'unlogged') === true };
  if (builtIn) return { kind: builtIn };
  diagnostics.push(unknown(name, kind, at, environment.macros.names()));
  return { kind: 'view' };
}

const found = new WeakMap<MacroLibrary, Map<string, LibraryMacro | undefined>>();

/** Looked up once for each word. */
function materializationMacro(library: MacroLibrary, kind: string): LibraryMacro | undefined {
  const known = found.get(library) ?? new Map<string, LibraryMacro | undefined>();
  found.set(library, known);
  if (!known.has(kind)) known.set(kind, library.materialization(kind));
  return known.get(kind);
}

function unknown(name: string, kind: string, at: Place, macros: readonly string[]): Diagnostic {
  const own = macros.flatMap((each) => /^materialization_(.+)_(?:default|postgres)$/.exec(each)?.[1] ?? []);
  const known = [...new Set([...BUILT_IN, ...own.filter((each) => each !== 'seed' && each !== 'snapshot')])];
  const near = nearestName(kind, known);
  const hint = `${near === undefined ? '' : `Did you mean ${near}? `}Known: ${known.join(', ')}.`;
  const message = `Model ${name} is materialized as ${kind}, which is not known.`;
  return problem('model/materialization', message, { at, hint });
}
