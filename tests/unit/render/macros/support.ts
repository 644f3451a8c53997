import type { Json } from '../../../../src/core/json.js';
import { quoteIdentifier, type RelationName } from '../../../../src/core/relation.js';
import { truthy } from '../../../../src/jinja/comparison.js';
import { fromData } from '../../../../src/jinja/data.js';
import { TemplateError } from '../../../../src/jinja/error.js';
import { toJson } from '../../../../src/jinja/filters/json.js';
import { toText } from '../../../../src/jinja/printing.js';
import { renderSync } from '../../../../src/jinja/render.js';
import { parseTemplate } from '../../../../src/jinja/template.js';
import type { HostObject, Kwargs, Value } from '../../../../src/jinja/values.js';
import { Dict, hostFunction, macroReturn } from '../../../../src/jinja/values.js';
import { sqlRendering } from '../../../../src/render/filters.js';
import { collectMacros } from '../../../../src/render/macro-library.js';
import type { Names } from '../../../../src/render/names.js';
import { lazyNames } from '../../../../src/render/names.js';
import { RenderContext } from '../../../../src/render/template-context.js';

/** A model's configuration and other facts for a template that uses the built-in macros. */
export interface MacroWorld {
  /** The project's own macros. */
  readonly macros?: string;
  readonly config?: { readonly [key: string]: Json };
  readonly model?: { readonly [key: string]: Json };
  /** More names. */
  readonly names?: { readonly [name: string]: Value };
}

/** Renders a template that sees the built-in macros and a small part of dbt's context. */
export function renderWithMacros(template: string, world: MacroWorld = {}): string {
  const file = { path: 'macros/project.sql', text: world.macros ?? '' };
  const collected = collectMacros([{ name: 'probe', folder: '', files: [file] }], () => undefined);
  if (collected.value === undefined || collected.diagnostics.length > 0) {
    throw new Error(collected.diagnostics.map((each) => each.message).join('\n'));
  }
  const config = fromData({ meta: {}, materialized: 'view', ...world.config }) as Dict;
  const context = new RenderContext(collected.value, 'probe', (self) => [namesOf(self, config, world)]);
  const options = { ...sqlRendering, undefined: 'lenient' } as const;
  return renderSync(parseTemplate(template, { file: 'models/m.sql' }), context, options).text;
}

function namesOf(context: RenderContext, config: Dict, world: MacroWorld): Names {
  const model = fromData({ name: 'm', alias: 'm', columns: {}, compiled_code: 'select 1', ...world.model }) as Dict;
  model.set('config', config);
  const values: { readonly [name: string]: Value } = {
    execute: true,
    target: fromData({ name: 'dev', schema: 'probe', database: 'postgres' }),
    this: relation('postgres', 'probe', 'm', 'view'),
    flags: Dict.from({ FULL_REFRESH: false, STORE_FAILURES: false }),
    model,
    config: object('config', {
      get: ([name = null, otherwise = null], kwargs) => config.get(name) ?? kwargs.get('default') ?? otherwise,
      persist_relation_docs: () => truthy((config.get('persist_docs') as Dict | undefined)?.get('relation') ?? false),
      persist_column_docs: () => truthy((config.get('persist_docs') as Dict | undefined)?.get('columns') ?? false),
    }),
    adapter: adapter(context, config),
    api: Dict.from({
      Relation: object('Relation', {
        create: (_, kwargs) =>
          relation(
            toText(kwargs.get('database') ?? ''),
            toText(kwargs.get('schema') ?? ''),
            toText(kwargs.get('identifier') ?? ''),
            toText(kwargs.get('type') ?? ''),
          ),
      }),
      Column: {
        ...object('Column', {
          translate_type: ([type = null]) => TYPES[toText(type)] ?? type,
          numeric_type: (given) => `${toText(given[0] ?? '')}(${given.slice(1).map(toText).join()})`,
        }),
        call: (args) => column(args),
      },
    }),
    exceptions: object('exceptions', { raise_compiler_error: raise, raise_not_implemented: raise, warn: () => '' }),
    return: hostFunction('return', ([value = null]) => macroReturn(value)),
    tojson: hostFunction('tojson', ([value = null]) => toJson(value)),
    log: hostFunction('log', () => ''),
    load_result: hostFunction('load_result', () => null),
    render: hostFunction('render', ([text = null]) => text),
    context: object('context', {}, (name) => context.get(name)),
    ...world.names,
  };
  return lazyNames(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, () => value])));
}

const TYPES: { readonly [type: string]: string } = {
  string: 'TEXT',
  timestamp: 'timestamp',
  float: 'float',
  numeric: 'numeric(28,6)',
  bigint: 'bigint',
  integer: 'integer',
  boolean: 'boolean',
};

function raise([message = null]: readonly Value[]): never {
  throw new TemplateError('template/raised', toText(message));
}

type Methods = { readonly [name: string]: (args: readonly Value[], kwargs: Kwargs) => Value };

/** Something with methods; `get` gives what is none. */
function object(typeName: string, methods: Methods, get: HostObject['get'] = () => undefined): HostObject {
  const found = (name: string): Value | undefined => {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    return method ? hostFunction(name, method) : get(name);
  };
  return {
    kind: 'object',
    typeName,
    get: (name) => (name === 'get' && !Object.hasOwn(methods, 'get') ? getter(found) : found(name)),
  };
}

function getter(found: (name: string) => Value | undefined): Value {
  return hostFunction('get', ([name = null]) => found(toText(name)) ?? null);
}

function adapter(context: RenderContext, config: Dict): HostObject {
  const hardDeletes = (): Value =>
    config.get('hard_deletes') ?? (config.get('invalidate_hard_deletes') === true ? 'invalidate' : 'ignore');
  const quote = ([name = null]: readonly Value[]): Value => quoteIdentifier(toText(name));
  return object(
    'adapter',
    {
      dispatch: ([name = null]) => {
        const found = context.macro(`postgres__${toText(name)}`) ?? context.macro(`default__${toText(name)}`);
        if (!found) throw new Error(`nothing to dispatch to: ${toText(name)}`);
        return found;
      },
      quote,
      quote_as_configured: quote,
      quote_seed_column: quote,
      verify_database: () => null,
      get_relation: () => null,
      get_hard_deletes_behavior: hardDeletes,
      get_columns_in_relation: () => [column(['id', 'integer']), column(['name', 'text'])],
      parse_index: ([index = null]) => {
        const settings = index as Dict;
        const render = hostFunction('render', () => '0123456789abcdef0123456789abcdef');
        return object('Index', {}, (key) => (key === 'render' ? render : settings.get(key)));
      },
    },
    (name) => (name === 'behavior' ? Dict.from({ enable_truthy_nulls_equals_macro: false }) : undefined),
  );
}

/** A column as `api.Column` makes it. */
function column([name = '', type = '', size = null, precision = null, scale = null]: readonly Value[]): HostObject {
  const sized = size === null ? '' : `(${toText(size)})`;
  const written = precision === null ? sized : `(${toText(precision)},${toText(scale)})`;
  const members: { readonly [name: string]: Value } = {
    name,
    column: name,
    dtype: type,
    quoted: quoteIdentifier(toText(name)),
    data_type: toText(type) + written,
    expanded_data_type: toText(type) + written,
    can_expand_to: hostFunction('can_expand_to', (_, kwargs) => {
      const other = kwargs.get('other_column') as HostObject;
      return toText(other.get('dtype') ?? '') === 'text' && toText(type).startsWith('character');
    }),
  };
  return { kind: 'object', typeName: 'Column', get: (key) => members[key], print: () => `<Column ${toText(name)}>` };
}

/** A relation as `api.Relation.create` makes it. */
export function relation(database: string, schema: string, identifier: string, type: string): HostObject {
  return relationOf({ database, schema, identifier }, type, ['database', 'schema', 'identifier']);
}

type Part = keyof RelationName;

function relationOf(name: RelationName, type: string, shown: readonly Part[]): HostObject {
  const text = shown
    .filter((part) => name[part] !== '')
    .map((part) => quoteIdentifier(name[part]))
    .join('.');
  const members: { readonly [name: string]: Value } = {
    ...name,
    schema: name.schema || null,
    name: name.identifier,
    table: name.identifier,
    type,
    is_table: type === 'table',
    is_view: type === 'view',
    is_materialized_view: type === 'materialized_view',
    can_be_renamed: type !== 'materialized_view',
    can_be_replaced: type !== 'materialized_view',
  };
  const methods: Methods = {
    render: () => text,
    relation_max_name_length: () => 63,
    information_schema: ([view = null]) => `${quoteIdentifier(name.database)}.INFORMATION_SCHEMA.${toText(view)}`,
    without_identifier: () => relationOf(name, type, ['database', 'schema']),
    include: (_, kwargs) =>
      relationOf(
        name,
        type,
        shown.filter((part) => kwargs.get(part) !== false),
      ),
    incorporate: (_, kwargs) => {
      const path = kwargs.get('path');
      const changed = path instanceof Dict ? changedName(name, path) : name;
      return relationOf(changed, toText(kwargs.get('type') ?? type), shown);
    },
  };
  return {
    ...object('Relation', methods, (key) => (Object.hasOwn(members, key) ? members[key] : undefined)),
    print: () => text,
  };
}

function changedName(name: RelationName, path: Dict): RelationName {
  const part = (key: Part): string => (path.has(key) ? toText(path.get(key) ?? '') : name[key]);
  return { database: part('database'), schema: part('schema'), identifier: part('identifier') };
}
