import type { JsonObject } from './json.js';
import type { MacroId } from './node-parts.js';
import type { Owner } from './semantic-node.js';
import type { Place, SourceFile } from './source-file.js';

/** A macro, generic test or materialization of a package, as catalogues and state comparison see it. */
export interface MacroDefinition {
  readonly id: MacroId;
  readonly package: string;
  /** `test_<name>` for generic tests, `materialization_<name>_<adapter>` for materializations. */
  readonly name: string;
  readonly file: SourceFile;
  readonly originalPath: string;
  /** The whole block, from `{%` to the end of its closing tag. */
  readonly sql: string;
  readonly at: Place;
  /** Macros that it names; filled when all packages are known. */
  readonly dependsOn: readonly MacroId[];
  readonly description: string;
  readonly meta: JsonObject;
  readonly docs: { readonly show: boolean; readonly nodeColor?: string };
  readonly config: JsonObject;
  readonly arguments: readonly JsonObject[];
  readonly supportedLanguages?: readonly string[];
  readonly patch?: Place;
}

/** `{% docs name %}` of a .md file. */
export interface DocBlock {
  /** `doc.<package>.<name>`. */
  readonly id: string;
  readonly package: string;
  readonly name: string;
  readonly file: SourceFile;
  readonly originalPath: string;
  /** The text between the tags, trimmed. */
  readonly text: string;
}

/** An owner's set of models; what is private in it may only be named by its members. */
export interface Group {
  /** `group.<package>.<name>`. */
  readonly id: string;
  readonly package: string;
  readonly name: string;
  readonly file: SourceFile;
  readonly originalPath: string;
  readonly at: Place;
  readonly description: string;
  readonly owner: Owner;
  readonly config: JsonObject;
}
