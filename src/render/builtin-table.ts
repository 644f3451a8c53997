import type { LibraryMacro, MacroTable } from './library-macro.js';
import type { BuiltinMacroFile } from './builtin-macro-file.js';
import { readMacroFiles } from './macro-files.js';
import { builtinMacroFiles } from './macros/builtin-macro-files.js';

/** Built-in macros by package and all together. */
export interface BuiltinTable {
  readonly all: readonly LibraryMacro[];
  /** Those for PostgreSQL win. */
  readonly merged: MacroTable;
}

let known: BuiltinTable | undefined;

/** Parsed once in a process: they never change. */
export function builtinTable(): BuiltinTable {
  known ??= readBuiltins();
  return known;
}

function readBuiltins(): BuiltinTable {
  const tables = (['dbt', 'dbt_postgres'] as const).map(readPackage);
  return {
    all: tables.flatMap((table) => [...table.values()]),
    merged: new Map(tables.flatMap((table) => [...table])),
  };
}

function readPackage(name: BuiltinMacroFile['package']): MacroTable {
  const files = builtinMacroFiles
    .filter((each) => each.package === name)
    .map(({ path, text }) => ({ path: `${name}/${path}`, text }));
  return readMacroFiles({ name, folder: `${name}/`, files }, () => undefined, []);
}
