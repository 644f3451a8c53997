import type { MacroDefinition } from '../core/definitions.js';
import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import type { DispatchOrder } from '../core/project.js';
import type { MacroId } from '../core/node-parts.js';
import type { BuiltinTable } from './builtin-table.js';
import { builtinTable } from './builtin-table.js';
import type { LibraryMacro, MacroTable } from './library-macro.js';
import { defineMacro } from './macro-definition.js';
import { readMacroFiles } from './macro-files.js';
import type { MacroNamespace } from './macro-namespace.js';
import { macroNamespace } from './macro-namespace.js';
import type { MacroPackage } from './macro-package.js';
import { findMaterialization } from './materialization-macro.js';
import type { FileFinder } from './template-diagnostic.js';

/** The macros of a project, of its packages and the built-in ones, parsed but not bound to what templates see. */
export interface MacroLibrary {
  /** The root project's package. */
  readonly packageName: string;
  /** The root project first, then the installed packages; the built-in ones are not among them. */
  readonly packageNames: readonly string[];
  /** Finds the project's texts, for places in messages. */
  readonly files: FileFinder;
  /** All macros, built-in ones included; made when first asked for. */
  readonly definitions: readonly MacroDefinition[];
  /** What templates of a package see. */
  namespace(packageName: string): MacroNamespace;
  macro(id: MacroId): LibraryMacro | undefined;
  /** The macro that makes what is `materialized: <name>`. */
  materialization(name: string): LibraryMacro | undefined;
  /** Whether the root project sees a macro of that name. Tests are macros named `test_<name>`. */
  has(name: string): boolean;
  names(): readonly string[];
}

/**
 * Parses the macro files of the root project, which comes first, and of its packages. `template/*` for what cannot be
 * parsed, `macro/duplicate` for two macros of one name in one package.
 */
export function collectMacros(
  packages: readonly MacroPackage[],
  finder: FileFinder,
  dispatch: readonly DispatchOrder[] = [],
): Outcome<MacroLibrary> {
  const diagnostics: Diagnostic[] = [];
  const tables = new Map(packages.map((each) => [each.name, readMacroFiles(each, finder, diagnostics)]));
  return { value: libraryOf(tables, finder, builtinTable(), dispatch), diagnostics };
}

function libraryOf(
  tables: ReadonlyMap<string, MacroTable>,
  files: FileFinder,
  builtins: BuiltinTable,
  dispatch: readonly DispatchOrder[],
): MacroLibrary {
  const packageNames = [...tables.keys()];
  const [packageName = ''] = packageNames;
  const namespaces = new Map<string, MacroNamespace>();
  const namespace = (name: string): MacroNamespace => {
    const known = namespaces.get(name) ?? macroNamespace(name, packageName, tables, builtins.merged);
    namespaces.set(name, known);
    return known;
  };
  const all = [...[...tables.values()].flatMap((table) => [...table.values()]), ...builtins.all];
  const byId = new Map(all.map((macro) => [macro.id, macro]));
  let definitions: readonly MacroDefinition[] | undefined;
  return {
    packageName,
    packageNames,
    files,
    get definitions() {
      definitions ??= all.map((macro) => defineMacro(macro, namespace(macro.package), { name: packageName, dispatch }));
      return definitions;
    },
    namespace,
    macro: (id) => byId.get(id),
    materialization: (name) => findMaterialization(name, packageName, tables, builtins.all),
    has: (name) => namespace(packageName).find(name) !== undefined,
    names: () => [...namespace(packageName).names()],
  };
}
