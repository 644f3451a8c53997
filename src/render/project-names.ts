import type { JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { ProjectConfig } from '../core/project.js';
import { varsFor } from '../core/vars.js';
import { DBT_VERSION } from '../core/dbt-version.js';
import { TemplateError } from '../jinja/error.js';
import { toText } from '../jinja/printing.js';
import type { HostObject, Kwargs, Value } from '../jinja/values.js';
import { Dict, hostFunction, macroReturn } from '../jinja/values.js';
import { bindArguments, textArgument } from './arguments.js';
import { exceptionsObject } from './exceptions.js';
import { flagsObject } from './flags-object.js';
import { valueOfJson } from './json-value.js';
import { libraryNames } from './library-names.js';
import { modulesValue } from './modules/modules.js';
import type { Names } from './names.js';
import { namesOver } from './names.js';
import type { RuntimeFacts } from './runtime-facts.js';
import { NO_COMMAND } from './runtime-facts.js';
import { startedAtValue } from './started-at.js';
import type { Say } from './say.js';
import { targetValue } from './target-value.js';

export { targetValue } from './target-value.js';

/** Prefix of variables that must not get into SQL, logs or files. */
const SECRET_PREFIX = 'DBT_ENV_SECRET';

/** Prefix of variables that artifacts and templates may name. */
const METADATA_PREFIX = 'DBT_ENV_CUSTOM_ENV_';

export interface ProjectNamesOptions {
  /** The package whose variables count; the root project where absent. */
  readonly packageName?: string;
  /** What `var()` of an unknown name gives where there is no default: an error, or none as in dbt's parsing. */
  readonly unknownVar: 'error' | 'none';
  readonly say?: Say;
  readonly runtime?: RuntimeFacts;
}

/** What the makers of names work with. */
interface Facts extends ProjectNamesOptions {
  readonly config: ProjectConfig;
  readonly runtime: RuntimeFacts;
}

/** The makers are one table for all templates, so that a context costs next to nothing. */
const MAKERS: { readonly [name: string]: (facts: Facts) => Value } = {
  ...libraryNames,
  target: ({ config }) => targetValue(config.target, config.connection),
  env: ({ config }) => targetValue(config.target, config.connection),
  project_name: ({ config }) => config.name,
  dbt_version: () => DBT_VERSION,
  var: ({ config, packageName, unknownVar }) => varFunction(varsFor(config, packageName ?? config.name), unknownVar),
  env_var: ({ config }) => envVarFunction(config.env),
  log: ({ say }) => sayFunction('log', say),
  print: ({ say }) => sayFunction('print', say),
  exceptions: ({ say }) => exceptionsObject(say),
  return: () => hostFunction('return', returned),
  flags: ({ runtime }) => flagsObject(runtime),
  invocation_id: ({ runtime }) => runtime.invocationId,
  run_started_at: ({ runtime }) => startedAtValue(runtime.startedAt),
  invocation_args_dict: ({ runtime }) =>
    valueOfJson({ ...runtime.args, which: runtime.which, invocation_command: `dbt ${runtime.command}` }),
  selected_resources: ({ runtime }) => [...runtime.selectedResources],
  dbt_metadata_envs: ({ config }) => metadataOf(config.env),
  thread_id: () => 'Thread-1 (worker)',
  otel_trace_id: () => hostFunction('otel_trace_id', () => ''),
  otel_span_id: () => hostFunction('otel_span_id', () => ''),
  sql_now: () => 'now()',
  modules: ({ runtime }) => modulesValue(runtime.clock ?? { now: () => runtime.startedAt, zone: 'UTC' }),
};

/** The names that do not depend on a node: target, var, env_var, log, exceptions, return, tojson, ... */
export function projectNames(config: ProjectConfig, options: ProjectNamesOptions): Names {
  return namesOver(MAKERS, { ...options, config, runtime: options.runtime ?? NO_COMMAND });
}

function returned(args: readonly Value[], kwargs: Kwargs): ReturnType<typeof macroReturn> {
  return macroReturn(bindArguments('return', ['data?'], args, kwargs).get('data') ?? null);
}

function metadataOf(env: ProjectConfig['env']): Dict {
  const entries = Object.entries(env).filter(([name]) => name.startsWith(METADATA_PREFIX));
  return Dict.from(entries.map(([name, value]) => [name.slice(METADATA_PREFIX.length), value ?? ''] as const));
}

/** `var(name, default)` and `var.has_var(name)`. */
export function varFunction(vars: JsonObject, unknown: 'error' | 'none'): HostObject {
  const has = hostFunction('has_var', (args, kwargs) => {
    return (
      own(vars, textArgument('has_var', bindArguments('has_var', ['var_name'], args, kwargs), 'var_name')) !== undefined
    );
  });
  return {
    kind: 'object',
    typeName: 'var',
    get: (name) => (name === 'has_var' ? has : undefined),
    call: (args, kwargs) => {
      const bound = bindArguments('var', ['var_name', 'default?'], args, kwargs);
      const name = textArgument('var', bound, 'var_name');
      const value = own(vars, name);
      if (value !== undefined) return valueOfJson(value);
      const otherwise = bound.get('default');
      if (otherwise !== undefined || unknown === 'none') return otherwise ?? null;
      throw unknownVariable(name, vars);
    },
  };
}

function unknownVariable(name: string, vars: JsonObject): TemplateError {
  return new TemplateError('template/unknown-var', `Variable ${name} is not set.`, {
    hint:
      didYouMean(name, Object.keys(vars)) ??
      `Set it under vars: in dbt_project.yml, give var() a default, or run with --vars '{${name}: ...}'.`,
  });
}

/** `env_var(name, default)`. Secrets are for profiles.yml only. */
export function envVarFunction(env: ProjectConfig['env'], secrets = false): Value {
  return hostFunction('env_var', (args, kwargs) => {
    const bound = bindArguments('env_var', ['var', 'default?'], args, kwargs);
    const name = textArgument('env_var', bound, 'var');
    if (name.startsWith(SECRET_PREFIX) && !secrets) {
      throw new TemplateError('template/secret', `The secret ${name} may only be used in profiles.yml.`);
    }
    const value = env[name];
    if (value !== undefined) return value;
    const otherwise = bound.get('default') ?? null;
    if (otherwise !== null) return otherwise;
    const hint = didYouMean(name, Object.keys(env)) ?? 'Set it, or give env_var() a default.';
    throw new TemplateError('template/unknown-env-var', `Environment variable ${name} is not set.`, { hint });
  });
}

function sayFunction(name: 'log' | 'print', say: Say | undefined): Value {
  return hostFunction(name, (args, kwargs) => {
    const bound = bindArguments(name, name === 'log' ? ['msg', 'info?'] : ['msg'], args, kwargs);
    if (name === 'print' || bound.get('info') === true) say?.(name, toText(bound.get('msg') ?? null));
    return '';
  });
}
