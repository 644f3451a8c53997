import { makeCatalogue } from './catalogue.js';
import { makeCustomerBook } from './customers.js';
import { type DirtMaker, makeDirtMaker } from './dirt.js';
import { type LateCopies, makeLateCopies } from './late-copies.js';
import { MARKETS } from './markets.js';
import { drawNamePools } from './name-pools.js';
import type { Order } from './order.js';
import { openOrderDesk, type OrderDesk } from './order-desk.js';
import { makePriceList } from './prices.js';
import { randomOf } from './random.js';
import { makeRegulars } from './regulars.js';
import { HEADER, makeRowWriter, type RowWriter } from './row.js';
import type { SampleOptions } from './sample-options.js';
import { ordersPerDay } from './seasons.js';
import { type Ledger, openLedger, type SampleTruth } from './truth.js';

/** A file in the making. Its bytes are made while they are read, and can be read once. */
export interface GeneratedShop extends AsyncIterable<Buffer> {
  /** What was written so far: the truth about the whole file once it has been read to its end. */
  truth(): SampleTruth;
  /** Orders written so far. */
  ordersDone(): number;
}

/** Chunks hold about this many characters. */
const CHUNK = 128 * 1024;

/**
 * Generates the transaction export of a shop: the 46 columns of the real one, UTF-8, LF, ISO dates, RFC 4180 quotes where needed, one
 * record per physical line, orders by date. Equal options give equal bytes on every platform; memory does not grow with the file but
 * for one byte a customer.
 *
 * @example
 * const shop = generateShop({ ...DEFAULT_SAMPLE, orders: 100 });
 * for await (const chunk of shop) process.stdout.write(chunk);
 * shop.truth().rows; // data lines written
 */
export function generateShop(options: SampleOptions): GeneratedShop {
  const works = openWorks(options);
  const chunks = inChunks(writeLines(options, works));
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.resolve(chunks.next()),
      return: () => Promise.resolve(chunks.return(undefined)),
    }),
    truth: () => works.ledger.truth(),
    ordersDone: () => works.ledger.orders(),
  };
}

/** Everything that turns days into lines. */
interface Works {
  readonly takeOrder: OrderDesk;
  readonly writeRows: RowWriter;
  readonly makeDirty: DirtMaker;
  readonly copies: LateCopies;
  readonly ledger: Ledger;
}

function openWorks({ seed, from, to, ...options }: SampleOptions): Works {
  const pools = drawNamePools(
    seed,
    MARKETS.map((market) => market.country),
  );
  const products = makeCatalogue(seed, pools, from, to);
  const regulars = makeRegulars(randomOf(seed, 'regulars'), options.orders);
  const prices = makePriceList(seed, from, products);
  const customers = makeCustomerBook(seed, pools);
  return {
    takeOrder: openOrderDesk({ seed, products, prices, customers, regulars, asOf: to }),
    writeRows: makeRowWriter(products),
    makeDirty: makeDirtMaker(seed, options.dirt, options.dirtKinds),
    copies: makeLateCopies(),
    ledger: openLedger({ seed, from, to }, products, regulars),
  };
}

function* writeLines(options: SampleOptions, works: Works): Generator<string> {
  yield HEADER;
  for (const { day, orders } of ordersPerDay(options.seed, options.orders, options.from, options.to)) {
    for (let count = 0; count < orders; count += 1) yield* writeOrder(works.takeOrder(day), works);
  }
  for (const text of works.copies.rest()) {
    works.ledger.copy();
    yield text;
  }
}

function* writeOrder(order: Order, { writeRows, makeDirty, copies, ledger }: Works): Generator<string> {
  const rows = writeRows(order);
  const verdicts = order.lines.map((line, index) => makeDirty(rows[index] ?? [], line));
  ledger.order(order, verdicts);
  for (const [index, verdict] of verdicts.entries()) {
    const text = 'text' in verdict ? verdict.text : (rows[index]?.join(',') ?? '');
    yield text;
    if (verdict.kind === 'duplicate_line') copies.keep(text, verdict.copyAfter);
    for (const copy of copies.due()) {
      ledger.copy();
      yield copy;
    }
  }
}

function* inChunks(lines: Iterable<string>): Generator<Buffer, undefined> {
  let text = '';
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
  return undefined;
}
