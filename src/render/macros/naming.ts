import { dispatched, macro, topic } from './define.js';

/** Where a node's relation is put and what it is called. */
export const naming = topic(
  'naming',
  dispatched('generate_schema_name', 'custom_schema_name=none node=none', {
    default: `
  {%- if custom_schema_name is none -%}
    {{ target.schema }}
  {%- else -%}
    {{ target.schema }}_{{ custom_schema_name | trim }}
  {%- endif -%}`,
  }),
  macro(
    'generate_schema_name_for_env',
    'custom_schema_name=none node=none',
    `
  {%- if target.name == 'prod' and custom_schema_name is not none -%}
    {{ custom_schema_name | trim }}
  {%- else -%}
    {{ target.schema }}
  {%- endif -%}`,
  ),
  dispatched('generate_alias_name', 'custom_alias_name=none node=none', {
    default: `
  {%- if custom_alias_name -%}
    {{ custom_alias_name | trim }}
  {%- elif node.version -%}
    {{ node.name ~ '_v' ~ (node.version | replace('.', '_')) }}
  {%- else -%}
    {{ node.name }}
  {%- endif -%}`,
  }),
  dispatched('generate_latest_version_pointer_alias', 'custom_alias_name=none node=none', {
    default: `{{ custom_alias_name | trim if custom_alias_name else node.name }}`,
  }),
  dispatched('generate_database_name', 'custom_database_name=none node=none', {
    default: `{{ target.database if custom_database_name is none else custom_database_name }}`,
  }),
);
