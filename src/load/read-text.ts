import { isUtf8 } from 'node:buffer';
import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { SourceFile } from '../core/source-file.js';
import { placeAt } from '../core/source-file.js';
import { readNoted } from './witness.js';

/** What came of reading one file: its text, or why there is none. */
export type ReadText =
  { readonly file: SourceFile; readonly problem?: never } | { readonly problem: Diagnostic; readonly file?: never };

/**
 * Reads one text. `path` is the absolute place, `shown` how the project calls it. A byte order mark is dropped.
 * `load/not-utf8`: bytes that are no UTF-8, with the line; `load/binary`: a NUL byte; `load/unreadable`: the system's
 * word. Synchronous: for thousands of small files that is several times faster than promises.
 */
export function readText(path: string, shown: string): ReadText {
  const bytes = readBytes(path);
  if (!(bytes instanceof Uint8Array)) return { problem: unreadable(shown, bytes) };
  if (!isUtf8(bytes)) return { problem: bytes.includes(0) ? binary(shown) : notUtf8(shown, bytes) };
  const text = bytes.toString('utf8');
  if (text.includes('\0')) return { problem: binary(shown) };
  return { file: { path: shown, text: text.startsWith('\ufeff') ? text.slice(1) : text } };
}

function readBytes(path: string): Buffer | NodeJS.ErrnoException {
  try {
    return readNoted(path);
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

function notUtf8(shown: string, bytes: Uint8Array): Diagnostic {
  const lossy = new TextDecoder('utf-8').decode(bytes);
  const at = placeAt({ path: shown, text: lossy }, Math.max(0, lossy.indexOf('\ufffd')));
  return problem('load/not-utf8', `${shown} is not UTF-8 (line ${at.line}).`, {
    at,
    hint: `Save it as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 ${shown}`,
  });
}

function binary(shown: string): Diagnostic {
  return problem('load/binary', `${shown} holds a NUL byte: it is not a text.`, {
    at: { file: shown, line: 1, column: 1 },
    hint: 'Move the file out of the project’s resource paths, or save it as UTF-8.',
  });
}

function unreadable(shown: string, error: NodeJS.ErrnoException): Diagnostic {
  return problem('load/unreadable', `${shown} cannot be read: ${error.code ?? error.message}.`, {
    at: { file: shown, line: 1, column: 1 },
  });
}
