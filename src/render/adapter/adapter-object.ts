import { quoteIdentifier } from '../../core/relation.js';
import type { Target } from '../../core/project.js';
import { TemplateError } from '../../jinja/error.js';
import type { HostFunction, HostObject, Value } from '../../jinja/values.js';
import { Dict, hostFunction, tuple } from '../../jinja/values.js';
import type { Arguments } from '../arguments.js';
import { bindArguments, textArgument } from '../arguments.js';
import { relationClass } from '../relations/api.js';
import { convertType } from './convert-type.js';
import { columnConstraints, modelConstraints } from './constraints.js';
import { grantsOfTable } from './grants.js';
import { parseIndex } from './parse-index.js';

/** A function of the adapter: its name, its parameters and what it does with them. */
export function method(name: string, signature: readonly string[], call: (bound: Arguments) => Value): HostFunction {
  const label = `adapter.${name}`;
  return hostFunction(label, (args, kwargs) => call(bindArguments(label, signature, args, kwargs)));
}

/** What the adapter answers without a database; the same while parsing and while compiling. */
export function plainMethods(target: Target): { readonly [name: string]: () => Value } {
  const text = (bound: Arguments, name: string): string => textArgument('adapter', bound, name);
  return {
    type: () => method('type', [], () => 'postgres'),
    quote: () => method('quote', ['identifier'], (bound) => quoteIdentifier(text(bound, 'identifier'))),
    quote_as_configured: () =>
      method('quote_as_configured', ['identifier', 'quote_key'], (bound) => quoteIdentifier(text(bound, 'identifier'))),
    quote_seed_column: () =>
      method('quote_seed_column', ['column', 'quote_config'], (bound) =>
        bound.get('quote_config') === false ? text(bound, 'column') : quoteIdentifier(text(bound, 'column')),
      ),
    verify_database: () =>
      method('verify_database', ['database'], (bound) => verified(text(bound, 'database'), target)),
    convert_type: () =>
      method('convert_type', ['agate_table', 'col_idx'], (bound) =>
        convertType(bound.get('agate_table') ?? null, bound.get('col_idx') ?? null),
      ),
    standardize_grants_dict: () =>
      method('standardize_grants_dict', ['grants_table'], (bound) => grantsOfTable(bound.get('grants_table') ?? null)),
    render_raw_columns_constraints: () =>
      method('render_raw_columns_constraints', ['raw_columns'], (bound) =>
        columnConstraints(bound.get('raw_columns') ?? null),
      ),
    render_raw_model_constraints: () =>
      method('render_raw_model_constraints', ['raw_constraints'], (bound) =>
        modelConstraints(bound.get('raw_constraints') ?? null),
      ),
    parse_index: () => method('parse_index', ['raw_index'], (bound) => parseIndex(bound.get('raw_index') ?? null)),
    get_hard_deletes_behavior: () =>
      method('get_hard_deletes_behavior', ['config'], (bound) => hardDeletes(bound.get('config') ?? null)),
    behavior: () => Dict.from({}),
    Relation: relationClass,
    config: () => Dict.from({}),
    get_partitions_metadata: () => method('get_partitions_metadata', ['table'], () => tuple([])),
    ...CACHE,
  };
}

/** dbt's cache of relations: there is none here, so that there is nothing to tell it. */
const CACHE = Object.fromEntries(
  ['cache_added', 'cache_dropped', 'cache_renamed', 'cache_new_relation'].map((name) => [
    name,
    () => hostFunction(`adapter.${name}`, () => ''),
  ]),
);

function verified(database: string, target: Target): string {
  const bare = /^"(.*)"$/.exec(database)?.[1] ?? database;
  if (bare.toLowerCase() === target.database.toLowerCase()) return '';
  const message = `PostgreSQL cannot reach from one database into another: ${bare} is not ${target.database}.`;
  throw new TemplateError('template/database', message);
}

function hardDeletes(config: Value): string {
  const get = (name: string): Value => (config instanceof Dict ? (config.get(name) ?? null) : null);
  const chosen = get('hard_deletes');
  if (chosen === null) return get('invalidate_hard_deletes') === true ? 'invalidate' : 'ignore';
  if (chosen === 'ignore' || chosen === 'invalidate' || chosen === 'new_record') return chosen;
  throw new TemplateError('template/value', 'hard_deletes is ignore, invalidate or new_record.');
}

/** The object `adapter` over its functions. */
export function adapterOf(members: { readonly [name: string]: () => Value }): HostObject {
  const made = new Map<string, Value>();
  return {
    kind: 'object',
    typeName: 'adapter',
    get: (name) => {
      const known = made.get(name) ?? (Object.hasOwn(members, name) ? members[name]?.() : undefined);
      if (known !== undefined) made.set(name, known);
      return known;
    },
    names: () => Object.keys(members),
    print: () => '<adapter>',
  };
}
