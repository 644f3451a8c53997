import { dispatched, topic } from './define.js';

/** `dbt_postgres` has one strategy that it chooses by itself. */
const STRATEGIES = ['append', 'delete_insert', 'merge', 'insert_overwrite'] as const;

const BODIES: { readonly [strategy in (typeof STRATEGIES)[number]]: string } = {
  append: `
  {%- do return(get_insert_into_sql(arg_dict['target_relation'], arg_dict['temp_relation'], arg_dict['dest_columns'])) -%}`,
  delete_insert: `
  {%- do return(get_delete_insert_merge_sql(arg_dict['target_relation'], arg_dict['temp_relation'], arg_dict['unique_key'], arg_dict['dest_columns'], arg_dict['incremental_predicates'])) -%}`,
  merge: `
  {%- do return(get_merge_sql(arg_dict['target_relation'], arg_dict['temp_relation'], arg_dict['unique_key'], arg_dict['dest_columns'], arg_dict['incremental_predicates'])) -%}`,
  insert_overwrite: `
  {%- do return(get_insert_overwrite_merge_sql(arg_dict['target_relation'], arg_dict['temp_relation'], arg_dict['dest_columns'], arg_dict['incremental_predicates'])) -%}`,
};

/** The SQL of each incremental strategy, from one dict of arguments. A strategy of a project is a macro of the same kind. */
export const incremental = topic(
  'incremental',
  ...STRATEGIES.map((strategy) =>
    dispatched(`get_incremental_${strategy}_sql`, 'arg_dict', { default: BODIES[strategy] }),
  ),
  dispatched('get_incremental_default_sql', 'arg_dict', {
    default: `{%- do return(get_incremental_append_sql(arg_dict)) -%}`,
    postgres: `
  {%- if arg_dict['unique_key'] -%}
    {%- do return(get_incremental_delete_insert_sql(arg_dict)) -%}
  {%- endif -%}
  {%- do return(get_incremental_append_sql(arg_dict)) -%}`,
  }),
  dispatched('get_incremental_microbatch_sql', 'arg_dict', {
    default: `
  {%- do exceptions.raise_not_implemented('The strategy microbatch needs a macro get_incremental_microbatch_sql.') -%}`,
    postgres: `
  {%- if arg_dict['unique_key'] -%}
    {%- do return(adapter.dispatch('get_incremental_merge_sql', 'dbt')(arg_dict)) -%}
  {%- endif -%}
  {%- do exceptions.raise_compiler_error('On PostgreSQL the strategy microbatch needs a unique_key.') -%}`,
  }),
);
