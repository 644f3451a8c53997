import { dispatched, macro, topic } from './define.js';

const TYPES = ['string', 'timestamp', 'float', 'bigint', 'boolean'];

/** Types, casts, comparisons, arrays and set operations in SQL. */
export const values = topic(
  'values',
  ...TYPES.map((type) => dispatched(`type_${type}`, '', { default: `{{ api.Column.translate_type('${type}') }}` })),
  dispatched('type_numeric', '', { default: `{{ api.Column.numeric_type('numeric', 28, 6) }}` }),
  dispatched('type_int', '', { default: `{{ api.Column.translate_type('integer') }}` }),
  dispatched('cast', 'field type', { default: `cast({{ field }} as {{ type }})` }),
  dispatched('safe_cast', 'field type', { default: `cast({{ field }} as {{ type }})` }),
  dispatched('cast_bool_to_text', 'field', {
    default: `cast({{ field }} as {{ api.Column.translate_type('string') }})`,
  }),
  dispatched('any_value', 'expression', { default: `any_value({{ expression }})`, postgres: `min({{ expression }})` }),
  dispatched('bool_or', 'expression', { default: `bool_or({{ expression }})` }),
  dispatched('equals', 'expr1 expr2', {
    default: `
{%- if adapter.behavior.enable_truthy_nulls_equals_macro -%}
case when ({{ expr1 }} = {{ expr2 }}) or ({{ expr1 }} is null and {{ expr2 }} is null) then 0 else 1 end = 0
{%- else -%}
({{ expr1 }} = {{ expr2 }})
{%- endif -%}`,
    postgres: `
{%- if adapter.behavior.enable_truthy_nulls_equals_macro -%}
{{ expr1 }} is not distinct from {{ expr2 }}
{%- else -%}
({{ expr1 }} = {{ expr2 }})
{%- endif -%}`,
  }),
  dispatched('array_construct', `inputs=[] data_type=api.Column.translate_type('integer')`, {
    default: `
{%- if inputs | length > 0 -%}
array[ {{ inputs | join(' , ') }} ]
{%- else -%}
array[]::{{ data_type }}[]
{%- endif -%}`,
  }),
  dispatched('array_append', 'array new_element', { default: `array_append({{ array }}, {{ new_element }})` }),
  dispatched('array_concat', 'array_1 array_2', { default: `array_cat({{ array_1 }}, {{ array_2 }})` }),
  dispatched('except', '', { default: `except` }),
  dispatched('intersect', '', { default: `intersect` }),
  dispatched('get_true_sql', '', { default: `{%- do return('TRUE') -%}` }),
  macro(
    'get_quoted_csv',
    'column_names',
    `
  {%- set quoted = [] -%}
  {%- for name in column_names -%}{%- do quoted.append(adapter.quote(name)) -%}{%- endfor -%}
  {%- do return(quoted | join(', ')) -%}`,
  ),
  macro('is_core_v2', '', `{%- do return(false) -%}`),
);
