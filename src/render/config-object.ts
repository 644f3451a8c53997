import type { JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import { TemplateError } from '../jinja/error.js';
import type { CallSite, HostObject, Kwargs, Value } from '../jinja/values.js';
import { Dict, hostFunction } from '../jinja/values.js';
import type { Arguments } from './arguments.js';
import { bindArguments, textArgument } from './arguments.js';
import { valueOfJson } from './json-value.js';

export interface ConfigObjectOptions {
  /** Told of `config(...)` and `config.set(...)`. */
  readonly onCall: (settings: ReadonlyMap<string, Value>, site: CallSite) => void;
  /** The merged configuration; absent while parsing, when `get` knows nothing yet. */
  readonly config?: JsonObject | undefined;
  /** The node that is configured. */
  readonly model?: () => Value;
}

/** `config` in templates: a call sets, `get` and `require` ask. */
export function configObject(options: ConfigObjectOptions): HostObject {
  const methods = { ...askingMethods(options), ...metaMethods(options) };
  return {
    kind: 'object',
    typeName: 'config',
    get: (name) => {
      if (name === 'model') return options.model?.();
      return Object.hasOwn(methods, name) ? methods[name] : undefined;
    },
    names: () => Object.keys(methods),
    call: (args, kwargs, site) => {
      options.onCall(settingsOf(args, kwargs), site);
      return '';
    },
  };
}

type Methods = { readonly [name: string]: Value };

function askingMethods({ config, onCall }: ConfigObjectOptions): Methods {
  return {
    get: ask('get', ['name', 'default?', 'validator?'], config, (known, bound, name) => {
      const value = own(known, name);
      return value === undefined ? (bound.get('default') ?? null) : valueOfJson(value);
    }),
    require: ask('require', ['name', 'validator?'], config, (known, _bound, name) => required(known, name)),
    set: hostFunction('config.set', (args, kwargs, site) => {
      const bound = bindArguments('config.set', ['name', 'value'], args, kwargs);
      onCall(new Map([[textArgument('config.set', bound, 'name'), bound.get('value') ?? null]]), site);
      return '';
    }),
    persist_relation_docs: hostFunction('config.persist_relation_docs', () => persists(config, 'relation')),
    persist_column_docs: hostFunction('config.persist_column_docs', () => persists(config, 'columns')),
  };
}

function metaMethods({ config }: ConfigObjectOptions): Methods {
  const meta = config && metaOf(config);
  return {
    meta_get: ask('meta_get', ['name', 'default?', 'validator?'], meta, (known, bound, name) => {
      const value = own(known, name);
      return value === undefined ? (bound.get('default') ?? null) : valueOfJson(value);
    }),
    meta_require: ask('meta_require', ['name', 'validator?'], meta, (known, _bound, name) => required(known, name)),
  };
}

/** A method that asks for one name; while parsing all of them give an empty text, as in dbt. */
function ask(
  method: string,
  signature: readonly string[],
  known: JsonObject | undefined,
  answer: (known: JsonObject, bound: Arguments, name: string) => Value,
): Value {
  const label = `config.${method}`;
  return hostFunction(label, (args, kwargs) => {
    const bound = bindArguments(label, signature, args, kwargs);
    return known ? answer(known, bound, textArgument(label, bound, 'name')) : '';
  });
}

function metaOf(config: JsonObject): JsonObject {
  const meta = own(config, 'meta');
  return isJsonObject(meta) ? meta : {};
}

function required(config: JsonObject, name: string): Value {
  const value = own(config, name);
  if (value !== undefined) return valueOfJson(value);
  const hint = didYouMean(name, Object.keys(config));
  const message = `The configuration ${name} is required here and nobody sets it.`;
  throw new TemplateError('template/config', message, hint === undefined ? {} : { hint });
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
