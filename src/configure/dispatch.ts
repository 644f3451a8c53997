import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Json } from '../core/json.js';
import { isJsonList, isJsonObject } from '../core/json.js';
import type { DispatchOrder } from '../core/project.js';
import type { YamlText } from '../core/yaml.js';
import { YamlMapping } from '../core/yaml-mapping.js';

/** `dispatch:`, a list of {macro_namespace, search_order}. Entries that are none are `project/dispatch` errors. */
export function dispatchOf(
  text: YamlText,
  value: Json | undefined,
  diagnostics: Diagnostic[],
): readonly DispatchOrder[] {
  if (value === undefined || value === null) return [];
  if (!isJsonList(value)) {
    diagnostics.push(wrong(text, ['dispatch']));
    return [];
  }
  return value.flatMap((entry, index) => {
    const path = ['dispatch', index];
    const mapping = isJsonObject(entry) ? new YamlMapping(text, path, entry, diagnostics) : undefined;
    const namespace = mapping?.text('macro_namespace');
    const searchOrder = mapping?.texts('search_order');
    if (namespace !== undefined && searchOrder) return [{ namespace, searchOrder }];
    diagnostics.push(wrong(text, path));
    return [];
  });
}

function wrong(text: YamlText, path: readonly (string | number)[]): Diagnostic {
  return problem('project/dispatch', 'dispatch is a list of macro_namespace and search_order.', {
    at: text.place(path),
    hint: 'For example: dispatch: [{macro_namespace: dbt_utils, search_order: [my_project, dbt_utils]}]',
  });
}
