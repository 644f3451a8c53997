import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject } from '../core/json.js';
import { parseSelector } from './selector.js';

/** A definition of selectors.yml as the manifest has it: every criterion as a mapping, but for what a criterion excludes. */
export function manifestDefinition(definition: Json): Json {
  if (typeof definition === 'string') return criterionJson(definition);
  if (!isJsonObject(definition)) return definition;
  const [[key, value] = ['', null], ...more] = Object.entries(definition);
  if (more.length > 0) return definition;
  if (!isJsonList(value)) return { method: key, value };
  return { [key]: value.map(manifestDefinition) };
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

function generations(key: 'parents' | 'children', count: number): JsonObject {
  if (count === 0) return {};
  return { [key]: true, ...(Number.isFinite(count) ? { [`${key}_depth`]: count } : {}) };
}
