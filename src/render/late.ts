import type { TemplateDatabase } from '../core/ports.js';
import { TemplateError } from '../jinja/error.js';

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

/** `run_query() asks the database (macros/a.sql:3:5)` */
export function lateReason({ message, file, line, column }: TemplateError): string {
  return file === '' ? message : `${message} (${file}:${line}:${column})`;
}
