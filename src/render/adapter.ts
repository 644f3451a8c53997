import { quoteIdentifier } from '../core/relation.js';
import { TemplateError } from '../jinja/error.js';
import type { HostObject, Value } from '../jinja/values.js';
import { hostFunction } from '../jinja/values.js';
import { bindArguments, textArgument } from './arguments.js';
import type { RenderContext } from './template-context.js';

/** Where dispatch looks, in this order. */
const PREFIXES = ['postgres__', 'default__'];

/**
 * `adapter` in templates. While parsing, what would ask the database gives none, as in dbt; while compiling it is the
 * error `template/not-yet`.
 */
export function adapterObject(context: RenderContext, mode: 'parse' | 'compile'): HostObject {
  const own: { readonly [name: string]: Value } = {
    dispatch: hostFunction('adapter.dispatch', (args, kwargs) => {
      const bound = bindArguments('adapter.dispatch', ['macro_name', 'macro_namespace?', 'packages?'], args, kwargs);
      return dispatch(context, textArgument('adapter.dispatch', bound, 'macro_name'));
    }),
    quote: hostFunction('adapter.quote', (args, kwargs) => {
      const bound = bindArguments('adapter.quote', ['identifier'], args, kwargs);
      return quoteIdentifier(textArgument('adapter.quote', bound, 'identifier'));
    }),
    type: hostFunction('adapter.type', () => 'postgres'),
  };
  return {
    kind: 'object',
    typeName: 'adapter',
    get: (name) => (Object.hasOwn(own, name) ? own[name] : asking(`adapter.${name}`, mode)),
    names: () => Object.keys(own),
  };
}

function dispatch(context: RenderContext, name: string): Value {
  if (name.includes('.')) {
    throw new TemplateError(
      'template/dispatch',
      `adapter.dispatch() takes a macro's name without its package: ${name}.`,
      {
        hint: "Name the package as second argument: adapter.dispatch('name', 'package')",
      },
    );
  }
  for (const prefix of PREFIXES) {
    const macro = context.macro(prefix + name);
    if (macro) return macro;
  }
  const tried = PREFIXES.map((prefix) => prefix + name).join(' or ');
  throw new TemplateError('template/dispatch', `There is no macro ${name} for PostgreSQL.`, {
    hint: `Looked for ${tried}.`,
  });
}

/** A function that would ask the database. */
export function asking(name: string, mode: 'parse' | 'compile'): Value {
  return hostFunction(name, () => {
    if (mode === 'parse') return null;
    throw new TemplateError('template/not-yet', `${name}() asks the database while the template is rendered.`, {
      hint: 'This version renders templates before the run and does not support that.',
    });
  });
}
