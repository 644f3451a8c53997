import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { recount, tenThousandths } from './recount.js';

const folder = mkdtempSync(join(tmpdir(), 'jiggy-recount-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const NAMES = [
  'Date', 'ProductName', 'Category', 'Quantity', 'UnitPrice', 'TotalPrice', 'FinalPrice', 'PaymentType', 'OrderStatus',
  'PaymentStatus', 'CustomerFullName', 'CustomerAddress', 'CustomerPhone', 'CustomerEmail', 'ShipmentTrackingNumber',
  'EstimatedDelivery', 'ActualDelivery', 'DeliveryStatus', 'ShippingDate', 'DeliveryDate', 'ProductReturnDate', 'ReviewDate',
]; // prettier-ignore
const GOOD: Readonly<Record<string, string>> = {
  Date: '2024-02-29', ProductName: 'Tea Cup', Category: 'Home', Quantity: '3', UnitPrice: '585.3867', TotalPrice: '1756.1599999999999',
  FinalPrice: '10.00005', PaymentType: 'PayPal', OrderStatus: 'Completed', PaymentStatus: 'Processed', CustomerFullName: 'A B',
  CustomerAddress: 'C 1', CustomerEmail: 'a@example.com', EstimatedDelivery: '2024-03-02', ActualDelivery: '2024-03-02', DeliveryStatus: 'On Time',
}; // prettier-ignore

function recountOf(...lines: readonly (Readonly<Record<string, string>> | string)[]): ReturnType<typeof recount> {
  const texts = lines.map((line, index) =>
    typeof line === 'string'
      ? line
      : NAMES.map((name) => ({ ...GOOD, CustomerPhone: String(index), ...line })[name] ?? '').join(','),
  );
  const file = join(folder, 'export.csv');
  writeFileSync(file, [NAMES.join(','), ...texts, ''].join('\n'));
  return recount(file);
}

it('finds nothing in good lines', () => {
  const counted = recountOf({}, {});
  expect(counted).toMatchObject({ rows: 2, accepted: 2, quarantined: {}, orders: 1, customers: 1, products: 1 });
  expect(counted.flags).toEqual({ wrong_total: 0, contradictory_status: 0, product_variant: 0, missing_contact: 0 });
  expect(counted.totalPrice).toBe(35123200n);
});

it.each([
  ['wrong_total', { TotalPrice: '1756.21' }],
  ['contradictory_status', { OrderStatus: 'Cancelled' }],
  ['contradictory_status', { PaymentStatus: 'Failed' }],
  ['contradictory_status', { ActualDelivery: '2024-03-03' }],
  ['product_variant', { ProductName: 'TEA  cup' }],
  ['missing_contact', { CustomerPhone: '', CustomerEmail: '' }],
] as const)('counts one %s in %j', (kind, change) => {
  const { flags } = recountOf({}, {}, change);
  expect(flags).toEqual({ wrong_total: 0, contradictory_status: 0, product_variant: 0, missing_contact: 0, [kind]: 1 });
});

it('gives each unreadable line its reason', () => {
  const text = NAMES.map((name) => GOOD[name] ?? '').join(',');
  const lines = [text, text, `${text},`, text.replace('Tea', '"Tea'), text.replace('Tea Cup', '"Tea" Cup')];
  const counted = recountOf(...lines, { Date: '2024-02-30' }, { ReviewDate: 'tomorrow' });
  const quarantined = { duplicate_row: 1, wrong_field_count: 1, broken_quote: 2, not_a_date: 2 };
  expect(counted).toMatchObject({ rows: 7, accepted: 1, quarantined });
});

it('reads amounts exactly', () => {
  expect(['1756.1599999999999', '-0.00005', '.5', '12'].map(tenThousandths)).toEqual([17561600n, -1n, 5000n, 120000n]);
  expect(() => tenThousandths('1e3')).toThrow();
});
