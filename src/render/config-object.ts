import type { JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import { TemplateError } from '../jinja/error.js';
import type { CallSite, HostObject, Kwargs, Value } from '../jinja/values.js';
import { Dict, hostFunction } from '../jinja/values.js';
import { bindArguments, textArgument } from './arguments.js';
import { valueOfJson } from './json-value.js';

export interface ConfigObjectOptions {
  /** Told of `config(...)`. */
  readonly onCall: (settings: ReadonlyMap<string, Value>, site: CallSite) => void;
  /** The merged configuration; absent while parsing, when `get` knows nothing yet. */
  readonly config?: JsonObject | undefined;
}

/** `config` in templates: a call sets, `get` and `require` ask. */
export function configObject(options: ConfigObjectOptions): HostObject {
  const methods: { readonly [name: string]: Value } = {
    get: hostFunction('config.get', (args, kwargs) => {
      const bound = bindArguments('config.get', ['name', 'default?', 'validator?'], args, kwargs);
      const value = options.config && own(options.config, textArgument('config.get', bound, 'name'));
      if (!options.config) return '';
      return value === undefined || value === null ? (bound.get('default') ?? null) : valueOfJson(value);
    }),
    require: hostFunction('config.require', (args, kwargs) => {
      const bound = bindArguments('config.require', ['name', 'validator?'], args, kwargs);
      return required(options.config, textArgument('config.require', bound, 'name'));
    }),
    set: hostFunction('config.set', () => ''),
    persist_relation_docs: hostFunction('config.persist_relation_docs', () => persists(options.config, 'relation')),
    persist_column_docs: hostFunction('config.persist_column_docs', () => persists(options.config, 'columns')),
  };
  return {
    kind: 'object',
    typeName: 'config',
    get: (name) => (Object.hasOwn(methods, name) ? methods[name] : undefined),
    names: () => Object.keys(methods),
    call: (args, kwargs, site) => {
      options.onCall(settingsOf(args, kwargs), site);
      return '';
    },
  };
}

function required(config: JsonObject | undefined, name: string): Value {
  if (!config) return '';
  const value = own(config, name);
  if (value !== undefined) return valueOfJson(value);
  throw new TemplateError('template/config', `The configuration ${name} is required here and nobody sets it.`);
}

function persists(config: JsonObject | undefined, key: string): boolean {
  const docs = config && own(config, 'persist_docs');
  return isJsonObject(docs) && own(docs, key) === true;
}

/** Keyword arguments, or one dict. */
function settingsOf(args: readonly Value[], kwargs: Kwargs): ReadonlyMap<string, Value> {
  const [first, ...more] = args;
  if (first === undefined) return kwargs;
  if (first instanceof Dict && more.length === 0 && kwargs.size === 0) {
    return new Map([...first.entries()].map(([key, value]) => [String(key as string), value]));
  }
  throw new TemplateError('template/type', 'config() takes keyword arguments, or one dict.', {
    hint: "For example: config(materialized='table')",
  });
}
