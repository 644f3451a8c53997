import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { TemplateDatabase } from '../core/ports.js';
import { asTemplateError } from '../jinja/error.js';
import { callMacro } from '../jinja/render.js';
import type { Value } from '../jinja/values.js';
import { compileContext } from './compile-context.js';
import type { CompileOptions } from './compile-options.js';
import { EphemeralParents } from './ephemeral.js';
import { sqlRendering } from './filters.js';
import { valueOfJson } from './json-value.js';
import type { LibraryMacro } from './library-macro.js';
import type { MacroLibrary } from './macro-library.js';
import { templateDiagnostic } from './template-diagnostic.js';

/**
 * Calls a macro by its name (`grant_all`, `dbt_utils.log_info`) with named arguments, as `run-operation` does, and gives
 * what it returns. `macro/unknown` where there is none.
 */
export async function runMacro(
  name: string,
  args: JsonObject,
  options: CompileOptions,
  database: TemplateDatabase,
): Promise<Outcome<Value>> {
  const macro = macroCalled(name, options.macros);
  if (!macro) return { value: null, diagnostics: [unknownMacro(name, options.macros)] };
  const diagnostics: Diagnostic[] = [];
  const file = { path: '', text: '' };
  const context = compileContext({ inline: file }, options, { diagnostics, database }, new EphemeralParents());
  const kwargs = new Map(Object.entries(args).map(([key, value]) => [key, valueOfJson(value)] as const));
  try {
    const value = await callMacro(context.bind(macro), [], kwargs, sqlRendering);
    return { value, diagnostics };
  } catch (thrown) {
    return {
      value: null,
      diagnostics: [...diagnostics, templateDiagnostic(asTemplateError(thrown), options.macros.files)],
    };
  }
}

/** The macro of that name: of the package that it names, else of the root project, a package or dbt's own. */
export function macroCalled(name: string, macros: MacroLibrary): LibraryMacro | undefined {
  const namespace = macros.namespace(macros.packageName);
  const dot = name.indexOf('.');
  if (dot >= 0) return namespace.findIn(name.slice(0, dot), name.slice(dot + 1));
  const own = namespace.find(name);
  if (own && own.package === macros.packageName) return own;
  const packages = macros.packageNames.flatMap((each) => namespace.findIn(each, name) ?? []);
  return packages[0] ?? own;
}

/** `macro/unknown`, with the nearest name. */
export function unknownMacro(name: string, macros: MacroLibrary): Diagnostic {
  const hint = didYouMean(name, macros.names());
  return problem('macro/unknown', `There is no macro ${name}.`, hint === undefined ? {} : { hint });
}
