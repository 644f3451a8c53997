import type { OpenedProject } from '../../src/cli/project.js';
import type { Outcome } from '../../src/core/diagnostic.js';
import type { DataTest, Model } from '../../src/core/node.js';
import type { RelationResolver } from '../../src/core/relation.js';
import type { Statement } from '../../src/core/statement.js';
import type { Compiled } from '../../src/render/compiled.js';
import { compileNode } from '../../src/render/compile-node.js';

/** The published name of every relation. */
export const published: RelationResolver = (relation) => relation;

/** A model or test by its name. Throws where there is none: a mistake of the test. */
export function nodeNamed(opened: OpenedProject, name: string): Model | DataTest {
  for (const node of opened.graph.nodes.values()) {
    if (node.name === name && (node.kind === 'model' || node.kind === 'test')) return node;
  }
  throw new Error(`The project has no model or test ${name}.`);
}

/** Compiles one node of an opened project. */
export function compileNamed(opened: OpenedProject, name: string, names = published): Outcome<Statement> {
  const { graph, config, macros, disabled } = opened;
  return atOnce(compileNode(nodeNamed(opened, name), { graph, config, macros, disabled, names }));
}

/** The statement of what needed no database. Throws where it did: a mistake of the test. */
export function atOnce({ value, diagnostics }: Outcome<Compiled>): Outcome<Statement> {
  if (value.kind === 'late') throw new Error(`late: ${value.because}`);
  return { value: value.statement, diagnostics };
}

/** One space for any white space, none inside brackets: what is equal then is the same SQL. */
export function squeeze(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ').replaceAll('( ', '(').replaceAll(' )', ')').replaceAll(/ ?, ?/g, ',').trim();
}
