import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { RenderText } from '../core/yaml-templates.js';
import { isTemplate } from '../core/yaml-templates.js';
import type { TestEntry } from './property-entries.js';

/** A data test of a .yml file, understood: which one, with which arguments and settings. */
export interface TestSpec {
  /** `unique`, or the part after the dot of `package.unique`. */
  readonly test: string;
  readonly namespace: string | null;
  /** A name of the user's own. */
  readonly name?: string;
  readonly description: string;
  /** Without model; column_name among them where there is one. */
  readonly args: JsonObject;
  readonly config: JsonObject;
}

/** Settings that may also stand beside the arguments (dbt's older way), in the order in which dbt writes them. */
export const CONFIG_KEYS: readonly string[] = [
  'severity',
  'tags',
  'enabled',
  'where',
  'limit',
  'warn_if',
  'error_if',
  'fail_calc',
  'store_failures',
  'store_failures_as',
  'sql_header',
  'meta',
  'database',
  'schema',
  'alias',
];

export interface TestReading {
  readonly render: RenderText;
  /** Whether `arguments:` holds the arguments; else it is an argument of that name. */
  readonly nestedArguments: boolean;
  readonly diagnostics: Diagnostic[];
}

/**
 * Reads one entry under `data_tests`: a name, a mapping of one name to arguments, or a mapping with `test_name`.
 * Nothing, and a diagnostic `test/shape`, where it is none of these.
 */
export function readTestEntry(
  entry: TestEntry,
  columnName: string | undefined,
  reading: TestReading,
): TestSpec | undefined {
  const { diagnostics } = reading;
  const shape = testShape(entry.value);
  if (!shape) {
    const hint = 'Write - not_null, or - accepted_values: {arguments: {values: [a, b]}}';
    const message = 'A data test must be a name, or one name with its arguments.';
    diagnostics.push(problem('test/shape', message, { at: entry.text.place(entry.path), hint }));
    return undefined;
  }
  const match = /^(?:([A-Za-z_]\w*)\.)?([A-Za-z_]\w*)$/.exec(shape.name);
  if (!match?.[2]) {
    const at = entry.text.place(entry.path);
    diagnostics.push(problem('test/shape', `${shape.name} cannot be the name of a data test.`, { at }));
    return undefined;
  }
  const { config, rest } = splitConfig(shape.args, entry, diagnostics);
  const name = own(rest, 'name');
  const description = own(rest, 'description');
  const args = argumentsOf(rest, columnName, reading.nestedArguments);
  if (own(args, 'model') !== undefined) {
    const at = entry.text.place(entry.path);
    diagnostics.push(problem('test/shape', 'A data test cannot have an argument model: dbt fills it in.', { at }));
  }
  return {
    test: match[2],
    namespace: match[1] ?? null,
    ...(typeof name === 'string' ? { name } : {}),
    description: typeof description === 'string' ? description : '',
    args,
    config: renderedConfig(entry, config, reading),
  };
}

function testShape(value: Json): { readonly name: string; readonly args: JsonObject } | undefined {
  if (typeof value === 'string') return { name: value, args: {} };
  if (!isJsonObject(value)) return undefined;
  const named = own(value, 'test_name');
  if (typeof named === 'string') return { name: named, args: without(value, ['test_name']) };
  const [first, ...more] = Object.entries(value);
  if (!first || more.length > 0) return undefined;
  const [name, args] = first;
  if (args === null) return { name, args: {} };
  return isJsonObject(args) ? { name, args } : undefined;
}

function without(value: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

/** `test/config-twice` for a setting that stands beside `config:` and in it. */
function splitConfig(
  args: JsonObject,
  entry: TestEntry,
  diagnostics: Diagnostic[],
): { readonly config: JsonObject; readonly rest: JsonObject } {
  if (Object.keys(args).length === 0) return { config: args, rest: args };
  const nested = own(args, 'config');
  const inner = isJsonObject(nested) ? nested : {};
  const beside = Object.entries(args).filter(([key, value]) => CONFIG_KEYS.includes(key) && value !== null);
  for (const [key] of beside) {
    if (own(inner, key) === undefined) continue;
    const at = entry.text.place(entry.path);
    const message = `${key} stands both in config and beside it.`;
    diagnostics.push(problem('test/config-twice', message, { at, hint: 'Take out the one beside config.' }));
  }
  return { config: { ...Object.fromEntries(beside), ...inner }, rest: without(args, [...CONFIG_KEYS, 'config']) };
}

/** Arguments under `arguments:`, and beside it in dbt's older form. */
function argumentsOf(rest: JsonObject, columnName: string | undefined, isNested: boolean): JsonObject {
  const nested = isNested ? own(rest, 'arguments') : undefined;
  const flat = without(rest, ['name', 'description', ...(isJsonObject(nested) ? ['arguments'] : [])]);
  return {
    ...(columnName === undefined ? {} : { column_name: columnName }),
    ...flat,
    ...(isJsonObject(nested) ? nested : {}),
    ...(columnName === undefined ? {} : { column_name: columnName }),
  };
}

function renderedConfig(entry: TestEntry, config: JsonObject, { render, diagnostics }: TestReading): JsonObject {
  if (Object.keys(config).length === 0) return config;
  const entries = Object.entries(config).map(([key, value]): [string, Json] => {
    if (typeof value !== 'string' || !isTemplate(value)) return [key, value];
    const rendered = render(value, entry.text.place(entry.path));
    if ('value' in rendered) return [key, rendered.value];
    diagnostics.push(rendered.problem);
    return [key, value];
  });
  return Object.fromEntries(entries);
}
