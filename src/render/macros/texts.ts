import { dispatched, macro, topic } from './define.js';

/** SQL about texts that is written differently on other databases. */
export const texts = topic(
  'texts',
  dispatched('concat', 'fields', { default: `{{ fields | join(' || ') }}` }),
  dispatched('hash', 'field', {
    default: `md5(cast({{ field }} as {{ api.Column.translate_type('string') }}))`,
  }),
  dispatched('length', 'expression', { default: `length(\n    {{ expression }}\n)` }),
  dispatched('position', 'substring_text string_text', {
    default: `position(\n    {{ substring_text }} in {{ string_text }}\n)`,
  }),
  dispatched('replace', 'field old_chars new_chars', {
    default: `replace(\n    {{ field }},\n    {{ old_chars }},\n    {{ new_chars }}\n)`,
  }),
  dispatched('right', 'string_text length_expression', {
    default: `right(\n    {{ string_text }},\n    {{ length_expression }}\n)`,
  }),
  dispatched('split_part', 'string_text delimiter_text part_number', {
    default: `split_part(\n    {{ string_text }},\n    {{ delimiter_text }},\n    {{ part_number }}\n)`,
    postgres: `
{%- if part_number >= 0 -%}
  {{ dbt.default__split_part(string_text, delimiter_text, part_number) }}
{%- else -%}
  {{ dbt._split_part_negative(string_text, delimiter_text, part_number) }}
{%- endif -%}`,
  }),
  macro(
    '_split_part_negative',
    'string_text delimiter_text part_number',
    `
split_part(
    {{ string_text }},
    {{ delimiter_text }},
    length({{ string_text }})
    - length(
        replace({{ string_text }}, {{ delimiter_text }}, '')
    ) + 2 + {{ part_number }}
)`,
  ),
  dispatched('string_literal', 'value', { default: `'{{ value }}'` }),
  dispatched('escape_single_quotes', 'expression', { default: `{{ expression | replace("'", "''") }}` }),
  dispatched('listagg', `measure delimiter_text="','" order_by_clause=none limit_num=none`, {
    default: `
listagg({{ measure }}, {{ delimiter_text }}){{ ' within group (' ~ order_by_clause ~ ')' if order_by_clause }}`,
    postgres: `
{%- set ordered = ' ' ~ order_by_clause if order_by_clause else '' -%}
{%- if limit_num -%}
array_to_string(
    (array_agg(
        {{ measure }}{{ ordered }}
    ))[1:{{ limit_num }}],
    {{ delimiter_text }}
)
{%- else -%}
string_agg(
    {{ measure }},
    {{ delimiter_text }}{{ ordered }}
)
{%- endif -%}`,
  }),
);
