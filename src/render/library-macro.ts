import type { MacroId } from '../core/node-parts.js';
import type { Place, SourceFile } from '../core/source-file.js';
import { placeAt } from '../core/source-file.js';
import type { Block } from '../jinja/ast.js';
import type { Template } from '../jinja/template.js';

/** A macro, generic test or materialization of some package, parsed and not yet bound to what templates see. */
export interface LibraryMacro {
  readonly id: MacroId;
  readonly package: string;
  /** `test_<name>` for generic tests, `materialization_<name>_<adapter>` for materializations. */
  readonly name: string;
  readonly file: SourceFile;
  /** Its path inside the package. */
  readonly originalPath: string;
  readonly template: Template;
  readonly block: Block;
}

/** Macros of one package by their names. */
export type MacroTable = ReadonlyMap<string, LibraryMacro>;

/** The name under which a block is called; undefined for blocks that are no macros. */
export function macroName(block: Block): string | undefined {
  switch (block.type) {
    case 'macro':
      return block.name;
    case 'test':
      return `test_${block.name}`;
    case 'materialization':
      return `materialization_${block.name}_${block.adapter === '' ? 'default' : block.adapter}`;
    case 'snapshot':
    case 'docs':
      return undefined;
  }
}

/** Where the macro's name stands. */
export function placeOfMacro({ file, block }: LibraryMacro): Place {
  return placeAt(file, block.nameRange.start, block.name.length);
}
