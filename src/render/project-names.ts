import type { JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { ProjectConfig, Target } from '../core/project.js';
import { varsFor } from '../core/vars.js';
import { TemplateError } from '../jinja/error.js';
import { toText } from '../jinja/printing.js';
import type { HostObject, Value } from '../jinja/values.js';
import { Dict, hostFunction, macroReturn } from '../jinja/values.js';
import { bindArguments, textArgument } from './arguments.js';
import { jsonOfValue, valueOfJson } from './json-value.js';
import type { Names } from './names.js';
import { lazyNames } from './names.js';

/** The dbt that this version follows; what `dbt_version` says. */
const DBT_VERSION = '1.12.6';

/** Prefix of variables that must not get into SQL, logs or files. */
const SECRET_PREFIX = 'DBT_ENV_SECRET';

/** Takes what `log(..., info=True)`, `print` and `exceptions.warn` say. */
export type Say = (kind: 'log' | 'warning', message: string) => void;

export interface ProjectNamesOptions {
  /** What `var()` of an unknown name gives where there is no default: an error, or none as in dbt's parsing. */
  readonly unknownVar: 'error' | 'none';
  readonly say?: Say;
}

/** The names that do not depend on a node: target, var, env_var, log, exceptions, return, tojson, ... */
export function projectNames(config: ProjectConfig, { unknownVar, say }: ProjectNamesOptions): Names {
  return lazyNames({
    target: () => targetValue(config.target),
    project_name: () => config.name,
    dbt_version: () => DBT_VERSION,
    var: () => varFunction(varsFor(config, config.name), unknownVar),
    env_var: () => envVarFunction(config.env),
    log: () => sayFunction('log', say),
    print: () => sayFunction('print', say),
    exceptions: () => exceptionsObject(say),
    return: () => hostFunction('return', (args) => macroReturn(args[0] ?? null)),
    tojson: () => hostFunction('tojson', toJson),
    fromjson: () => hostFunction('fromjson', fromJson),
    flags: () => Dict.from({ FULL_REFRESH: false }),
  });
}

/** `target`, without the password. */
export function targetValue(target: Target): Dict {
  return Dict.from({
    profile_name: target.profile,
    name: target.name,
    target_name: target.name,
    schema: target.schema,
    type: 'postgres',
    threads: target.threads,
    database: target.database,
    dbname: target.database,
    host: target.host,
    port: target.port,
    user: target.user,
  });
}

/** `var(name, default)` and `var.has_var(name)`. */
export function varFunction(vars: JsonObject, unknown: 'error' | 'none'): HostObject {
  const has = hostFunction('has_var', (args, kwargs) => {
    return own(vars, textArgument('has_var', bindArguments('has_var', ['name'], args, kwargs), 'name')) !== undefined;
  });
  return {
    kind: 'object',
    typeName: 'var',
    get: (name) => (name === 'has_var' ? has : undefined),
    call: (args, kwargs) => {
      const bound = bindArguments('var', ['name', 'default?'], args, kwargs);
      const name = textArgument('var', bound, 'name');
      const value = own(vars, name);
      if (value !== undefined) return valueOfJson(value);
      const otherwise = bound.get('default');
      if (otherwise !== undefined || unknown === 'none') return otherwise ?? null;
      throw new TemplateError('template/unknown-var', `Variable ${name} is not set.`, {
        hint:
          didYouMean(name, Object.keys(vars)) ??
          `Set it under vars: in dbt_project.yml, give var() a default, or run with --vars '{${name}: ...}'.`,
      });
    },
  };
}

/** `env_var(name, default)`. Secrets are for profiles.yml only. */
export function envVarFunction(env: ProjectConfig['env'], secrets = false): Value {
  return hostFunction('env_var', (args, kwargs) => {
    const bound = bindArguments('env_var', ['name', 'default?'], args, kwargs);
    const name = textArgument('env_var', bound, 'name');
    if (name.startsWith(SECRET_PREFIX) && !secrets) {
      throw new TemplateError('template/secret', `The secret ${name} may only be used in profiles.yml.`);
    }
    const value = env[name];
    if (value !== undefined) return value;
    const otherwise = bound.get('default');
    if (otherwise !== undefined) return otherwise;
    const hint = 'Set it, or give env_var() a default.';
    throw new TemplateError('template/unknown-env-var', `Environment variable ${name} is not set.`, { hint });
  });
}

function sayFunction(name: 'log' | 'print', say: Say | undefined): Value {
  return hostFunction(name, (args, kwargs) => {
    const bound = bindArguments(name, name === 'log' ? ['msg', 'info?'] : ['msg'], args, kwargs);
    if (name === 'print' || bound.get('info') === true) say?.('log', toText(bound.get('msg') ?? null));
    return '';
  });
}

/** Methods of `exceptions` that stop with the author's own message. */
const RAISING = ['raise_compiler_error', 'raise_parsing_error', 'raise_not_implemented', 'raise_fail_fast_error'];

function exceptionsObject(say: Say | undefined): HostObject {
  const warn = hostFunction('warn', (args) => {
    say?.('warning', toText(args[0] ?? null));
    return '';
  });
  return {
    kind: 'object',
    typeName: 'exceptions',
    get: (name) => {
      if (name === 'warn') return warn;
      return RAISING.includes(name) ? hostFunction(name, raise) : undefined;
    },
    names: () => ['warn', ...RAISING],
  };
}

function raise(args: readonly Value[]): never {
  throw new TemplateError('template/raised', toText(args[0] ?? ''));
}

function toJson(args: readonly Value[], kwargs: ReadonlyMap<string, Value>): Value {
  const bound = bindArguments('tojson', ['value', 'default?', 'sort_keys?'], args, kwargs);
  const json = jsonOfValue(bound.get('value') ?? null);
  if (json === undefined) return bound.get('default') ?? null;
  return pythonJson(JSON.stringify(json, bound.get('sort_keys') === true ? sortedKeys : undefined, 1));
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Python writes JSON on one line with a space after commas and colons. */
function pythonJson(indented: string): string {
  return indented
    .replaceAll(/,\n\s*/g, ', ')
    .replaceAll(/([[{])\n\s*/g, '$1')
    .replaceAll(/\n\s*([\]}])/g, '$1');
}

function fromJson(args: readonly Value[], kwargs: ReadonlyMap<string, Value>): Value {
  const bound = bindArguments('fromjson', ['string', 'default?'], args, kwargs);
  try {
    return valueOfJson(JSON.parse(textArgument('fromjson', bound, 'string')) as Parameters<typeof valueOfJson>[0]);
  } catch {
    return bound.get('default') ?? null;
  }
}
