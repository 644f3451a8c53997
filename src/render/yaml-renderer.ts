import type { RenderText, YamlNames } from '../core/yaml-templates.js';
import { asTemplateError } from '../jinja/error.js';
import { contextOf } from '../jinja/render.js';
import { yamlRendering } from './filters.js';
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
      return { value: jsonOfValue(renderNative(text, '', context, yamlRendering)) ?? null };
    } catch (thrown) {
      return { problem: templateDiagnostic(asTemplateError(thrown), () => undefined, at) };
    }
  };
}
