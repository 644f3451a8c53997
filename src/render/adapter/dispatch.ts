import type { ProjectConfig } from '../../core/project.js';
import { didYouMean } from '../../core/nearest.js';
import { TemplateError } from '../../jinja/error.js';
import type { Value } from '../../jinja/values.js';
import { hostFunction } from '../../jinja/values.js';
import { bindArguments, textArgument } from '../arguments.js';
import { DISPATCH_PREFIXES } from '../dispatch-prefixes.js';
import type { LibraryMacro } from '../library-macro.js';
import { implementation, searchOrder } from '../macro-dispatch.js';
import type { MacroNamespace } from '../macro-namespace.js';
import type { RenderContext } from '../template-context.js';

/** `adapter.dispatch(macro_name, macro_namespace)`: the macro for PostgreSQL, else the one for any database. */
export function dispatchFunction(context: RenderContext, config: ProjectConfig): Value {
  return hostFunction('adapter.dispatch', (args, kwargs) => {
    const bound = bindArguments('adapter.dispatch', ['macro_name', 'macro_namespace?', 'packages?'], args, kwargs);
    const name = textArgument('adapter.dispatch', bound, 'macro_name');
    if (name.includes('.')) throw dotted(name);
    if (Array.isArray(bound.get('packages'))) throw packagesGiven();
    const given = bound.get('macro_namespace') ?? null;
    if (given !== null && typeof given !== 'string') {
      throw new TemplateError('template/type', 'adapter.dispatch() needs a text for macro_namespace.');
    }
    return context.bind(dispatched(name, given, context.namespace, config));
  });
}

function dispatched(
  name: string,
  packageName: string | null,
  namespace: MacroNamespace,
  config: ProjectConfig,
): LibraryMacro {
  const places = searchOrder(packageName, namespace, config);
  const tried: string[] = [];
  for (const place of places) {
    if (place !== null && !namespace.hasPackage(place)) throw noPackage(place, name);
    const macro = implementation(name, place, namespace);
    if (macro) return macro;
    tried.push(...DISPATCH_PREFIXES.map((prefix) => `${place === null ? '' : `${place}.`}${prefix}${name}`));
  }
  const within = packageName === null ? '' : ` in namespace ${packageName}`;
  const near = didYouMean(name, dispatchable(namespace));
  throw new TemplateError('template/dispatch', `There is no macro ${name} for PostgreSQL${within}.`, {
    hint: `Looked for ${tried.join(', ')}.${near === undefined ? '' : ` ${near}`}`,
  });
}

function dispatchable(namespace: MacroNamespace): readonly string[] {
  return [...namespace.names()].flatMap((name) => {
    const prefix = DISPATCH_PREFIXES.find((each) => name.startsWith(each));
    return prefix === undefined ? [] : [name.slice(prefix.length)];
  });
}

function dotted(name: string): TemplateError {
  const [first = '', second = ''] = name.split('.');
  return new TemplateError(
    'template/dispatch',
    `adapter.dispatch() takes a macro's name without its package, not ${name}.`,
    { hint: `Name the package as second argument: adapter.dispatch('${second}', '${first}')` },
  );
}

function packagesGiven(): TemplateError {
  const hint =
    "Name the package instead, and its search order under dispatch: in dbt_project.yml: adapter.dispatch('name', 'package')";
  return new TemplateError('template/dispatch', 'adapter.dispatch() takes no packages any more.', { hint });
}

function noPackage(place: string, name: string): TemplateError {
  const hint = 'Correct the search order under dispatch: in dbt_project.yml.';
  return new TemplateError('template/dispatch', `There is no package ${place} to look for ${name} in.`, { hint });
}
