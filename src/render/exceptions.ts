import { TemplateError } from '../jinja/error.js';
import { toText } from '../jinja/printing.js';
import type { HostFunction, HostObject, Value } from '../jinja/values.js';
import { Dict, hostFunction, tagged } from '../jinja/values.js';
import type { Arguments } from './arguments.js';
import { bindArguments } from './arguments.js';
import type { Say } from './say.js';

type Message = (of: (parameter: string) => string, bound: Arguments) => string;

/** dbt's functions that stop with a message: their parameters, and what they say. */
const RAISING: Readonly<Record<string, readonly [readonly string[], Message]>> = {
  raise_compiler_error: [['msg', 'node?'], (of) => of('msg')],
  raise_database_error: [['msg', 'node?'], (of) => of('msg')],
  raise_dependency_error: [['msg'], (of) => of('msg')],
  raise_not_implemented: [['msg'], (of) => of('msg')],
  raise_cache_inconsistent: [['message'], (of) => of('message')],
  raise_fail_fast_error: [['msg', 'node?'], (of) => of('msg')],
  missing_config: [
    ['model', 'name'],
    (of, bound) => `${nameOf(bound.get('model'))} needs the configuration ${of('name')}, which nobody sets.`,
  ],
  missing_materialization: [
    ['model', 'adapter_type'],
    (of, bound) => `There is no materialization for ${nameOf(bound.get('model'))} on ${of('adapter_type')}.`,
  ],
  missing_relation: [['relation', 'model?'], (of) => `Relation ${of('relation')} is not there.`],
  relation_wrong_type: [
    ['relation', 'expected_type', 'model?'],
    (of, bound) =>
      `${of('relation')} is there as a ${memberText(bound.get('relation'), 'type')}, not as a ${of('expected_type')}, and stands in the way. Drop it or rename it.`,
  ],
  raise_ambiguous_alias: [
    ['node_1', 'node_2', 'duped_name?'],
    (of, bound) =>
      `${nameOf(bound.get('node_1'))} and ${nameOf(bound.get('node_2'))} would both be published as ${of('duped_name')}.`,
  ],
  raise_ambiguous_catalog_match: [
    ['unique_id', 'match_1', 'match_2'],
    (of) => `Two relations of the database fit ${of('unique_id')}.`,
  ],
  raise_dataclass_not_dict: [['obj'], (of) => `${of('obj')} is no dict.`],
  raise_dep_not_found: [
    ['node', 'node_description', 'required_pkg'],
    (of) => `${of('node_description')} needs the package ${of('required_pkg')}, which is not installed.`,
  ],
  raise_duplicate_patch_name: [
    ['patch_1', 'existing_patch_path'],
    (of) => `The same thing is described twice, also in ${of('existing_patch_path')}.`,
  ],
  raise_duplicate_resource_name: [
    ['node_1', 'node_2'],
    (_of, bound) => `Two nodes are named ${nameOf(bound.get('node_1'))}: also ${nameOf(bound.get('node_2'))}.`,
  ],
  raise_invalid_property_yml_version: [['path', 'issue'], (of) => `${of('path')}: ${of('issue')}`],
  raise_contract_error: [
    ['yaml_columns', 'sql_columns'],
    (_of, bound) => contractMessage(bound.get('yaml_columns') ?? null, bound.get('sql_columns') ?? null),
  ],
  column_type_missing: [
    ['column_names'],
    (of) => `A contract needs the data_type of every column. It is missing for ${of('column_names')}.`,
  ],
};

/** `exceptions` in templates. */
export function exceptionsObject(say: Say | undefined): HostObject {
  const warn = (name: string, message: (args: readonly Value[]) => string): HostFunction =>
    hostFunction(name, (args) => {
      say?.('warning', message(args));
      return '';
    });
  const made: { readonly [name: string]: HostFunction } = {
    warn: warn('exceptions.warn', (args) => toText(args[0] ?? null)),
    warn_snapshot_timestamp_data_types: warn('exceptions.warn_snapshot_timestamp_data_types', (args) => {
      const [time, updatedAt] = args.map((each) => toText(each));
      return `The snapshot's time is a ${time ?? ''} and its updated_at column a ${updatedAt ?? ''}: they should be of one type.`;
    }),
    ...Object.fromEntries(Object.keys(RAISING).map((name) => [name, raising(name)])),
  };
  return {
    kind: 'object',
    typeName: 'exceptions',
    get: (name) => (Object.hasOwn(made, name) ? made[name] : undefined),
    names: () => Object.keys(made),
  };
}

function raising(name: string): HostFunction {
  return hostFunction(`exceptions.${name}`, (args, kwargs) => {
    const [signature, message] = RAISING[name] ?? [[], () => ''];
    const bound = bindArguments(`exceptions.${name}`, signature, args, kwargs);
    const text = message((parameter) => toText(bound.get(parameter) ?? ''), bound);
    throw new TemplateError(name === 'raise_contract_error' ? 'model/contract' : 'template/raised', text);
  });
}

function memberText(value: Value | undefined, name: string): string {
  const object = tagged(value ?? null);
  const found = object instanceof Dict ? object.get(name) : object?.kind === 'object' ? object.get(name) : undefined;
  return toText(found ?? '');
}

function nameOf(node: Value | undefined): string {
  const name = memberText(node, 'name');
  return name === '' ? toText(node ?? '') : name;
}

/** Column for column, what the contract says and what the query gives. */
function contractMessage(yaml: Value, sql: Value): string {
  const [wanted, given] = [typesOf(yaml), typesOf(sql)];
  const names = [...new Set([...wanted.keys(), ...given.keys()])];
  const lines = names.flatMap((name) => {
    const [definition, contract] = [given.get(name), wanted.get(name)];
    if (definition === undefined) return [`${name}: missing in the query, ${contract ?? ''} in the contract`];
    if (contract === undefined) return [`${name}: ${definition} in the query, missing in the contract`];
    return definition === contract ? [] : [`${name}: ${definition} in the query, ${contract} in the contract`];
  });
  return ['The query does not give the columns of the contract.', ...lines.map((line) => `  ${line}`)].join('\n');
}

function typesOf(columns: Value): ReadonlyMap<string, string> {
  if (!Array.isArray(columns)) return new Map();
  return new Map(columns.map((column) => [memberText(column, 'name'), memberText(column, 'data_type')]));
}
