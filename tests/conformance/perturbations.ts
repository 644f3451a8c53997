/** One change to a built database that a comparison must notice. */
export interface Perturbation {
  readonly name: string;
  /** The only relation that may be reported; absent where several must be. */
  readonly relation?: string;
  readonly sql: string;
}

const LINES = 'marts.fct_order_lines';

export const perturbations: readonly Perturbation[] = [
  {
    name: 'one cent in one row',
    relation: LINES,
    sql: `update ${LINES} set final_price = final_price + 0.01 where order_line_id = (select min(order_line_id) from ${LINES})`,
  },
  {
    name: 'a row missing',
    relation: LINES,
    sql: `delete from ${LINES} where order_line_id = (select min(order_line_id) from ${LINES})`,
  },
  {
    name: 'a row twice',
    relation: 'staging.carriers',
    sql: 'insert into staging.carriers select * from staging.carriers limit 1',
  },
  {
    name: 'an empty text for a NULL',
    relation: 'core.order_lines',
    sql: `update core.order_lines set return_reason = ''
          where order_line_id = (select min(order_line_id) from core.order_lines where return_reason is null)`,
  },
  { name: 'another type', relation: LINES, sql: `alter table ${LINES} alter quantity type bigint` },
  { name: 'another scale', relation: LINES, sql: `alter table ${LINES} alter profit type numeric(18, 5)` },
  { name: 'a column more', relation: LINES, sql: `alter table ${LINES} add note text` },
  { name: 'a column comment gone', relation: LINES, sql: `comment on column ${LINES}.quantity is null` },
  { name: 'a relation comment changed', relation: 'core.orders', sql: `comment on table core.orders is 'Orders.'` },
  { name: 'another name', sql: 'alter table core.orders rename to the_orders' },
  { name: 'a relation missing', relation: 'marts.dim_products', sql: 'drop table marts.dim_products' },
  {
    name: 'a relation more',
    relation: 'jb_left_over.x',
    sql: 'create schema jb_left_over; create table jb_left_over.x ()',
  },
  {
    name: 'a view instead of a table',
    relation: 'staging.stg_transactions',
    sql: `alter table staging.stg_transactions set schema public; create view staging.stg_transactions as table public.stg_transactions`,
  },
];
