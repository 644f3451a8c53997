import { type Check, compareByName, firstDifference } from './check.js';

/** Arguments of `ls` whose answers must agree, one for each way of selecting. Each is a case of its own. */
const QUICK: readonly (readonly string[])[] = [
  [],
  ['--select', 'stg_transactions+'],
  ['--select', '1+fct_daily_sales'],
  ['--select', '@carriers'],
  ['--select', 'source:shop'],
  ['--select', 'path:models/staging/core/orders.sql'],
  ['--select', 'staging.core'],
  ['--select', 'dim_*'],
  ['--select', 'fct_order_lines', 'dim_products'],
  ['--select', '+dim_customers,resource_type:seed'],
  ['--select', 'config.materialized:table'],
  ['--select', 'test_type:generic', '--exclude', 'path:models/marts'],
  ['--select', 'test_name:relationships'],
  ['--exclude', 'staging+'],
  ['--resource-type', 'model', '--select', '+fct_order_fulfilment', '--output', 'name'],
  ['--resource-type', 'model', '--output', 'path'],
  ['--select', 'orders', '--indirect-selection', 'cautious'],
  ['--select', 'no_such_model'],
];

/** Variations of them: each takes dbt more than a second. */
const MORE: readonly (readonly string[])[] = [
  ['--select', 'stg_transactions'],
  ['--select', '+fct_daily_sales'],
  ['--select', 'orders+1'],
  ['--select', '+orders+'],
  ['--select', 'source:shop.transactions+'],
  ['--select', 'path:models/marts'],
  ['--select', 'models/staging'],
  ['--select', 'fqn:jiggy.staging.core'],
  ['--select', 'jiggy.marts'],
  ['--select', 'marts.*'],
  ['--select', 'fct_order_lines dim_products'],
  ['--select', 'path:models/marts,config.materialized:table'],
  ['--select', 'config.schema:core'],
  ['--select', 'resource_type:seed'],
  ['--select', 'test_type:singular'],
  ['--select', 'config.severity:warn'],
  ['--select', 'orders', '--exclude', 'resource_type:test'],
  ['--exclude', 'resource_type:test'],
  ['--resource-type', 'model'],
  ['--resource-type', 'seed'],
  ['--resource-type', 'source'],
  ['--resource-type', 'test', '--select', 'carriers'],
  ['--select', 'orders', '--indirect-selection', 'buildable'],
  ['--select', 'orders', '--indirect-selection', 'empty'],
];

export function listings(quick: boolean): readonly (readonly string[])[] {
  return quick ? QUICK : [...QUICK, ...MORE];
}

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
