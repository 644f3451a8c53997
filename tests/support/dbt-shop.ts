import type { Files } from './project.js';

/**
 * A project with a bit of everything that this version reads. What real dbt (dbt-core 1.12.6, dbt-postgres 1.11.0) makes
 * of it is recorded in `dbt-shop.nodes.json` and `dbt-shop.listings.json`, word for word.
 */
export const dbtShop: Files = {
  'dbt_project.yml': `name: shop
version: '1.0'
profile: shop
model-paths: [models]
test-paths: [data-tests]
flags:
  require_generic_test_arguments_property: true
vars:
  top: 1
  shop:
    scoped: two
models:
  +tags: proj
  shop:
    +meta: {owner: me, a: 1}
    staging:
      +schema: staging
      +materialized: view
      +tags: [stg, proj]
    marts:
      +schema: marts
      +materialized: table
      +grants: {select: [bob]}
      deep:
        materialized: view
    unused_folder:
      +enabled: false
seeds:
  shop:
    +schema: ref
    +quote_columns: true
    country:
      +column_types: {code: text}
sources:
  shop:
    +enabled: true
data_tests:
  +severity: warn
  shop:
    staging:
      +tags: tt
`,
  'profiles.yml': `shop:
  target: dev
  outputs:
    dev: {type: postgres, host: localhost, user: u, password: p, port: 5432, dbname: db, schema: sch, threads: 2}
    prod: {type: postgres, host: localhost, user: u, password: p, port: 5432, dbname: db, schema: prd, threads: 2}
`,
  'models/staging/stg_orders.sql': `select * from {{ source('raw', 'orders') }}
`,
  'models/staging/stg_customers.sql': `{{ config(alias='customers_x', tags=['c'], meta={'a': 2, 'b': 3}) }}
select * from {{ ref('customers') }}
`,
  'models/staging/schema.yml': `version: 2
sources:
  - name: raw
    schema: raw_data
    database: other
    tags: [srctag]
    description: the raw
    tables:
      - name: orders
        identifier: tbl_orders
        description: o
        tags: [t1]
        columns:
          - name: id
            data_tests: [unique, not_null]
          - name: status
            tests:
              - accepted_values:
                  arguments: {values: [a, b]}
        data_tests:
          - unique: {column_name: "(id || status)"}
      - name: customers
models:
  - name: stg_orders
    description: staged orders
    config:
      tags: [ymltag]
      meta: {a: 9}
      grants: {+select: [al]}
    columns:
      - name: id
        description: key
        data_type: int
        tags: [coltag]
        data_tests:
          - unique
          - not_null:
              config: {severity: error, where: "id > 0", tags: [x]}
      - name: customer_id
        data_tests:
          - relationships:
              arguments: {to: ref('stg_customers'), field: id}
      - name: status
        data_tests:
          - accepted_values:
              name: my_status_test
              arguments:
                values: ['placed', 'shipped', 'completed', 'return_pending', 'returned', 'lost in the mail']
          - accepted_values:
              arguments:
                values: ['placed', 'shipped', 'completed', 'return_pending', 'returned', 'lost in the mail']
          - accepted_values:
              values: [1, 2.5, true, null]
              quote: false
              config: {where: "1=1", severity: error, limit: 5, error_if: ">10", warn_if: ">1", fail_calc: "count(*)", meta: {m: 1}}
          - not_null:
              severity: warn
              where: status <> 'x'
      - name: Order Date
        quote: true
        data_tests: [not_null]
  - name: stg_customers
    data_tests:
      - unique:
          arguments: {column_name: id}
      - test_name: not_null
        name: nn
        column_name: id
`,
  'models/marts/fct_orders.sql': `{{ config(materialized='table', enabled=true) }}
select * from {{ ref('stg_orders') }} join {{ ref('shop', 'stg_customers') }} c using (id)
`,
  'models/marts/deep/er/fct_deep.sql': `select 1 as id -- {{ ref('fct_orders') }}
`,
  'models/marts/off.sql': `{{ config(enabled=false) }} select 1`,
  'models/rootm.sql': `select '{{ this }}' as x, '{{ var('top') }}' a, '{{ var('scoped') }}' b`,
  'seeds/country.csv': `code,name
a,b
`,
  'seeds/sub/customers.csv': `id,name
1,b
`,
  'seeds/s.yml': `seeds:
  - name: country
    config: {column_types: {name: text}, tags: [s]}
    columns:
      - name: code
        data_tests: [not_null]
`,
  'data-tests/assert_x.sql': `{{ config(severity='error', tags=['sing']) }}
select * from {{ ref('fct_orders') }} where false
`,
  'data-tests/deep/assert_y.sql': `select * from {{ source('raw','orders') }} where false
`,
  'data-tests/y.yml': `data_tests:
  - name: assert_x
    description: sing desc
    config: {meta: {q: 1}}
`,
};
