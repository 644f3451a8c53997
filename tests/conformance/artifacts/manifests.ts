import type { Json, JsonObject } from '../../../src/core/json.js';
import { isJsonList, isJsonObject } from '../../../src/core/json.js';
import { type Check, compareByName } from '../check.js';

/** Keys that differ between two runs of dbt, or that a path of the machine stands in. */
const ALWAYS_IGNORED = ['created_at', 'root_path'];

/** Where a manifest of ours is meant to differ from dbt's, and why. */
export const differences: readonly { readonly path: RegExp; readonly because: string }[] = [
  { path: /^metadata\.(?:generated_at|invocation_id|invocation_started_at|run_started_at)$/, because: 'of the moment' },
  { path: /^metadata\.user_id$/, because: 'jiggy sends nothing and knows no user' },
  { path: /^macros\.macro\.dbt(?:_postgres)?\./, because: 'built-in macros are written anew, and split otherwise' },
  { path: /^docs\.doc\.dbt\.__overview__/, because: 'the first page of the documentation is our own text' },
];

const SECTIONS = [
  ...['metadata', 'nodes', 'sources', 'macros', 'docs', 'exposures', 'metrics', 'groups', 'selectors', 'disabled'],
  ...['parent_map', 'child_map', 'group_map', 'saved_queries', 'semantic_models', 'unit_tests', 'functions'],
];

/** One check for each thing that either manifest tells of, in each section; the order of keys does not count. */
export function compareManifests(dbt: JsonObject, jiggy: JsonObject): readonly Check[] {
  return SECTIONS.flatMap((section) => {
    const [theirs, ours] = [entries(dbt, section), entries(jiggy, section)];
    if (theirs.size === 0 && ours.size === 0) return [];
    return compareByName('manifest', theirs, ours, (left, right) => {
      const found = [...valueDifferences(left, right, '')];
      return found.length === 0 ? undefined : found.join('; ');
    }).map((check) => ({ ...check, name: `${section} ${check.name}` }));
  }).filter(({ name }) => !isIgnored(name.replace(' ', '.')));
}

function isIgnored(path: string): boolean {
  return differences.some((each) => each.path.test(path));
}

function entries(manifest: JsonObject, section: string): ReadonlyMap<string, Json> {
  const value = manifest[section];
  return new Map(isJsonObject(value) ? Object.entries(value) : []);
}

function* valueDifferences(dbt: Json | undefined, jiggy: Json | undefined, path: string): Generator<string> {
  if (isJsonObject(dbt) && isJsonObject(jiggy)) {
    for (const key of new Set([...Object.keys(dbt), ...Object.keys(jiggy)])) {
      if (!ALWAYS_IGNORED.includes(key)) yield* valueDifferences(dbt[key], jiggy[key], `${path}.${key}`);
    }
  } else if (isJsonList(dbt) && isJsonList(jiggy) && dbt.length === jiggy.length) {
    for (const [index, each] of dbt.entries()) yield* valueDifferences(each, jiggy[index], `${path}[${String(index)}]`);
  } else if (dbt !== jiggy) yield `${path}: dbt ${shown(dbt)}, jiggy ${shown(jiggy)}`;
}

function shown(value: Json | undefined): string {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? 'has none' : text.slice(0, 200);
}
