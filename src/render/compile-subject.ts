import type { Analysis, DataTest, Model, Operation, Seed, Snapshot, SqlFunction } from '../core/node.js';
import type { SourceFile } from '../core/source-file.js';

/** Nodes whose template gives SQL. */
export type Compilable = Model | DataTest | Snapshot | Analysis | SqlFunction;

/** Nodes that templates belong to. */
export type TemplateNode = Compilable | Operation | Seed;

/** What is rendered: a node (`checked`: it may only name what it was seen to depend on), or a text of the command line. */
export type CompileSubject =
  { readonly node: TemplateNode; readonly checked: boolean } | { readonly inline: SourceFile };
