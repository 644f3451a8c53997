import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Place, SourceFile } from '../core/source-file.js';
import { placeAt } from '../core/source-file.js';
import { SqlError } from '../core/sql-error.js';
import type { SourcePlace } from '../jinja/error.js';
import { TemplateError } from '../jinja/error.js';

/** Finds a text of the project; undefined for built-in macros and for texts inside .yml files. */
export type FileFinder = (path: string) => SourceFile | undefined;

/**
 * A template's error as the user must see it: at the innermost place that is in one of their files, the calls that led
 * there as notes. `fallback` is where the whole template stands (an entry of a .yml file).
 */
export function templateDiagnostic(error: TemplateError, files: FileFinder, fallback?: Place): Diagnostic {
  const places = [{ note: '', file: error.file, offset: error.offset, length: error.length }, ...error.also]
    .map((each) => ({ note: each.note, at: placeOf(each, files) }))
    .filter((each) => each.at !== undefined);
  const [first, ...rest] = places;
  const at = first?.at ?? fallback;
  const hint = error.hint ?? packageHint(error, files);
  const fault = sqlErrorOf(error);
  if (fault) return sqlDiagnostic(fault, places, files, fallback);
  return problem(error.code, error.code === 'template/raised' ? error.message : sentence(error.message), {
    ...(at ? { at } : {}),
    ...(rest.length > 0
      ? { also: rest.map(({ note, at: place }) => ({ note, ...(place ? { at: place } : {}) })) }
      : {}),
    ...(hint === undefined ? {} : { hint: sentence(hint) }),
  });
}

/** What PostgreSQL said, where that is what went wrong. */
function sqlErrorOf(error: TemplateError): SqlError | undefined {
  let cause: unknown = error;
  while (cause instanceof TemplateError) cause = cause.cause;
  return cause instanceof SqlError ? cause : undefined;
}

type Note = NonNullable<Diagnostic['also']>[number];

/** PostgreSQL's message at the SQL's own place where that is known, else where it was sent; then the calls. */
function sqlDiagnostic(
  error: SqlError,
  calls: readonly { readonly note: string; readonly at: Place | undefined }[],
  files: FileFinder,
  fallback: Place | undefined,
): Diagnostic {
  const located = error.located(files);
  const [first, ...rest] = calls;
  const at = located.at ?? first?.at ?? fallback;
  const sent = located.at && first ? [{ ...first, note: 'sent from' }] : [];
  const also: readonly Note[] = [...sent, ...rest].map(({ note, at: place }) => ({
    note,
    ...(place ? { at: place } : {}),
  }));
  return { ...located, ...(at ? { at } : {}), ...(also.length > 0 ? { also } : {}) };
}

/** `'dbt_utils' is undefined` needs a word on packages: `name.macro(` is how their macros are called. */
function packageHint(error: TemplateError, files: FileFinder): string | undefined {
  if (error.code !== 'template/undefined') return undefined;
  const text = files(error.file)?.text.slice(error.offset, error.offset + 200) ?? '';
  const name = /^(\w+)\.\w+\s*\(/.exec(text)?.[1];
  return name === undefined
    ? undefined
    : `If ${name} is a package, it is not installed: name it in packages.yml and run jiggy deps.`;
}

/** Where a call or an expression stands. */
export function placeOf(place: SourcePlace, files: FileFinder): Place | undefined {
  const file = files(place.file);
  return file && place.offset >= 0 ? placeAt(file, place.offset, Math.max(1, place.length)) : undefined;
}

/** Messages of the language begin small and have no full stop, as in Python; names of functions stay as they are. */
function sentence(text: string): string {
  const first = /^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?)}`'"]$/.test(first) || first.includes('\n') ? first : `${first}.`;
}
