import type { Diagnostic } from '../core/diagnostic.js';
import type { Place } from '../core/source-file.js';
import type { YamlNames } from '../core/yaml-templates.js';
import { asTemplateError } from '../jinja/error.js';
import { contextOf, renderSync } from '../jinja/render.js';
import { parseTemplate } from '../jinja/template.js';
import { hostFunction } from '../jinja/values.js';
import { bindArguments, textArgument } from './arguments.js';
import { yamlRendering } from './filters.js';
import { envVarFunction, targetValue, varFunction } from './project-names.js';
import { templateDiagnostic } from './template-diagnostic.js';

/** Finds the text of a docs block. Throws a TemplateError where there is none. */
export type FindDoc = (name: string, inPackage: string | undefined) => string;

/** Renders descriptions, which see `doc()` beside what all YAML sees. */
export function descriptionRenderer(
  names: YamlNames,
): (text: string, at: Place, doc: FindDoc) => { readonly value: string } | { readonly problem: Diagnostic } {
  const known = {
    env_var: envVarFunction(names.env, names.secrets),
    var: varFunction(names.vars, 'error'),
    ...(names.target ? { target: targetValue(names.target) } : {}),
  };
  return (text, at, find) => {
    const doc = hostFunction('doc', (args, kwargs) => {
      const bound = bindArguments('doc', ['package_or_name', 'name?'], args, kwargs);
      const first = textArgument('doc', bound, 'package_or_name');
      return bound.has('name') ? find(textArgument('doc', bound, 'name'), first) : find(first, undefined);
    });
    try {
      return { value: renderSync(parseTemplate(text, { file: '' }), contextOf({ ...known, doc }), yamlRendering).text };
    } catch (thrown) {
      return { problem: templateDiagnostic(asTemplateError(thrown), () => undefined, at) };
    }
  };
}
