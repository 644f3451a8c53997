import type { RenderText, YamlNames } from '../core/yaml-templates.js';
import { asTemplateError, TemplateError } from '../jinja/error.js';
import { contextOf } from '../jinja/render.js';
import type { Value } from '../jinja/values.js';
import { hostFunction } from '../jinja/values.js';
import { jsonOfValue } from './json-value.js';
import { renderNative } from './native.js';
import { envVarFunction, targetValue, varFunction } from './project-names.js';
import { templateDiagnostic } from './template-diagnostic.js';

/** Renders texts of YAML files, which see env_var, var and target; never other nodes. */
export function yamlRenderer(names: YamlNames): RenderText {
  const context = contextOf({
    env_var: envVarFunction(names.env, names.secrets),
    var: varFunction(names.vars, 'error'),
    ...(names.target ? { target: targetValue(names.target) } : {}),
  });
  return (text, at) => {
    try {
      return { value: jsonOfValue(renderNative(text, '', context, { filters: conversions })) ?? null };
    } catch (thrown) {
      return { problem: templateDiagnostic(asTemplateError(thrown), () => undefined, at) };
    }
  };
}

/** dbt's filters for values that must not stay texts. */
const conversions = new Map(
  Object.entries({
    as_text: (value: Value): Value => value,
    as_native: native,
    as_bool: (value: Value): Value => checked(native(value), 'boolean'),
    as_number: (value: Value): Value => checked(native(value), 'number'),
  }).map(([name, convert]) => [name, hostFunction(name, (args) => convert(args[0] ?? null))]),
);

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
