import type { SourceFile } from '../core/source-file.js';
import type { Block } from '../jinja/ast.js';
import type { Template } from '../jinja/template.js';
import { blocksOf, parseTemplate } from '../jinja/template.js';
import type { LibraryMacro, MacroTable } from './library-macro.js';
import { macroName } from './library-macro.js';
import type { BuiltinMacroFile } from './builtin-macro-file.js';
import { builtinMacroFiles } from './macros/builtin-macro-files.js';

/** Built-in macros by package and all together. */
export interface BuiltinTable {
  readonly all: readonly LibraryMacro[];
  /** Those for PostgreSQL win. */
  readonly merged: MacroTable;
}

let known: BuiltinTable | undefined;

/** Made once in a process: they never change. */
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
  const files = builtinMacroFiles.filter((each) => each.package === name);
  return new Map(files.flatMap(macrosIn).map((macro) => [macro.name, macro]));
}

/** The macros of a file, which is parsed when the body of one is first asked for: most commands need few of them. */
function macrosIn({ package: inPackage, path, text, names }: BuiltinMacroFile): readonly LibraryMacro[] {
  const file: SourceFile = { path: `${inPackage}/${path}`, text };
  let parsed: ParsedFile | undefined;
  const contents = (): ParsedFile => (parsed ??= parseFile(file));
  return names.map((name) => ({
    id: `macro.${inPackage}.${name}`,
    package: inPackage,
    name,
    file,
    originalPath: path,
    get template() {
      return contents().template;
    },
    get block() {
      return blockNamed(name, contents());
    },
  }));
}

interface ParsedFile {
  readonly template: Template;
  readonly blocks: ReadonlyMap<string, Block>;
}

function parseFile(file: SourceFile): ParsedFile {
  const template = parseTemplate(file.text, { file: file.path });
  const named = blocksOf(template).map((block) => [macroName(block) ?? '', block] as const);
  return { template, blocks: new Map(named) };
}

function blockNamed(name: string, { template, blocks }: ParsedFile): Block {
  const block = blocks.get(name);
  if (!block) throw new Error(`${template.file} holds no macro ${name}.`);
  return block;
}
