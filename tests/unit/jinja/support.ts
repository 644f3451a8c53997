import { TemplateError } from '../../../src/jinja/error.js';
import { contextOf, renderSync, type RenderOptions } from '../../../src/jinja/render.js';
import { parseTemplate, type ParseOptions } from '../../../src/jinja/template.js';
import type { Value } from '../../../src/jinja/values.js';

/** Parses and renders; gives the text. */
export function text(
  source: string,
  names: Readonly<Record<string, Value>> = {},
  options: RenderOptions & ParseOptions = {},
): string {
  return renderSync(parseTemplate(source, options), contextOf(names), options).text;
}

/** What goes wrong when the source is parsed and rendered; fails where nothing does. */
export function failure(
  source: string,
  names: Readonly<Record<string, Value>> = {},
  options: RenderOptions & ParseOptions = {},
): TemplateError {
  try {
    text(source, names, options);
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error(`no error: ${source}`);
}

/** An error in one line: `code line:column message (hint)`. */
export function summary(error: TemplateError): string {
  const hint = error.hint === undefined ? '' : ` (${error.hint})`;
  return `${error.code} ${error.line}:${error.column} ${error.message}${hint}`;
}
