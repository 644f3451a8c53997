import { TemplateError } from '../jinja/error.js';
import type { HostObject, Value } from '../jinja/values.js';
import { asking } from './adapter.js';
import type { Names } from './names.js';
import { lazyNames } from './names.js';

/** dbt's functions that ask the database: none while parsing, an error while compiling. */
const ASKING = [
  'run_query',
  'statement',
  'load_result',
  'store_result',
  'store_raw_result',
  'get_relations_by_pattern',
];

/** dbt's other names that this version does not have: any use says so, instead of `is undefined`. */
const LATER = [
  'modules',
  'graph',
  'api',
  'run_started_at',
  'invocation_id',
  'invocation_args_dict',
  'dbt_metadata_envs',
  'selected_resources',
  'fromyaml',
  'toyaml',
  'set_strict',
  'zip',
  'zip_strict',
  'local_md5',
  'diff_of_two_dicts',
  'thread_id',
  'results',
  'schemas',
];

/** Stands in for the parts of dbt's context that come later, so that messages tell the truth about them. */
export function laterNames(mode: 'parse' | 'compile'): Names {
  return mode === 'parse' ? whileParsing : whileCompiling;
}

const whileParsing = namesFor('parse');
const whileCompiling = namesFor('compile');

function namesFor(mode: 'parse' | 'compile'): Names {
  return lazyNames(
    Object.fromEntries([
      ...ASKING.map((name): [string, () => Value] => [name, () => asking(name, mode)]),
      ...LATER.map((name): [string, () => Value] => [name, () => laterObject(name)]),
    ]),
  );
}

function laterObject(name: string): HostObject {
  const fail = (): never => {
    throw new TemplateError('template/not-yet', `The name ${name} is not supported by this version.`);
  };
  return {
    kind: 'object',
    typeName: name,
    get: fail,
    item: fail,
    print: fail,
    iterate: fail,
    truthy: fail,
    call: fail,
  };
}
