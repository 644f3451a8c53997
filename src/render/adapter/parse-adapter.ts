import type { ProjectConfig } from '../../core/project.js';
import type { HostObject, Value } from '../../jinja/values.js';
import { Dict, hostFunction, tuple } from '../../jinja/values.js';
import { emptyTable } from '../agate/table.js';
import type { RenderContext } from '../template-context.js';
import { adapterOf, plainMethods } from './adapter-object.js';
import { dispatchFunction } from './dispatch.js';

/** What methods answer that would ask the database, while parsing, as in dbt. */
const ANSWERS: { readonly [name: string]: () => Value } = {
  add_query: () => tuple([null, '']),
  execute: () => tuple(['', emptyTable()]),
  commit: () => '',
  get_relation: () => null,
  get_columns_in_relation: () => [],
  get_missing_columns: () => [],
  get_column_schema_from_query: () => [],
  already_exists: () => false,
  check_schema_exists: () => false,
  expand_target_column_types: () => null,
  create_schema: () => null,
  drop_schema: () => null,
  drop_relation: () => null,
  truncate_relation: () => null,
  rename_relation: () => null,
  valid_snapshot_target: () => null,
  assert_valid_snapshot_target_given_strategy: () => null,
  get_incremental_strategy_macro: () => null,
  get_catalog_integration: () => null,
  build_catalog_relation: () => Dict.from({}),
};

/** `adapter` while a project is parsed: it knows nothing of the database. */
export function parseAdapter(context: RenderContext, config: ProjectConfig): HostObject {
  const silent = Object.entries(ANSWERS).map(
    ([name, answer]) => [name, (): Value => hostFunction(`adapter.${name}`, answer)] as const,
  );
  return adapterOf({
    ...plainMethods(config.target),
    ...Object.fromEntries(silent),
    dispatch: () => dispatchFunction(context, config),
  });
}
