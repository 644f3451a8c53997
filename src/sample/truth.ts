import { isoOf } from './calendar.js';
import { affinityGroups, type Product } from './catalogue.js';
import { DIRT_KINDS, type DirtKind, QUARANTINE_REASONS, type QuarantineReason } from './dirt-kind.js';
import type { Verdict } from './dirt.js';
import type { Order, OrderLine } from './order.js';
import type { Regulars } from './regulars.js';
import type { SampleOptions } from './sample-options.js';

/** What the file holds and what ingest must find in it; the names are those of the truth file. */
export interface SampleTruth {
  readonly seed: number;
  /** Orders that the shop had. */
  readonly orders: number;
  /** Orders with at least one line that ingest can accept. */
  readonly orders_accepted: number;
  /** Lines of the file without the header. */
  readonly rows: number;
  readonly rows_accepted: number;
  /** Every reason is named, with 0 where it does not occur. Damaged lines stand in place of good ones, duplicates beside them. */
  readonly quarantined: Readonly<Record<QuarantineReason, number>>;
  /** Every kind is named, with 0 where it does not occur. */
  readonly dirt: Readonly<Record<DirtKind, number>>;
  /** Customers and products with at least one accepted line. */
  readonly customers: number;
  readonly products: number;
  /** Over the cells of the accepted lines as they are written, wrong totals included; exact decimals. */
  readonly sums: { readonly total_price: string; readonly final_price: string };
  /** ISO dates. */
  readonly from: string;
  readonly to: string;
  /** Names of products that are designed to be bought together. */
  readonly affinities: readonly (readonly string[])[];
}

/** Counts while the file is written. */
export interface Ledger {
  /** Notes an order by what became of its lines. */
  order(order: Order, verdicts: readonly Verdict[]): void;
  /** Notes a copy that was written. */
  copy(): void;
  orders(): number;
  truth(): SampleTruth;
}

/** Opens the books of one file. */
export function openLedger(
  options: Pick<SampleOptions, 'seed' | 'from' | 'to'>,
  products: readonly Product[],
  regulars: Regulars,
): Ledger {
  const counts = { orders: 0, accepted: 0, rows: 0, rowsAccepted: 0 };
  const dirt = zeros(DIRT_KINDS);
  const quarantined = zeros(QUARANTINE_REASONS);
  const soldProducts = new Set<number>();
  const totalPrice = exactSum();
  const finalPrice = exactSum();
  const accept = (line: OrderLine, verdict: Verdict): void => {
    counts.rowsAccepted += 1;
    soldProducts.add(line.product.index);
    totalPrice.add(('totalPrice' in verdict ? verdict.totalPrice : undefined) ?? line.totalPrice);
    finalPrice.add(line.finalPrice);
  };
  return {
    order: (order, verdicts) => {
      counts.orders += 1;
      const before = counts.rowsAccepted;
      order.lines.forEach((line, index) => {
        const verdict = verdicts[index] ?? { kind: 'clean' };
        const reason = 'reason' in verdict ? verdict.reason : undefined;
        if (verdict.kind !== 'clean' && verdict.kind !== 'duplicate_line') dirt[verdict.kind] += 1;
        counts.rows += 1;
        if (reason === undefined) accept(line, verdict);
        else quarantined[reason] += 1;
      });
      if (counts.rowsAccepted === before) return;
      counts.accepted += 1;
      regulars.accepted(order.customer.index);
    },
    copy: () => {
      counts.rows += 1;
      dirt.duplicate_line += 1;
      quarantined.duplicate_row += 1;
    },
    orders: () => counts.orders,
    truth: () => ({
      seed: options.seed,
      orders: counts.orders,
      orders_accepted: counts.accepted,
      rows: counts.rows,
      rows_accepted: counts.rowsAccepted,
      quarantined: { ...quarantined },
      dirt: { ...dirt },
      customers: regulars.acceptedCount(),
      products: soldProducts.size,
      sums: { total_price: decimal(totalPrice.value(), 2), final_price: decimal(finalPrice.value(), 4) },
      from: isoOf(options.from),
      to: isoOf(options.to),
      affinities: affinityGroups(products).map((group) => group.map((product) => product.name)),
    }),
  };
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}

/** Adds whole numbers without losing one beyond 2^53: a plain number takes the small ones and is emptied in time. */
function exactSum(): { readonly add: (value: number) => void; readonly value: () => bigint } {
  let carried = 0n;
  let open = 0;
  return {
    add: (value) => {
      open += value;
      if (open < 2 ** 50) return;
      carried += BigInt(open);
      open = 0;
    },
    value: () => carried + BigInt(open),
  };
}

function decimal(amount: bigint, decimals: number): string {
  const digits = String(amount).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
