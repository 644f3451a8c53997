import { TemplateError } from '../jinja/error.js';
import type { RenderOptions } from '../jinja/render.js';
import type { HostFunction, Value } from '../jinja/values.js';
import { hostFunction } from '../jinja/values.js';

/** dbt's filters for values that must not stay texts, as they work in YAML files. */
const nativeFilters = filters({
  as_text: (value) => value,
  as_native: native,
  as_bool: (value) => checked(native(value), 'boolean'),
  as_number: (value) => checked(native(value), 'number'),
});

/** In SQL everything becomes text in the end: there the same filters do nothing. */
const textFilters = filters({
  as_text: (value) => value,
  as_native: (value) => value,
  as_bool: (value) => value,
  as_number: (value) => value,
});

/** How texts of YAML files are rendered. */
export const yamlRendering: RenderOptions = { filters: nativeFilters };

/** How models, tests and macros are rendered: what is undefined prints nothing, as in dbt, and fails where it is used. */
export const sqlRendering: RenderOptions = { filters: textFilters, undefined: 'lenient' };

/** How templates are rendered while a project is parsed: what is undefined stays so, whatever is asked of it. */
export const parseRendering: RenderOptions = { filters: textFilters, undefined: 'chainable' };

function filters(definitions: Readonly<Record<string, (value: Value) => Value>>): ReadonlyMap<string, HostFunction> {
  return new Map(
    Object.entries(definitions).map(([name, convert]) => [
      name,
      hostFunction(name, (args) => convert(args[0] ?? null)),
    ]),
  );
}

/** A text that reads as a Python literal becomes what it says. */
function native(value: Value): Value {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (/^[-+]?\d+(?:\.\d*)?$/.test(text)) return Number(text);
  if (text === 'True' || text === 'False') return text === 'True';
  return text === 'None' ? null : value;
}

function checked(value: Value, type: 'boolean' | 'number'): Value {
  if (typeof value === type) return value;
  const hint = type === 'boolean' ? 'Write True or False.' : 'Write a number.';
  throw new TemplateError('template/value', `The value is no ${type}.`, { hint });
}
