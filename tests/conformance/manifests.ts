import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../src/core/json.js';
import { isJsonList, isJsonObject } from '../../src/core/json.js';
import type { Check } from './check.js';
import { compareByName } from './check.js';
import { mustRun, root } from './command.js';

/** Projects that use every kind of node and of configuration; each has a profiles.yml of its own. */
const PROJECTS = join(root, 'tests', 'conformance', 'projects');

const PARSED = ['kinds', 'corners'];

const SECTIONS = [
  ...['nodes', 'sources', 'exposures', 'metrics', 'groups', 'semantic_models', 'saved_queries', 'unit_tests'],
  ...['functions', 'docs', 'disabled', 'macros', 'parent_map', 'group_map'],
];

/** Times and what compiling adds. */
const PASSING = ['created_at', 'compiled_path', 'build_path'];

/** Where the two may differ, and why. */
const KNOWN: readonly { readonly id: RegExp; readonly field: RegExp; readonly because: string }[] = [
  {
    id: /./,
    field: /columns\..*\.tags$/,
    because: 'dbt keeps the tags of columns in a set: their order changes from run to run',
  },
  {
    id: /^operation\./,
    field: /^schema$/,
    because: 'hooks of the project have no relation; dbt says which schema a model in their place would have',
  },
  {
    id: /^unit_test\./,
    field: /^\[0\]\.schema$/,
    because: 'a unit test that is switched off is nowhere',
  },
  {
    id: /^macro\./,
    field: /^depends_on\.macros$/,
    because: 'dbt also counts a macro that has the name that is dispatched',
  },
];

/** Lets dbt and jiggy parse each project and compares what their manifests say of each node, field by field. */
export async function compareManifests(folder: string): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const name of PARSED) checks.push(...(await compareProject(name, folder)));
  return checks;
}

async function compareProject(name: string, folder: string): Promise<readonly Check[]> {
  const project = join(folder, 'manifests', name);
  cpSync(join(PROJECTS, name), project, { recursive: true });
  const at = ['--project-dir', project, '--profiles-dir', project];
  const [theirs, ours] = [join(project, 'target-dbt'), join(project, 'target')];
  await mustRun(
    join(root, '.venv-dbt', 'bin', 'dbt'),
    ['--quiet', 'parse', '--no-partial-parse', ...at, '--target-path', theirs],
    { DBT_SEND_ANONYMOUS_USAGE_STATS: 'false' },
  );
  await mustRun(process.execPath, [join(root, 'dist', 'cli.js'), 'parse', ...at]);
  const [dbt, jiggy] = [readManifest(theirs), readManifest(ours)];
  return compareByName('manifest', dbt, jiggy, compareEntries).map((check) => ({
    ...check,
    name: `${check.name} (${name})`,
  }));
}

/** Every entry of every section by `section id`; built-in macros and docs are compared elsewhere. */
export function readManifest(folder: string): ReadonlyMap<string, Json> {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as JsonObject;
  return new Map(
    SECTIONS.flatMap((section) => {
      const entries = manifest[section];
      return Object.entries(isJsonObject(entries) ? entries : {})
        .filter(([id]) => !/^(?:macro|doc)\.dbt(?:_postgres)?\./.test(id))
        .map(([id, entry]): [string, Json] => [`${section} ${id}`, /_map$/.test(section) ? sorted(entry) : entry]);
    }),
  );
}

function sorted(value: Json): Json {
  return isJsonList(value) ? value.map(String).sort() : value;
}

/** What differs between two entries, but for what may. */
export function compareEntries(dbt: Json, jiggy: Json): string | undefined {
  const found = differences(dbt, jiggy, '').filter(({ field }) => !isKnown(dbt, field));
  return found.length === 0 ? undefined : found.map(({ field, text }) => `${field}: ${text}`).join('; ');
}

function isKnown(entry: Json, field: string): boolean {
  const first = isJsonList(entry) ? (entry[0] ?? null) : entry;
  const id = isJsonObject(first) ? first['unique_id'] : undefined;
  return KNOWN.some((each) => typeof id === 'string' && each.id.test(id) && each.field.test(field));
}

interface Difference {
  readonly field: string;
  readonly text: string;
}

function differences(dbt: Json | undefined, jiggy: Json | undefined, field: string): readonly Difference[] {
  if (isJsonObject(dbt) && isJsonObject(jiggy)) {
    const keys = [...new Set([...Object.keys(dbt), ...Object.keys(jiggy)])].filter((key) => !PASSING.includes(key));
    return keys.flatMap((key) => differences(dbt[key], jiggy[key], field === '' ? key : `${field}.${key}`));
  }
  if (isJsonList(dbt) && isJsonList(jiggy) && dbt.length === jiggy.length && dbt.every(isJsonObject)) {
    return dbt.flatMap((each, index) => differences(each, jiggy[index], `${field}[${String(index)}]`));
  }
  const [left, right] = [shown(dbt), shown(jiggy)];
  return left === right ? [] : [{ field, text: `dbt ${left}, jiggy ${right}` }];
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value, (_key, each: Json) => ordered(each));
}

/** Keys in order, so that the same mapping gives the same text. */
function ordered(value: Json): Json {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
