// `npx tsx bench/jinja.ts`: how long reading and rendering typical models takes. Tells templates per second.
import { bindMacro, contextOf, renderSync } from '../src/jinja/render.js';
import { staticCalls } from '../src/jinja/static-calls.js';
import { macrosOf, parseTemplate } from '../src/jinja/template.js';
import { hostFunction, type Value } from '../src/jinja/values.js';
import { toText } from '../src/jinja/printing.js';

const columns = Array.from({ length: 24 }, (_, index) => `        o.column_${index} as name_${index},`).join('\n');

/** Forty lines with four calls, as most models are. */
const plain = `{{ config(materialized='table', tags=['daily', 'core'], meta={'owner': 'ann'}) }}

with orders as (
    select * from {{ ref('stg_orders') }}
), customers as (
    select * from {{ source('shop', 'customers') }}
), final as (
    select
${columns}
        c.name
    from orders as o
    join customers as c on c.id = o.customer_id
    where o.created_at > '{{ var("start_date", "2020-01-01") }}'
)
select * from final
`;

/** Forty lines with a loop, conditions and a macro. */
const branching = `{{ config(materialized='incremental', unique_key='id') }}
{% set methods = ['card', 'coupon', 'bank'] %}
with payments as (
    select order_id,
    {% for method in methods -%}
    sum(case when payment_method = '{{ method }}' then {{ cents('amount') }} else 0 end) as {{ method }}_amount
    {%- if not loop.last %},{% endif %}
    {% endfor %}
    from {{ ref('stg_payments') }}
    {% if is_incremental() %}
    where updated_at > (select max(updated_at) from {{ this }})
    {% endif %}
    group by 1
)
${'select a, b, c from payments -- further lines\n'.repeat(24)}`;

const empty = 'select 1 as id from somewhere\n'.repeat(40);

const library = parseTemplate('{% macro cents(c, n=2) %}({{ c }} / 100)::numeric(16, {{ n }}){% endmacro %}');
const names: Record<string, Value> = {
  ref: hostFunction('ref', ([name = null]) => `"shop"."${toText(name)}"`),
  source: hostFunction('source', ([, name = null]) => `"raw"."${toText(name)}"`),
  config: hostFunction('config', () => ''),
  var: hostFunction('var', ([, fallback = null]) => fallback),
  is_incremental: hostFunction('is_incremental', () => true),
  this: '"shop"."model"',
};
const context = contextOf(names);
for (const block of macrosOf(library)) names[block.name] = bindMacro(library, block, context);

function measure(what: string, run: () => unknown): void {
  const rounds = 20_000;
  for (let round = 0; round < rounds / 10; round += 1) run();
  const begin = performance.now();
  for (let round = 0; round < rounds; round += 1) run();
  const microseconds = ((performance.now() - begin) * 1000) / rounds;
  const perSecond = Math.round(1e6 / microseconds).toLocaleString('en');
  console.log(`${what.padEnd(36)} ${microseconds.toFixed(1).padStart(8)} us ${perSecond.padStart(12)} /s`);
}

const known = new Set(['ref', 'source', 'config', 'var']);
const [plainTemplate, branchingTemplate] = [parseTemplate(plain), parseTemplate(branching)];
measure('parse 40 lines, calls only', () => parseTemplate(plain));
measure('parse 40 lines, loop and conditions', () => parseTemplate(branching));
measure('parse 40 lines without tags', () => parseTemplate(empty));
measure('static calls', () => staticCalls(plainTemplate, known));
measure('static calls, none', () => staticCalls(branchingTemplate, known));
measure('render, calls only', () => renderSync(plainTemplate, context));
measure('render, loop, conditions and macro', () => renderSync(branchingTemplate, context));
