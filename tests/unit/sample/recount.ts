/**
 * Counts what is in a generated file from its text alone. It knows the contract (column names, the rule that forms orders, what each
 * kind of dirt is) and shares no code with the generator.
 */
import { createHash } from 'node:crypto';
import { generateShop } from '../../../src/sample/generate-shop.js';
import { DEFAULT_SAMPLE, type SampleOptions } from '../../../src/sample/sample-options.js';
import type { SampleTruth } from '../../../src/sample/truth.js';

export type Record_ = Readonly<Record<string, string>>;

/** The header of the shop's real export, written down by hand from the file. */
const EXPORT_HEADER =
  'Date,ProductName,Category,Quantity,UnitPrice,TotalPrice,PaymentType,Country,City,PostalCode,ShippingCost,OrderStatus,' +
  'ReturnStatus,Rating,Feedback,ShippingDate,DeliveryDate,CustomerFullName,CustomerPhone,CustomerEmail,CustomerAddress,' +
  'ProductDescription,SupplierName,SupplierContact,PurchasePrice,Profit,Discount,Tax,TaxAmount,FinalPrice,PaymentStatus,' +
  'ShipmentTrackingNumber,Carrier,EstimatedDelivery,ActualDelivery,DeliveryStatus,ProductReturnDate,ReturnReason,' +
  'RefundAmount,CustomerSupportContact,PromotionApplied,CouponCode,MembershipStatus,ReviewComment,ReviewDate,FollowUpAction';

const NAMES = EXPORT_HEADER.split(',');
const DATES = NAMES.filter((name) => /Date$|^(Estimated|Actual)Delivery$/.test(name));

export interface Generated {
  readonly text: string;
  readonly sha256: string;
  readonly truth: SampleTruth;
}

/** Runs the generator to the end. */
export async function generate(options: Partial<SampleOptions>): Promise<Generated> {
  const shop = generateShop({ ...DEFAULT_SAMPLE, ...options });
  const chunks: Buffer[] = [];
  for await (const chunk of shop) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  return { text, sha256: createHash('sha256').update(bytes).digest('hex'), truth: shop.truth() };
}

/** Data lines of a file whose last line is ended too. */
function dataLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines[0] !== EXPORT_HEADER) throw new Error(`Unexpected header: ${lines[0]}`);
  if (lines.at(-1) !== '') throw new Error('The last line is not ended');
  return lines.slice(1, -1);
}

/** Splits one physical line by RFC 4180; says which rule it breaks instead where it does. */
export function splitLine(line: string): string[] | 'broken_quote' {
  const cells: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(,|$)/.exec(rest);
    const bare = /^([^",\r\n]*)(,|$)/.exec(rest);
    const match = quoted ?? bare;
    if (!match) return 'broken_quote';
    cells.push(quoted ? match[1]!.replaceAll('""', '"') : match[1]!);
    rest = rest.slice(match[0].length);
    if (match[2] === '') return cells;
  }
}

export interface Recount {
  readonly rows: number;
  readonly accepted: readonly Record_[];
  readonly quarantined: Readonly<Record<string, number>>;
  readonly flags: Readonly<Record<string, number>>;
  readonly orders: number;
  readonly customers: number;
  readonly products: number;
  readonly totalPrice: string;
  readonly finalPrice: string;
}

/** Reads a whole file. */
export function recount(text: string): Recount {
  const lines = dataLines(text);
  const quarantined: Record<string, number> = {};
  const accepted: Record_[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    const verdict = readLine(line, seen);
    if (typeof verdict === 'string') quarantined[verdict] = (quarantined[verdict] ?? 0) + 1;
    else accepted.push(verdict);
  }
  return {
    rows: lines.length,
    accepted,
    quarantined,
    flags: countFlags(accepted),
    orders: groupOrders(accepted).size,
    customers: new Set(accepted.map((row) => `${row['CustomerFullName']}|${row['CustomerAddress']}`)).size,
    products: new Set(accepted.map((row) => productKey(row))).size,
    totalPrice: decimalSum(accepted.map((row) => row['TotalPrice']!)),
    finalPrice: decimalSum(accepted.map((row) => row['FinalPrice']!)),
  };
}

function readLine(line: string, seen: Set<string>): Record_ | string {
  const cells = splitLine(line);
  if (cells === 'broken_quote') return cells;
  if (cells.length !== NAMES.length) return 'wrong_field_count';
  const row = Object.fromEntries(NAMES.map((name, index) => [name, cells[index]!]));
  if (!DATES.every((name) => row[name] === '' || isDate(row[name]!))) return 'not_a_date';
  if (row['Date'] === '') return 'not_a_date';
  if (seen.has(line)) return 'duplicate_row';
  seen.add(line);
  return row;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

/** The documented rule: date, customer, address, payment type and tracking number. */
export function groupOrders(rows: readonly Record_[]): Map<string, Record_[]> {
  const orders = new Map<string, Record_[]>();
  for (const row of rows) {
    const key = ['Date', 'CustomerFullName', 'CustomerAddress', 'PaymentType', 'ShipmentTrackingNumber']
      .map((name) => row[name])
      .join('|');
    orders.set(key, [...(orders.get(key) ?? []), row]);
  }
  return orders;
}

function productKey(row: Record_): string {
  return row['ProductName']!.trim().replace(/ +/g, ' ').toLowerCase();
}

function countFlags(rows: readonly Record_[]): Record<string, number> {
  const usual = usualSpellings(rows);
  const count = (test: (row: Record_) => boolean): number => rows.filter(test).length;
  return {
    wrong_total: count((row) => Math.abs(scaled(row['TotalPrice']!, 2) - rightTotal(row)) >= 5),
    contradictory_status: count((row) => contradictions(row).length > 0),
    product_variant: count((row) => usual.get(productKey(row)) !== row['ProductName']),
    missing_contact: count((row) => row['CustomerEmail'] === '' && row['CustomerPhone'] === ''),
  };
}

function rightTotal(row: Record_): number {
  return Number(row['Quantity']) * scaled(row['UnitPrice']!, 2);
}

/** What an order's words and dates say against each other. */
export function contradictions(row: Record_): string[] {
  const { OrderStatus, PaymentStatus, DeliveryStatus, EstimatedDelivery, ActualDelivery } = row;
  const found: string[] = [];
  if (OrderStatus === 'Cancelled' && ActualDelivery !== '') found.push('cancelled but delivered');
  if (OrderStatus === 'Completed' && PaymentStatus !== 'Processed') found.push('completed but not paid');
  const expected = ActualDelivery === '' ? '' : byDates(EstimatedDelivery!, ActualDelivery!);
  if (DeliveryStatus !== expected) found.push(`says "${DeliveryStatus}" but dates say "${expected}"`);
  return found;
}

function byDates(estimated: string, actual: string): string {
  if (actual === estimated) return 'On Time';
  return actual < estimated ? 'Early' : 'Delayed';
}

/** Key of a product -> its most frequent spelling. */
function usualSpellings(rows: readonly Record_[]): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const spellings = counts.get(productKey(row)) ?? new Map<string, number>();
    spellings.set(row['ProductName']!, (spellings.get(row['ProductName']!) ?? 0) + 1);
    counts.set(productKey(row), spellings);
  }
  return new Map([...counts].map(([key, found]) => [key, [...found].sort((a, b) => b[1] - a[1])[0]![0]]));
}

/** `12.5` with two decimals -> 1250. Throws for anything but a plain decimal that fits. */
export function scaled(text: string, decimals: number): number {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match || (match[2] ?? '').length > decimals) throw new Error(`"${text}" has not ${decimals} decimals`);
  return Number(match[1]! + (match[2] ?? '').padEnd(decimals, '0'));
}

function decimalSum(texts: readonly string[]): string {
  const sum = texts.reduce((total, text) => total + BigInt(scaled(text, 4)), 0n);
  const digits = String(sum).padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
