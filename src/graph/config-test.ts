import type { Json } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import type { Node } from '../core/node.js';
import type { NodeTest } from './node-test.js';

/** Kinds whose configuration dbt does not look at. */
const WITHOUT: readonly Node['kind'][] = [
  'exposure',
  'metric',
  'semantic_model',
  'saved_query',
  'unit_test',
  'function',
];

/** `config.meta.owner:me`: the value behind a path of keys, or one of a list's values. */
export function configTest(path: readonly string[], wanted: string): NodeTest {
  const fold = path.length === 1 && path[0] === 'severity';
  return (node) => {
    if (WITHOUT.includes(node.kind)) return false;
    let value: Json | undefined = node.config;
    for (const key of path) value = isJsonObject(value) ? own(value, key) : undefined;
    if (value === undefined || path.length === 0) return false;
    if (isJsonList(value)) return value.some((each) => same(each, wanted, fold));
    return same(value, wanted, fold);
  };
}

/** Numbers and null equal no text. */
function same(value: Json, wanted: string, fold: boolean): boolean {
  if (typeof value === 'boolean') return wanted.toLowerCase() === String(value);
  if (typeof value !== 'string') return false;
  return fold ? value.toLowerCase() === wanted.toLowerCase() : value === wanted;
}
