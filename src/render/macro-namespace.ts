import type { LibraryMacro, MacroTable } from './library-macro.js';

/** The macros that a template of one package sees, under the names by which it may call them. */
export interface MacroNamespace {
  /** By its bare name: of the template's own package, else of the root project, else a built-in one. */
  find(name: string): LibraryMacro | undefined;
  /** `find`, and the installed packages before the built-in macros: what dbt takes a name for that it only reads. */
  findLoose(name: string): LibraryMacro | undefined;
  /** Of one package; `dbt` stands for all built-in ones. Undefined also where there is no such package. */
  findIn(packageName: string, name: string): LibraryMacro | undefined;
  hasPackage(name: string): boolean;
  names(): Iterable<string>;
  namesIn(packageName: string): Iterable<string>;
}

/** The names of dbt's own packages. Both stand for all built-in macros, those for PostgreSQL first. */
export const BUILTIN_PACKAGES: readonly string[] = ['dbt', 'dbt_postgres'];

const NONE: MacroTable = new Map();

/** What templates of `own` see in a project: packages by name, and the built-in macros. */
export function macroNamespace(
  own: string,
  root: string,
  packages: ReadonlyMap<string, MacroTable>,
  builtins: MacroTable,
): MacroNamespace {
  const local = packages.get(own) ?? NONE;
  const global = packages.get(root) ?? NONE;
  const table = (name: string): MacroTable => packages.get(name) ?? (BUILTIN_PACKAGES.includes(name) ? builtins : NONE);
  return {
    find: (name) => local.get(name) ?? global.get(name) ?? builtins.get(name),
    findLoose: (name) => local.get(name) ?? global.get(name) ?? inAny(packages, name) ?? builtins.get(name),
    findIn: (packageName, name) => table(packageName).get(name),
    hasPackage: (name) => packages.has(name) || BUILTIN_PACKAGES.includes(name),
    *names() {
      yield* new Set([...local.keys(), ...global.keys(), ...builtins.keys()]);
    },
    namesIn: (packageName) => table(packageName).keys(),
  };
}

function inAny(packages: ReadonlyMap<string, MacroTable>, name: string): LibraryMacro | undefined {
  for (const table of packages.values()) {
    const macro = table.get(name);
    if (macro) return macro;
  }
  return undefined;
}
