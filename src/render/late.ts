import type { TemplateDatabase } from '../core/ports.js';
import type { SourcePlace } from '../jinja/error.js';
import { TemplateError } from '../jinja/error.js';
import type { FileFinder } from './template-diagnostic.js';
import { placeOf } from './template-diagnostic.js';

const CODE = 'template/late';

/** The database of a rendering. Throws where there is none: the template is late. `asker` is what asks: `run_query()`. */
export function databaseFor(database: TemplateDatabase | undefined, asker: string): TemplateDatabase {
  if (database) return database;
  throw new TemplateError(CODE, `${asker} asks the database`);
}

/** Whether a rendering ended because there was no database to ask. */
export function isLate(thrown: unknown): thrown is TemplateError {
  return thrown instanceof TemplateError && thrown.code === CODE;
}

/** What asks, and where in the user's files: `run_query() asks the database (macros/a.sql:3:5)`. */
export function lateReason(error: TemplateError, files: FileFinder): string {
  const chain: readonly (SourcePlace & { readonly note: string })[] = [
    { note: '', file: error.file, offset: error.offset, length: error.length },
    ...error.also,
  ];
  const index = chain.findIndex((each) => placeOf(each, files) !== undefined);
  const asked = chain[index];
  const at = asked && placeOf(asked, files);
  if (!asked || !at) return error.message;
  const macro = /^in macro '(.+?)'/.exec(asked.note)?.[1];
  const message = macro === undefined ? error.message : `${macro}() asks the database`;
  return `${message} (${at.file}:${at.line}:${at.column})`;
}
