import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { SourceFile } from '../core/source-file.js';
import { placeAt } from '../core/source-file.js';
import type { Block } from '../jinja/ast.js';
import { asTemplateError } from '../jinja/error.js';
import { bindMacro } from '../jinja/render.js';
import type { TemplateContext } from '../jinja/scope.js';
import type { Template } from '../jinja/template.js';
import { blocksOf, parseTemplate } from '../jinja/template.js';
import type { Macro } from '../jinja/values.js';
import { builtinMacros } from './builtin-macros.js';
import type { FileFinder } from './template-diagnostic.js';
import { templateDiagnostic } from './template-diagnostic.js';

/** The macros of a project and the built-in ones, parsed but not bound to what templates see. */
export interface MacroLibrary {
  /** The project's package; its macros come before built-in ones of the same name. */
  readonly packageName: string;
  /** Finds the project's texts, for places in messages. */
  readonly files: FileFinder;
  /** Tests are macros named `test_<name>`. */
  has(name: string): boolean;
  names(): readonly string[];
  /** The macro of the project, else the built-in one. */
  bind(name: string, context: TemplateContext): Macro | undefined;
  /** The macro of one package; `dbt` and `dbt_postgres` are the built-in ones. */
  bindIn(packageName: string, name: string, context: TemplateContext): Macro | undefined;
}

interface Definition {
  readonly template: Template;
  readonly block: Block;
}

type Definitions = ReadonlyMap<string, Definition>;

/** Parses the macro files. `template/*` for what cannot be parsed, `macro/duplicate` for two macros of one name. */
export function collectMacros(
  files: readonly SourceFile[],
  packageName: string,
  finder: FileFinder,
): Outcome<MacroLibrary> {
  const diagnostics: Diagnostic[] = [];
  const own = new Map<string, Definition>();
  for (const file of files) addFile(file, own, finder, diagnostics);
  return { value: libraryOf(packageName, finder, own, builtins()), diagnostics };
}

function libraryOf(packageName: string, files: FileFinder, own: Definitions, builtin: Definitions): MacroLibrary {
  const bound = (definition: Definition | undefined, context: TemplateContext): Macro | undefined =>
    definition && bindMacro(definition.template, definition.block, context);
  return {
    packageName,
    files,
    has: (name) => own.has(name) || builtin.has(name),
    names: () => [...new Set([...own.keys(), ...builtin.keys()])],
    bind: (name, context) => bound(own.get(name) ?? builtin.get(name), context),
    bindIn: (inPackage, name, context) => {
      if (inPackage === packageName) return bound(own.get(name), context);
      return inPackage === 'dbt' || inPackage === 'dbt_postgres' ? bound(builtin.get(name), context) : undefined;
    },
  };
}

let parsedBuiltins: Definitions | undefined;

/** Parsed once in a process: they never change. */
function builtins(): Definitions {
  if (parsedBuiltins) return parsedBuiltins;
  const template = parseTemplate(builtinMacros, { file: 'dbt' });
  parsedBuiltins = new Map(blocksOf(template).map((block) => [macroName(block), { template, block }]));
  return parsedBuiltins;
}

function macroName(block: Block): string {
  return block.type === 'test' ? `test_${block.name}` : block.name;
}

function addFile(file: SourceFile, own: Map<string, Definition>, finder: FileFinder, diagnostics: Diagnostic[]): void {
  const template = parsed(file, finder, diagnostics);
  for (const block of template ? blocksOf(template) : []) {
    const at = placeAt(file, block.nameRange.start, block.name.length);
    if (block.type === 'materialization' || block.type === 'snapshot') {
      const message = `The ${block.type} ${block.name} is left out: this version does not support it.`;
      diagnostics.push(problem('parse/not-yet', message, { severity: 'warning', at }));
    } else if (block.type !== 'docs' && template) {
      const name = macroName(block);
      const first = own.get(name);
      if (first) diagnostics.push(duplicate(name, at, first, finder));
      else own.set(name, { template, block });
    }
  }
}

function parsed(file: SourceFile, finder: FileFinder, diagnostics: Diagnostic[]): Template | undefined {
  try {
    return parseTemplate(file.text, { file: file.path });
  } catch (thrown) {
    diagnostics.push(templateDiagnostic(asTemplateError(thrown), finder));
    return undefined;
  }
}

function duplicate(name: string, at: ReturnType<typeof placeAt>, first: Definition, finder: FileFinder): Diagnostic {
  const firstFile = finder(first.template.file);
  const firstAt = firstFile && placeAt(firstFile, first.block.nameRange.start, first.block.name.length);
  return problem('macro/duplicate', `Two macros are named ${name}: in ${first.template.file} and in ${at.file}.`, {
    at,
    also: [{ note: 'first here', ...(firstAt ? { at: firstAt } : {}) }],
    hint: 'Rename one of them.',
  });
}
