import { dirname, join, resolve } from 'node:path';
import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { SourceFile } from '../core/source-file.js';
import { placeAt } from '../core/source-file.js';
import { isFile } from './find-project.js';
import { readText } from './read-text.js';

/** Environment variables by name. */
export type Environment = { readonly [name: string]: string | undefined };

/**
 * The environment with what the nearest `.env` adds, in the working folder or above it. Variables that are set already keep their values. Lines
 * that cannot be read are the warning `load/env-file`.
 */
export async function withEnvFile(cwd: string, env: Environment): Promise<Outcome<Environment>> {
  const path = await nearest(resolve(cwd));
  if (path === undefined) return { value: env, diagnostics: [] };
  const read = readText(path, '.env');
  if (read.problem) return { value: env, diagnostics: [{ ...read.problem, severity: 'warning' }] };
  return readEnvFile(read.file, env);
}

async function nearest(folder: string): Promise<string | undefined> {
  const path = join(folder, '.env');
  if (await isFile(path)) return path;
  return dirname(folder) === folder ? undefined : nearest(dirname(folder));
}

const NAME = String.raw`(?:export[ \t]+)?([^=#\s'"]+|'[^']+')`;
const VALUE = String.raw`'((?:\\'|\\\\|[^'])*)'|"((?:\\[^]|[^"\\])*)"|([^\r\n]*)`;
const LINE = new RegExp(
  String.raw`[ \t]*(?:${NAME}[ \t]*(?:=[ \t]*(?:${VALUE}))?)?[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|$)`,
  'y',
);

/** Reads the text of a `.env` file: `NAME=value`, with quotes, remarks, `export`, and `${NAME}` in values. */
export function readEnvFile(file: SourceFile, env: Environment): Outcome<Environment> {
  const found: { [name: string]: string | undefined } = {};
  const diagnostics: Diagnostic[] = [];
  for (let at = 0; at < file.text.length;) {
    LINE.lastIndex = at;
    const line = LINE.exec(file.text);
    if (!line || line[0] === '') {
      diagnostics.push(unreadable(file, at));
      const end = file.text.indexOf('\n', at);
      at = end === -1 ? file.text.length : end + 1;
      continue;
    }
    at += line[0].length;
    const [, name, single, double, plain] = line;
    const value = valueOf(single, double, plain);
    if (name !== undefined && value !== undefined)
      found[name.replaceAll("'", '')] = interpolated(value, { ...found, ...env });
  }
  return { value: { ...found, ...defined(env) }, diagnostics };
}

function valueOf(single?: string, double?: string, plain?: string): string | undefined {
  if (single !== undefined) return single.replace(/\\(['\\])/g, '$1');
  if (double !== undefined)
    return double.replace(/\\([abfnrtv"'\\])/g, (_, letter: string) => ESCAPES[letter] ?? letter);
  return plain?.replace(/\s+#.*$/, '').trimEnd();
}

const ESCAPES: { readonly [letter: string]: string } = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** `${NAME}` and `${NAME:-otherwise}`; a variable that is not set is empty. */
function interpolated(value: string, env: Environment): string {
  return value.replace(
    /\$\{([^}:]*)(?::-([^}]*))?\}/g,
    (_, name: string, otherwise?: string) => env[name] ?? otherwise ?? '',
  );
}

function defined(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}

function unreadable(file: SourceFile, offset: number): Diagnostic {
  return problem('load/env-file', `This line of ${file.path} is no NAME=value and is passed over.`, {
    severity: 'warning',
    at: placeAt(file, offset),
  });
}
