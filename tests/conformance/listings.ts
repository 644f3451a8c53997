import { type Check, compareByName, firstDifference } from './check.js';

/** Arguments of `ls` whose answers must agree. Each is a case of its own. */
export const LISTINGS: readonly (readonly string[])[] = [
  [],
  ['--select', 'stg_transactions'],
  ['--select', 'stg_transactions+'],
  ['--select', '+fct_daily_sales'],
  ['--select', '1+fct_daily_sales'],
  ['--select', 'orders+1'],
  ['--select', '+orders+'],
  ['--select', '@carriers'],
  ['--select', 'source:shop'],
  ['--select', 'source:shop.transactions+'],
  ['--select', 'path:models/marts'],
  ['--select', 'path:models/staging/core/orders.sql'],
  ['--select', 'models/staging'],
  ['--select', 'fqn:jiggy.staging.core'],
  ['--select', 'staging.core'],
  ['--select', 'jiggy.marts'],
  ['--select', 'marts.*'],
  ['--select', 'dim_*'],
  ['--select', 'fct_order_lines dim_products'],
  ['--select', 'fct_order_lines', 'dim_products'],
  ['--select', 'path:models/marts,config.materialized:table'],
  ['--select', '+dim_customers,resource_type:seed'],
  ['--select', 'config.materialized:view'],
  ['--select', 'config.schema:core'],
  ['--select', 'resource_type:seed'],
  ['--select', 'test_type:singular'],
  ['--select', 'test_type:generic', '--exclude', 'path:models/marts'],
  ['--select', 'test_name:relationships'],
  ['--select', 'config.severity:warn'],
  ['--select', 'orders', '--exclude', 'resource_type:test'],
  ['--exclude', 'staging+'],
  ['--exclude', 'resource_type:test'],
  ['--resource-type', 'model'],
  ['--resource-type', 'seed'],
  ['--resource-type', 'source'],
  ['--resource-type', 'test', '--select', 'carriers'],
  ['--resource-type', 'model', '--select', '+fct_order_fulfilment', '--output', 'name'],
  ['--resource-type', 'model', '--output', 'path'],
  ['--select', 'orders', '--indirect-selection', 'cautious'],
  ['--select', 'orders', '--indirect-selection', 'buildable'],
  ['--select', 'orders', '--indirect-selection', 'empty'],
  ['--select', 'no_such_model'],
];

/** Compares the answers to `ls`, by the arguments that were given; the order of the lines counts for nothing. */
export function compareListings(
  dbt: ReadonlyMap<string, readonly string[]>,
  jiggy: ReadonlyMap<string, readonly string[]>,
): readonly Check[] {
  return compareByName('listing', dbt, jiggy, (left, right) =>
    firstDifference(
      `of ${String(left.length)} and ${String(right.length)} lines, sorted`,
      [...left].sort(),
      [...right].sort(),
    ),
  );
}

/** The name of a listing: the command as one would type it. */
export function nameOfListing(args: readonly string[]): string {
  return ['ls', ...args.map((each) => (each.includes(' ') || each.includes('*') ? `'${each}'` : each))].join(' ');
}
