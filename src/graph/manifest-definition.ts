import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject } from '../core/json.js';
import { parseSelector } from './selector.js';

const SETS = ['union', 'intersection', 'exclude'];

/**
 * A definition of selectors.yml as the manifest has it: criteria as mappings, but for what a criterion excludes. Of a set
 * dbt keeps its first key alone.
 */
export function manifestDefinition(definition: Json): Json {
  if (typeof definition === 'string') return criterionJson(definition);
  if (!isJsonObject(definition)) return definition;
  const [[key, value] = ['', null], ...more] = Object.entries(definition);
  if (SETS.includes(key) && isJsonList(value)) return { [key]: value.map(manifestDefinition) };
  if (more.length > 0) return definition;
  return { method: key, value: isJsonList(value) ? value.map(manifestDefinition) : value };
}

function criterionJson(text: string): JsonObject | string {
  const read = parseSelector(text);
  if (!('selector' in read)) return text;
  const { method, arguments: rest, value, parents, children, childrensParents } = read.selector;
  return {
    ...(childrensParents ? { childrens_parents: true } : {}),
    ...generations('parents', parents),
    ...generations('children', children),
    method: [method, ...rest].join('.'),
    value,
  };
}

/** dbt keeps depths as they were written, as texts. */
function generations(key: 'parents' | 'children', count: number): JsonObject {
  if (count === 0) return {};
  return { [key]: true, ...(Number.isFinite(count) ? { [`${key}_depth`]: String(count) } : {}) };
}
