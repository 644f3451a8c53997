import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, jsonText, own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { Constraint } from '../core/node-parts.js';
import type { YamlPath, YamlText } from '../core/yaml.js';
import { textOf, textsOf } from './config-values.js';

const TYPES: readonly Constraint['type'][] = ['check', 'not_null', 'unique', 'primary_key', 'foreign_key', 'custom'];

/** Reads `constraints:` of a model or column at `path`. `model/constraint` for what is none. */
export function readConstraints(
  text: YamlText,
  path: YamlPath,
  owner: JsonObject,
  diagnostics: Diagnostic[],
): readonly Constraint[] {
  const written = own(owner, 'constraints') ?? [];
  if (!isJsonList(written)) {
    const hint = 'Write each as: - type: not_null';
    const at = text.place([...path, 'constraints']);
    diagnostics.push(problem('properties/type', 'constraints must be a list.', { at, hint }));
    return [];
  }
  return written.flatMap((each, index) => {
    const type = TYPES.find((known) => isJsonObject(each) && own(each, 'type') === known);
    if (isJsonObject(each) && type) return [constraintOf(type, each)];
    const said = isJsonObject(each) ? jsonText(own(each, 'type')) : jsonText(each);
    const hint = didYouMean(said, TYPES) ?? `Known types: ${TYPES.join(', ')}.`;
    const at = text.place([...path, 'constraints', index]);
    diagnostics.push(problem('model/constraint', `There is no type of constraint ${said}.`, { at, hint }));
    return [];
  });
}

function constraintOf(type: Constraint['type'], value: JsonObject): Constraint {
  const text = (key: 'name' | 'expression' | 'to'): { readonly [each in typeof key]?: string } => {
    const found = textOf(value, key);
    return found === undefined ? {} : { [key]: found };
  };
  return {
    type,
    ...text('name'),
    ...text('expression'),
    ...text('to'),
    columns: textsOf(own(value, 'columns')),
    toColumns: textsOf(own(value, 'to_columns')),
    warnUnenforced: own(value, 'warn_unenforced') !== false,
    warnUnsupported: own(value, 'warn_unsupported') !== false,
  };
}
