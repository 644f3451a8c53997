import type { SourceFile } from '../core/source-file.js';

/** A package as far as its macros go. */
export interface MacroPackage {
  readonly name: string;
  /** Folder below the project's root with a slash behind it; empty for the project itself. */
  readonly folder: string;
  /** Macro files, and those of generic tests. */
  readonly files: readonly SourceFile[];
}
