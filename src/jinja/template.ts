import type { Block, Statement } from './ast.js';
import { asTemplateError, errorAt } from './error.js';
import { lex } from './lexer.js';
import { parseExpression } from './parse-expression.js';
import { parseState } from './parse-state.js';
import { parseStatements } from './parse-statement.js';
import type { LexerOptions } from './token.js';

/** A parsed template. Immutable; may be rendered any number of times. */
export interface Template {
  readonly file: string;
  readonly source: string;
  readonly body: readonly Statement[];
}

/** How a template is parsed. */
export interface ParseOptions extends LexerOptions {
  /** The name that errors and spans carry. */
  readonly file?: string;
}

/** Parses a template. Throws a TemplateError (`template/syntax`, or `template/limit` where nested too deeply). */
export function parseTemplate(source: string, options: ParseOptions = {}): Template {
  const { file = '<template>' } = options;
  try {
    const state = parseState({ file, source }, lex(file, source, options), parseExpression);
    return { file, source, body: parseStatements(state) };
  } catch (thrown) {
    const error = asTemplateError(thrown);
    if (error.offset >= 0) throw error;
    throw errorAt('template/limit', 'the template is nested too deeply', { file, source }, { start: 0, end: 0 });
  }
}

/** The blocks on the top level of a template, in order: macros, tests, materializations, snapshots, docs. */
export function blocksOf(template: Template): Block[] {
  return template.body.filter((statement) => statement.kind === 'block');
}

/** The macros on the top level of a template, in order. */
export function macrosOf(template: Template): Block[] {
  return blocksOf(template).filter((block) => block.type === 'macro');
}

/** The body of a block as a template of its own; places stay those of the file. */
export function bodyOf(template: Template, block: Block): Template {
  return { ...template, body: block.body };
}
