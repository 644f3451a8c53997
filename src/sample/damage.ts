import { COLUMN, COLUMNS, DATE_COLUMNS } from './columns.js';
import { csvCell } from './csv-cell.js';
import type { DirtKind, QuarantineReason } from './dirt-kind.js';
import { cents } from './money.js';
import type { OrderLine } from './order.js';
import type { Random } from './random.js';
import type { Row } from './row.js';

/** A damaged line as it stands in the file, and what ingest must do with it. */
export interface Damaged {
  readonly text: string;
  /** Absent when the line is accepted all the same. */
  readonly reason?: QuarantineReason;
  /** Cents as written, where the damage changed them. */
  readonly totalPrice?: number;
}

/** The kinds that change a line. A duplicate is an extra line instead. */
export type DamageKind = Exclude<DirtKind, 'duplicate_line'>;

/** Does one kind of damage to a row, which it may change. */
export function damage(kind: DamageKind, random: Random, row: Row, line: OrderLine): Damaged {
  switch (kind) {
    case 'wrong_total':
      return wrongTotal(random, row, line);
    case 'contradictory_status':
      return contradict(random, row);
    case 'impossible_date':
      return impossibleDate(random, row);
    case 'product_variant':
      return respell(random, row, line.product.name);
    case 'missing_contact':
      row[COLUMN.CustomerPhone] = row[COLUMN.CustomerEmail] = '';
      return whole(row);
    case 'broken_line':
      return breakLine(random, row);
  }
}

function whole(row: Row): Damaged {
  return { text: row.join(',') };
}

/** The slip is in TotalPrice alone: tax, final price and profit stay those of the right total. */
function wrongTotal(random: Random, row: Row, line: OrderLine): Damaged {
  const totalPrice = misreckon(random, line);
  row[COLUMN.TotalPrice] = cents(totalPrice);
  return { text: row.join(','), totalPrice };
}

/** Another total, positive and at least 0.05 away. */
function misreckon(random: Random, { totalPrice, unitPrice, quantity }: OrderLine): number {
  switch (random.below(4)) {
    case 0:
      return quantity > 1 ? unitPrice : totalPrice * 2;
    case 1:
      return totalPrice + unitPrice;
    case 2:
      return Math.floor(totalPrice * 0.9) - 5;
    default:
      return totalPrice + random.between(5, 99);
  }
}

/** One of the contradictions that the real export shows; none touches the columns that form orders. */
function contradict(random: Random, row: Row): Damaged {
  if (row[COLUMN.ActualDelivery] !== '') contradictDelivered(random, row);
  else if (row[COLUMN.OrderStatus] === 'Cancelled') {
    row[COLUMN.ActualDelivery] = row[COLUMN.DeliveryDate] = row[COLUMN.EstimatedDelivery] ?? '';
    row[COLUMN.DeliveryStatus] = 'On Time';
  } else {
    row[COLUMN.OrderStatus] = 'Completed';
    row[COLUMN.PaymentStatus] = 'Failed';
  }
  return whole(row);
}

const DELIVERY_WORDS = ['Early', 'On Time', 'Delayed'];

function contradictDelivered(random: Random, row: Row): void {
  const way = random.below(4);
  if (way === 0) row[COLUMN.OrderStatus] = 'Cancelled';
  else if (way === 1) {
    row[COLUMN.OrderStatus] = 'Completed';
    row[COLUMN.PaymentStatus] = 'Failed';
  } else {
    const said = DELIVERY_WORDS.indexOf(row[COLUMN.DeliveryStatus] ?? '');
    row[COLUMN.DeliveryStatus] = DELIVERY_WORDS[(said + 1 + random.below(2)) % 3] ?? '';
  }
}

/** None is a date in any reading; `tomorrow` is here because PostgreSQL would take it for one. `YYYY` becomes the year of the cell. */
const IMPOSSIBLE_DATES = [
  'YYYY-02-30',
  'YYYY-13-01',
  '31/02/YYYY',
  '0000-00-00',
  'soon',
  'YYYY-06-31',
  'YYYY-00-10',
  'tomorrow',
];

function impossibleDate(random: Random, row: Row): Damaged {
  const filled = DATE_COLUMNS.filter((name) => row[COLUMN[name]] !== '');
  const column = COLUMN[filled[random.below(filled.length)] ?? 'Date'];
  const pattern = IMPOSSIBLE_DATES[random.below(IMPOSSIBLE_DATES.length)] ?? 'soon';
  row[column] = pattern.replace('YYYY', (row[column] ?? '').slice(0, 4));
  return { text: row.join(','), reason: 'not_a_date' };
}

/** Another spelling of the product's name by case, blanks or both; never the name itself. */
function respell(random: Random, row: Row, name: string): Damaged {
  const way = random.below(3);
  const cased = way === 1 ? name : random.chance(0.5) ? asciiCase(name, /[a-z]/g, 32) : asciiCase(name, /[A-Z]/g, -32);
  row[COLUMN.ProductName] = csvCell(way === 0 ? cased : blanks(random, cased));
  return whole(row);
}

/** Changes the case of unaccented letters only: databases disagree about the others. */
function asciiCase(text: string, letters: RegExp, step: number): string {
  return text.replace(letters, (letter) => String.fromCharCode(letter.charCodeAt(0) - step));
}

function blanks(random: Random, name: string): string {
  switch (random.below(4)) {
    case 0:
      return ` ${name}`;
    case 1:
      return `${name}  `;
    case 2:
      return name.replace(' ', '  ');
    default:
      return `  ${name.replaceAll(' ', '  ')} `;
  }
}

/**
 * Breaks the structure: too few fields, too many, a quote that is never closed within the line, or text after a closing quote. Every
 * record of the file is one physical line, so that a reader finds its feet again at the next line end.
 */
function breakLine(random: Random, row: Row): Damaged {
  switch (random.below(4)) {
    case 0:
      return { text: cutShort(random, row), reason: 'wrong_field_count' };
    case 1:
      return { text: addFields(random, row), reason: 'wrong_field_count' };
    case 2:
      return { text: openQuote(random, row), reason: 'broken_quote' };
    default:
      return { text: textAfterQuote(random, row), reason: 'broken_quote' };
  }
}

function cutShort(random: Random, row: Row): string {
  const kept = random.between(2, COLUMNS.length - 2);
  const torn = row[kept] ?? '';
  const rest = torn.startsWith('"') ? '' : torn.slice(0, torn.length >> 1);
  return [...row.slice(0, kept), rest].join(',');
}

function addFields(random: Random, row: Row): string {
  const extra = random.chance(0.5) ? [''] : [' Rear Building', ''];
  const place = random.chance(0.5) ? row.length : COLUMN.CustomerAddress + 1;
  return [...row.slice(0, place), ...extra, ...row.slice(place)].join(',');
}

/** The quote opens after the last quoted cell; otherwise the next quote would close it. */
function openQuote(random: Random, row: Row): string {
  const lastQuoted = row.findLastIndex((cell) => cell.startsWith('"'));
  const places = filledCells(row).filter((index) => index > lastQuoted);
  if (places.length === 0) return textAfterQuote(random, row);
  const place = places[random.below(places.length)] ?? 0;
  row[place] = `"${row[place] ?? ''}`;
  return row.join(',');
}

function textAfterQuote(random: Random, row: Row): string {
  const places = filledCells(row).filter((index) => !row[index]?.startsWith('"'));
  const place = places[random.below(places.length)] ?? 0;
  row[place] = `"${row[place] ?? ''}" (sic)`;
  return row.join(',');
}

function filledCells(row: Row): number[] {
  return row.flatMap((cell, index) => (cell === '' ? [] : [index]));
}
