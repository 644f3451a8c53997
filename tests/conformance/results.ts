import { type Check, compareByName } from './check.js';

/** How a node of a run ended. */
export interface NodeOutcome {
  /** dbt's words: success, pass, warn, fail, error, skipped. */
  readonly status: string;
  /** Rows that a test found; null for what is no test or did not run. */
  readonly failures: number | null;
  /** Rows of a table or seed; null for the others. */
  readonly rows: number | null;
}

/** Compares how every node ended, by its name. */
export function compareResults(
  dbt: ReadonlyMap<string, NodeOutcome>,
  jiggy: ReadonlyMap<string, NodeOutcome>,
): readonly Check[] {
  return compareByName('result', dbt, jiggy, (left, right) => {
    const [was, is] = [sentence(left), sentence(right)];
    return was === is ? undefined : `dbt ${was}, jiggy ${is}`;
  });
}

/** `test.jiggy.unique_orders_order_id.fed79b3a6e` -> `test.jiggy.unique_orders_order_id`: the hash is left out. */
export function nameOfResult(uniqueId: string): string {
  return uniqueId.startsWith('test.') ? uniqueId.split('.').slice(0, 3).join('.') : uniqueId;
}

function sentence({ status, failures, rows }: NodeOutcome): string {
  const counts = [failures === null ? '' : `${String(failures)} failures`, rows === null ? '' : `${String(rows)} rows`];
  return [status, ...counts.filter((each) => each !== '')].join(', ');
}
