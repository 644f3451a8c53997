import type { LibraryMacro, MacroTable } from './library-macro.js';

/** Where a macro comes from, the later the stronger. */
const LOCALITIES = ['builtin', 'package', 'root'] as const;

/**
 * The macro of a materialization, as dbt chooses: one for PostgreSQL before one for any database, then the root project's
 * before a package's before the built-in one. A package may not replace a built-in materialization.
 */
export function findMaterialization(
  name: string,
  root: string,
  packages: ReadonlyMap<string, MacroTable>,
  builtins: readonly LibraryMacro[],
): LibraryMacro | undefined {
  for (const adapter of ['postgres', 'default']) {
    const wanted = `materialization_${name}_${adapter}`;
    const builtin = builtins.findLast((macro) => macro.name === wanted);
    const found = {
      builtin,
      package: builtin ? undefined : inPackages(wanted, root, packages),
      root: packages.get(root)?.get(wanted),
    };
    const best = LOCALITIES.toReversed().find((locality) => found[locality]);
    if (best) return found[best];
  }
  return undefined;
}

function inPackages(wanted: string, root: string, packages: ReadonlyMap<string, MacroTable>): LibraryMacro | undefined {
  for (const [name, table] of packages) {
    const macro = name === root ? undefined : table.get(wanted);
    if (macro) return macro;
  }
  return undefined;
}
