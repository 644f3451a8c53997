import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Check, compareByName } from './check.js';

/** Compares compiled files by their path below target/compiled, white space and the database's name apart. */
export function compareCompiled(
  dbt: ReadonlyMap<string, string>,
  jiggy: ReadonlyMap<string, string>,
): readonly Check[] {
  return compareByName('compiled', dbt, jiggy, (left, right) => {
    if (left === right) return undefined;
    const at = [...left].findIndex((letter, index) => letter !== right[index]);
    const from = Math.max(0, (at === -1 ? left.length : at) - 40);
    return `dbt ...${left.slice(from, from + 160)}; jiggy ...${right.slice(from, from + 160)}`;
  });
}

/** Reads all .sql below a folder: path -> normalised text. A folder that is not there holds nothing. */
export function readCompiled(folder: string, database: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const path of sqlFiles(folder)) {
    files.set(relative(folder, path), normalise(readFileSync(path, 'utf8'), database));
  }
  return files;
}

const QUOTED = /('(?:[^']|'')*'|"[^"]*")/;
const COMMENT = /--[^\n]*/g;

/**
 * The text without comments, with one blank for each run of white space and none beside brackets and commas, and with one
 * name for whichever database it was compiled for. What stands in quotes is left as it is.
 */
export function normalise(sql: string, database: string): string {
  const parts = sql.replace(COMMENT, '').replaceAll(`"${database}".`, '"the_database".').split(QUOTED);
  return parts
    .map((part, index) => (index % 2 === 1 ? part : tight(part)))
    .join('')
    .trim();
}

function tight(sql: string): string {
  return sql.replace(/\s+/g, ' ').replace(/ ?([(),]) ?/g, '$1');
}

function sqlFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sql'))
    .map((entry) => join(entry.parentPath, entry.name));
}
