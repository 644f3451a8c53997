import { dispatched, macro, postgresMacro, topic } from './define.js';

/** Descriptions as comments in the database. */
export const documentation = topic(
  'documentation',
  dispatched('persist_docs', 'relation model for_relation=true for_columns=true', {
    default: `
  {%- if for_relation and config.persist_relation_docs() and model.description -%}
    {%- do run_query(alter_relation_comment(relation, model.description)) -%}
  {%- endif -%}
  {%- if for_columns and config.persist_column_docs() and model.columns -%}
    {%- set existing = adapter.get_columns_in_relation(relation) | map(attribute='name') | list -%}
    {%- set sql = alter_column_comment(relation, validate_doc_columns(relation, model.columns, existing)) -%}
    {%- if sql -%}{%- do run_query(sql) -%}{%- endif -%}
  {%- endif -%}`,
  }),
  // Columns that the relation has; a warning names the others.
  macro(
    'validate_doc_columns',
    'relation column_dict existing_column_names',
    `
  {%- set found = {} -%}
  {%- set unknown = [] -%}
  {%- set lowered = existing_column_names | map('lower') | list -%}
  {%- for name, column in column_dict.items() -%}
    {%- if name in existing_column_names or (not column.get('quote') and name | lower in lowered) -%}
      {%- do found.update({name: column}) -%}
    {%- else -%}
      {%- do unknown.append(name) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- if unknown -%}
    {%- do exceptions.warn(relation.render() ~ ' has no column ' ~ (unknown | join(', ')) ~ ', which is described.') -%}
  {%- endif -%}
  {%- do return(found) -%}`,
  ),
  dispatched('alter_relation_comment', 'relation relation_comment', {
    postgres: `
{%- set kind = 'materialized view' if relation.type == 'materialized_view' else relation.type -%}
comment on {{ kind }} {{ relation }} is {{ postgres_escape_comment(relation_comment) }};`,
  }),
  dispatched('alter_column_comment', 'relation column_dict', {
    postgres: `
{%- set existing = adapter.get_columns_in_relation(relation) | map(attribute='name') | list -%}
{%- for name, column in column_dict.items() if name in existing %}
comment on column {{ relation }}.{{ adapter.quote(name) if column.get('quote') else name }} is {{ postgres_escape_comment(column['description']) }};
{%- endfor -%}`,
  }),
  postgresMacro(
    'postgres_escape_comment',
    'comment',
    `
  {%- if comment is not string -%}
    {%- do exceptions.raise_compiler_error('A comment must be a text: ' ~ comment) -%}
  {%- endif -%}
  {%- set mark = '$dbt_comment_literal_block$' -%}
  {%- if mark in comment -%}
    {%- do exceptions.raise_compiler_error('A comment cannot contain ' ~ mark ~ '.') -%}
  {%- endif -%}
  {{ mark }}{{ comment }}{{ mark }}`,
  ),
);
