import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { SourceFile } from '../core/source-file.js';
import type { Block } from '../jinja/ast.js';
import { asTemplateError } from '../jinja/error.js';
import type { Template } from '../jinja/template.js';
import { blocksOf, parseTemplate } from '../jinja/template.js';
import type { LibraryMacro, MacroTable } from './library-macro.js';
import { macroName, placeOfMacro } from './library-macro.js';
import type { MacroPackage } from './macro-package.js';
import type { FileFinder } from './template-diagnostic.js';
import { templateDiagnostic } from './template-diagnostic.js';

/** Parses the macro files of one package. `template/*` for what cannot be parsed, `macro/duplicate` for two of one name. */
export function readMacroFiles(from: MacroPackage, finder: FileFinder, diagnostics: Diagnostic[]): MacroTable {
  const table = new Map<string, LibraryMacro>();
  for (const file of from.files) {
    const template = parsed(file, finder, diagnostics);
    for (const block of template ? blocksOf(template) : []) {
      const macro = template && libraryMacro(from, file, template, block);
      if (macro) add(macro, table, diagnostics);
    }
  }
  return table;
}

function parsed(file: SourceFile, finder: FileFinder, diagnostics: Diagnostic[]): Template | undefined {
  try {
    return parseTemplate(file.text, { file: file.path });
  } catch (thrown) {
    diagnostics.push(templateDiagnostic(asTemplateError(thrown), finder));
    return undefined;
  }
}

function libraryMacro(
  { name: packageName, folder }: MacroPackage,
  file: SourceFile,
  template: Template,
  block: Block,
): LibraryMacro | undefined {
  const name = macroName(block);
  if (name === undefined) return undefined;
  const originalPath = file.path.startsWith(folder) ? file.path.slice(folder.length) : file.path;
  return { id: `macro.${packageName}.${name}`, package: packageName, name, file, originalPath, template, block };
}

function add(macro: LibraryMacro, table: Map<string, LibraryMacro>, diagnostics: Diagnostic[]): void {
  const first = table.get(macro.name);
  if (first) diagnostics.push(duplicate(macro, first));
  else table.set(macro.name, macro);
}

function duplicate(macro: LibraryMacro, first: LibraryMacro): Diagnostic {
  const [at, firstAt] = [placeOfMacro(macro), placeOfMacro(first)];
  return problem('macro/duplicate', `Two macros are named ${macro.name}: in ${firstAt.file} and in ${at.file}.`, {
    at,
    also: [{ note: 'first here', at: firstAt }],
    hint: 'Rename one of them.',
  });
}
