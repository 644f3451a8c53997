import type { TemplateDatabase } from '../../core/ports.js';
import type { ProjectConfig } from '../../core/project.js';
import type { RelationResolver } from '../../core/relation.js';
import { TemplateError } from '../../jinja/error.js';
import type { MaybePromise } from '../../jinja/maybe-promise.js';
import { andThen, mapInOrder } from '../../jinja/maybe-promise.js';
import type { CallSite, HostObject, Value } from '../../jinja/values.js';
import { hostFunction, tuple } from '../../jinja/values.js';
import type { Print } from '../agate/table.js';
import type { Arguments } from '../arguments.js';
import { bindArguments, textArgument } from '../arguments.js';
import { databaseFor } from '../late.js';
import type { RelationValue } from '../relations/relation-value.js';
import { isRelationValue } from '../relations/relation-value.js';
import type { RenderContext } from '../template-context.js';
import { adapterOf, plainMethods } from './adapter-object.js';
import { columnsOfQuery, expandColumns, missingColumns } from './columns.js';
import { dispatchFunction } from './dispatch.js';
import { executeSql, statementOf } from './execute.js';
import { findRelation, schemaExists } from './find-relation.js';
import { strategyMacro } from './strategy-macro.js';

/** What the adapter of one rendering works with. */
export interface AdapterScope {
  readonly context: RenderContext;
  readonly config: ProjectConfig;
  readonly database: TemplateDatabase | undefined;
  /** Takes what tables print. */
  readonly print: Print;
  /** Where relations are in this run. */
  readonly names: RelationResolver;
}

/** `adapter` while nodes are compiled and run. The first method that asks a database where there is none makes the node late. */
export function compileAdapter(scope: AdapterScope): HostObject {
  const { context, config } = scope;
  return adapterOf({
    ...plainMethods(config.target),
    ...macroMethods(scope),
    ...databaseMethods(scope),
    ...columnMethods(scope),
    dispatch: () => dispatchFunction(context, config),
    get_incremental_strategy_macro: () =>
      hostFunction('adapter.get_incremental_strategy_macro', (args, kwargs) => {
        const bound = bindArguments('get_incremental_strategy_macro', ['model_context', 'strategy'], args, kwargs);
        return strategyMacro(context, textArgument('get_incremental_strategy_macro', bound, 'strategy'));
      }),
  });
}

type Members = { readonly [name: string]: () => Value };
type Call = (bound: Arguments, site: CallSite) => MaybePromise<Value>;

function member(name: string, signature: readonly string[], call: Call): Members {
  const label = `adapter.${name}`;
  return {
    [name]: () =>
      hostFunction(label, (args, kwargs, site) => call(bindArguments(label, signature, args, kwargs), site)),
  };
}

/** Methods that only call the macro of the same name, which projects may override. */
function macroMethods(scope: AdapterScope): Members {
  const calling = (name: string, parameters: readonly string[]): Members =>
    member(name, parameters, (bound, site) => {
      const args = parameters.map((parameter) => bound.get(parameter) ?? null);
      return andThen(callMacroNamed(scope.context, name, args, site), () => null);
    });
  return {
    ...calling('create_schema', ['relation']),
    ...calling('drop_schema', ['relation']),
    ...calling('truncate_relation', ['relation']),
    ...calling('rename_relation', ['from_relation', 'to_relation']),
    ...member('drop_relation', ['relation'], (bound, site) => {
      const relation = relationArgument('drop_relation', bound, 'relation');
      if (relation.shape.type === null) throw typeless(relation);
      return andThen(callMacroNamed(scope.context, 'drop_relation', [relation], site), () => null);
    }),
  };
}

function databaseMethods(scope: AdapterScope): Members {
  const database = (name: string): TemplateDatabase => databaseFor(scope.database, `adapter.${name}()`);
  const target = scope.config.target.database;
  return {
    execute: () =>
      hostFunction('adapter.execute', (args, kwargs, site) =>
        executeSql(database('execute'), args, kwargs, site, scope.print),
      ),
    ...member('add_query', ['sql', 'auto_begin?', 'bindings?', 'abridge_sql_log?'], (bound, site) =>
      addQuery(database('add_query'), bound, site),
    ),
    ...member('commit', [], () => ''),
    ...member('get_relation', ['database', 'schema', 'identifier'], (bound) =>
      findRelation(database('get_relation'), relationNamed(bound, target), scope.names),
    ),
    ...member('already_exists', ['schema', 'name'], (bound) => {
      const name = { database: target, schema: part(bound, 'schema'), identifier: part(bound, 'name') };
      return findRelation(database('already_exists'), name, scope.names).then((found) => found !== null);
    }),
    ...member('check_schema_exists', ['database', 'schema'], (bound) =>
      schemaExists(database('check_schema_exists'), part(bound, 'schema')),
    ),
  };
}

function columnMethods(scope: AdapterScope): Members {
  const columns = (relation: Value, site: CallSite): MaybePromise<Value> =>
    callMacroNamed(scope.context, 'get_columns_in_relation', [relation], site);
  return {
    ...member('get_columns_in_relation', ['relation'], (bound, site) => {
      const relation = relationArgument('get_columns_in_relation', bound, 'relation');
      return relation.shape.type === 'cte' ? [] : columns(relation, site);
    }),
    ...member('get_missing_columns', ['from_relation', 'to_relation'], (bound, site) =>
      andThen(columns(bound.get('from_relation') ?? null, site), (from) =>
        andThen(columns(bound.get('to_relation') ?? null, site), (to) => missingColumns(from, to)),
      ),
    ),
    ...member('expand_target_column_types', ['from_relation', 'to_relation'], (bound, site) => {
      const relation = relationArgument('expand_target_column_types', bound, 'to_relation');
      return andThen(columns(bound.get('from_relation') ?? null, site), (from) =>
        andThen(columns(relation, site), (to) => {
          const widened = mapInOrder(expandColumns(from, to), ([name, type]) =>
            callMacroNamed(scope.context, 'alter_column_type', [relation, name, type], site),
          );
          return andThen(widened, () => null);
        }),
      );
    }),
    ...member('get_column_schema_from_query', ['sql'], (bound, site) => {
      const sql = textArgument('get_column_schema_from_query', bound, 'sql');
      const database = databaseFor(scope.database, 'adapter.get_column_schema_from_query()');
      return columnsOfQuery(database, statementOf(sql, site));
    }),
  };
}

async function addQuery(database: TemplateDatabase, bound: Arguments, site: CallSite): Promise<Value> {
  const bindings = bound.get('bindings') ?? null;
  const sql = textArgument('adapter.add_query', bound, 'sql');
  if (!Array.isArray(bindings) || bindings.length === 0) await database.query(statementOf(sql, site));
  else {
    let count = 0;
    // psycopg's placeholders, which macros write, as PostgreSQL's.
    const numbered = sql.replaceAll('%s', () => `$${(count += 1)}`);
    await database.query(numbered, bindings);
  }
  return tuple([null, null]);
}

/** Calls the macro that a bare name means, as dbt's adapters do. */
function callMacroNamed(
  context: RenderContext,
  name: string,
  args: readonly Value[],
  site: CallSite,
): MaybePromise<Value> {
  const macro = context.macro(name);
  if (macro) return site.call(macro, args);
  throw new TemplateError('template/dispatch', `There is no macro ${name}.`);
}

/** The relation among the arguments of a call. Throws where it is something else. */
export function relationArgument(method: string, bound: Arguments, name: string): RelationValue {
  const value = bound.get(name);
  if (isRelationValue(value)) return value;
  throw new TemplateError('template/type', `adapter.${method}() needs a relation for ${name}.`, {
    hint: 'ref(), source(), this and api.Relation.create() give relations.',
  });
}

function relationNamed(bound: Arguments, database: string): { database: string; schema: string; identifier: string } {
  const given = bound.get('database') ?? null;
  return {
    database: typeof given === 'string' && given !== '' ? given : database,
    schema: part(bound, 'schema'),
    identifier: part(bound, 'identifier'),
  };
}

function part(bound: Arguments, name: string): string {
  const value = bound.get(name) ?? null;
  return typeof value === 'string' ? value : '';
}

function typeless(relation: RelationValue): TemplateError {
  const message = `${relation.print?.() ?? ''} cannot be dropped: its type is not known.`;
  const hint = 'Take what adapter.get_relation() or load_relation() gives, or say what it is: incorporate(type=...).';
  return new TemplateError('template/relation', message, { hint });
}
