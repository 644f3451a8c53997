import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** What one export file holds, counted from its text alone: nothing here is shared with generator, ingest or models. */
export interface Recount {
  readonly rows: number;
  readonly accepted: number;
  readonly quarantined: Readonly<Record<string, number>>;
  readonly flags: {
    readonly wrong_total: number;
    readonly contradictory_status: number;
    readonly product_variant: number;
    readonly missing_contact: number;
  };
  readonly cancelledButDelivered: number;
  readonly completedButUnpaid: number;
  readonly deliveryStatusWrong: number;
  readonly orders: number;
  readonly customers: number;
  readonly products: number;
  /** Exact, in ten-thousandths, each cell rounded there first. */
  readonly totalPrice: bigint;
  readonly finalPrice: bigint;
  /** Order date -> FinalPrice of its lines, in ten-thousandths. */
  readonly days: ReadonlyMap<string, bigint>;
}

type Line = Readonly<Record<string, string>>;

const DATES = [
  'Date',
  'ShippingDate',
  'DeliveryDate',
  'EstimatedDelivery',
  'ActualDelivery',
  'ProductReturnDate',
  'ReviewDate',
];

/** Recounts a file in which every record is one physical line, as the shop's and the generator's are. */
export function recount(file: string): Recount {
  const [header = '', ...texts] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  const quarantined: Record<string, number> = {};
  const seen = new Set<string>();
  const lines: Line[] = [];
  for (const text of texts) {
    const read = seen.has(text) ? 'duplicate_row' : readLine(text, names);
    seen.add(text);
    if (typeof read === 'string') quarantined[read] = (quarantined[read] ?? 0) + 1;
    else lines.push(read);
  }
  return { rows: texts.length, accepted: lines.length, quarantined, ...countLines(lines) };
}

/** The cells by name, or the reason why the line is none. */
function readLine(text: string, names: readonly string[]): Line | string {
  let cells: readonly string[];
  try {
    const records: readonly (readonly string[])[] = parse(text, { relax_column_count: true });
    cells = records[0] ?? [];
  } catch {
    return 'broken_quote';
  }
  if (cells.length !== names.length) return 'wrong_field_count';
  const line: Line = Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  return DATES.every((name) => line[name] === '' || isDay(line[name] ?? '')) ? line : 'not_a_date';
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function countLines(lines: readonly Line[]): Omit<Recount, 'rows' | 'accepted' | 'quarantined'> {
  const cancelled = lines.filter(isCancelledButDelivered);
  const unpaid = lines.filter(isCompletedButUnpaid);
  const misnamed = lines.filter(isDeliveryStatusWrong);
  const days = new Map<string, bigint>();
  for (const line of lines) {
    const day = cell(line, 'Date');
    days.set(day, (days.get(day) ?? 0n) + tenThousandths(cell(line, 'FinalPrice')));
  }
  return {
    flags: {
      wrong_total: lines.filter(isTotalWrong).length,
      contradictory_status: new Set([...cancelled, ...unpaid, ...misnamed]).size,
      product_variant: countVariants(lines),
      missing_contact: lines.filter((line) => cell(line, 'CustomerPhone') + cell(line, 'CustomerEmail') === '').length,
    },
    cancelledButDelivered: cancelled.length,
    completedButUnpaid: unpaid.length,
    deliveryStatusWrong: misnamed.length,
    orders: countKeys(lines, 'Date', 'CustomerFullName', 'CustomerAddress', 'PaymentType', 'ShipmentTrackingNumber'),
    customers: countKeys(lines, 'CustomerFullName', 'CustomerAddress'),
    products: new Set(lines.map(productKey)).size,
    totalPrice: sum(lines, 'TotalPrice'),
    finalPrice: sum(lines, 'FinalPrice'),
    days,
  };
}

function isTotalWrong(line: Line): boolean {
  const expected = tenThousandths(cell(line, 'UnitPrice')) * BigInt(cell(line, 'Quantity'));
  const difference = tenThousandths(cell(line, 'TotalPrice')) - expected;
  return difference > 100n || difference < -100n;
}

function isCancelledButDelivered(line: Line): boolean {
  return cell(line, 'OrderStatus') === 'Cancelled' && cell(line, 'ActualDelivery') !== '';
}

function isCompletedButUnpaid(line: Line): boolean {
  return cell(line, 'OrderStatus') === 'Completed' && cell(line, 'PaymentStatus') === 'Failed';
}

/** ISO dates compare as texts. */
function isDeliveryStatusWrong(line: Line): boolean {
  const [promised, arrived, word] = [cell(line, 'EstimatedDelivery'), cell(line, 'ActualDelivery'), cell(line, 'DeliveryStatus')]; // prettier-ignore
  if (promised === '' || arrived === '' || word === '') return false;
  const right = arrived < promised ? 'Early' : arrived === promised ? 'On Time' : 'Delayed';
  return word !== right;
}

/** Lines that do not write their product as most of its lines do. */
function countVariants(lines: readonly Line[]): number {
  const spellings = new Map<string, Map<string, number>>();
  for (const line of lines) {
    const counts = spellings.get(productKey(line)) ?? new Map<string, number>();
    spellings.set(productKey(line), counts);
    const name = cell(line, 'ProductName');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  let variants = 0;
  for (const counts of spellings.values()) {
    const times = [...counts.values()];
    variants += times.reduce((all, each) => all + each, 0) - Math.max(...times);
  }
  return variants;
}

function productKey(line: Line): string {
  return JSON.stringify([cell(line, 'ProductName').trim().replace(/\s+/g, ' ').toLowerCase(), cell(line, 'Category')]);
}

function countKeys(lines: readonly Line[], ...names: readonly string[]): number {
  return new Set(lines.map((line) => JSON.stringify(names.map((name) => cell(line, name))))).size;
}

function sum(lines: readonly Line[], name: string): bigint {
  return lines.reduce((all, line) => all + tenThousandths(cell(line, name)), 0n);
}

/** `1756.1599999999999` -> 17561600n: digits beyond the fourth decimal round it, half up; exact for any length. */
export function tenThousandths(text: string): bigint {
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (match === null || text === '') throw new Error(`"${text}" is no amount`);
  const [, sign, whole = '', decimals = ''] = match;
  const digits = BigInt(`${whole === '' ? '0' : whole}${decimals.slice(0, 4).padEnd(4, '0')}`);
  const rounded = digits + (Number(decimals[4] ?? '0') >= 5 ? 1n : 0n);
  return sign === '-' ? -rounded : rounded;
}

function cell(line: Line, name: string): string {
  const text = line[name];
  if (text === undefined) throw new Error(`The file has no column ${name}`);
  return text;
}
