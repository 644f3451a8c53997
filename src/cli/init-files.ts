/** The files of a new project by their paths: small, complete, and building at once. */
export function initFiles(name: string): ReadonlyMap<string, string> {
  return new Map([
    ['dbt_project.yml', projectFile(name)],
    ['seeds/raw_orders.csv', SEED],
    ['models/staging/stg_orders.sql', STAGING],
    ['models/marts/daily_revenue.sql', MART],
    ['models/properties.yml', PROPERTIES],
    ['.gitignore', GITIGNORE],
  ]);
}

function projectFile(name: string): string {
  return `name: ${name}
version: '1.0.0'
profile: ${name}

model-paths: [models]
seed-paths: [seeds]
macro-paths: [macros]
test-paths: [data-tests]
clean-targets: [target]

models:
  ${name}:
    staging:
      +materialized: view
    marts:
      +materialized: table
`;
}

const SEED = `id,customer,ordered_on,amount
1,Ada,2026-01-05,30.00
2,Grace,2026-01-05,12.50
3,Ada,2026-01-06,8.20
4,Linus,2026-01-07,99.90
`;

const STAGING = `-- One row an order, cleaned and typed.
select
    id::bigint as order_id,
    btrim(customer) as customer,
    ordered_on::date as ordered_on,
    amount::numeric(12, 2) as amount
from {{ ref('raw_orders') }}
`;

const MART = `-- What was sold on each day.
select
    ordered_on,
    count(*) as orders,
    sum(amount) as revenue
from {{ ref('stg_orders') }}
group by ordered_on
`;

const PROPERTIES = `version: 2

seeds:
  - name: raw_orders
    description: Orders as they were exported.
    config:
      column_types: {id: bigint, amount: 'numeric(12, 2)'}

models:
  - name: stg_orders
    description: One row an order, cleaned and typed.
    columns:
      - name: order_id
        description: The order's number.
        data_tests: [unique, not_null]
      - name: customer
        description: Who ordered.
        data_tests: [not_null]

  - name: daily_revenue
    description: What was sold on each day.
    columns:
      - name: ordered_on
        description: The day.
        data_tests: [unique, not_null]
      - name: revenue
        description: Sum of the amounts of the day's orders.
`;

const GITIGNORE = `target/
.jiggy/
`;
