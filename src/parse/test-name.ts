import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject } from '../core/json.js';
import { md5 } from '../core/md5.js';
import { pythonRepr, pythonStr } from '../core/python-text.js';

/** dbt cuts names of this length and longer. */
const LONG = 64;

export interface TestName {
  /** For the id and the fqn: all of it. */
  readonly full: string;
  /** For the alias and the compiled file: at most 63 characters. */
  readonly short: string;
}

/**
 * The name that dbt gives a generic test that has none: kind, tested thing, then the arguments in the order of their
 * names. A long one is shortened to its first 30 characters and the MD5 of the whole.
 */
export function generatedTestName(kind: string, target: string, args: JsonObject): TestName {
  const words = Object.keys(args)
    .sort()
    .flatMap((name) => argumentWords(args[name] ?? null))
    .map((word) => word.replaceAll(/[^0-9a-zA-Z_]+/g, '_'));
  const head = `${kind}_${target}`;
  const full = `${head}_${words.join('__')}`;
  const short = [...full].length < LONG ? full : `${[...head].slice(0, 30).join('')}_${md5(full)}`;
  return { full, short };
}

function argumentWords(value: Json): readonly string[] {
  if (isJsonList(value)) return value.map(pythonStr);
  return isJsonObject(value) ? Object.values(value).map(pythonStr) : [pythonStr(value)];
}

/** What identifies a generic test. `kwargs` holds its arguments, column_name, and the model as dbt writes it. */
export interface TestMetadata {
  readonly name: string;
  readonly namespace: string | null;
  readonly kwargs: JsonObject;
}

/** The last part of a generic test's id: ten digits of an MD5 over name and metadata, as dbt computes it. */
export function testHash(name: string, metadata: TestMetadata): string {
  return md5(name + hashText({ ...metadata })).slice(-10);
}

/** What Python prints of the value with keys sorted and scalars as texts. */
function hashText(value: Json): string {
  if (isJsonList(value)) return `[${value.map(hashText).join(', ')}]`;
  if (!isJsonObject(value)) return pythonRepr(pythonStr(value));
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${pythonRepr(key)}: ${hashText(value[key] ?? null)}`);
  return `{${entries.join(', ')}}`;
}
