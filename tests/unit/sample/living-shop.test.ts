import { beforeAll, describe, expect, test } from 'vitest';
import { contradictions, generate, groupOrders, recount, type Record_, scaled } from './recount.js';

let rows: readonly Record_[];
let orders: readonly (readonly Record_[])[];
let affinities: readonly (readonly string[])[];
const LAST_DAY = '2024-12-31';

beforeAll(async () => {
  const made = await generate({ orders: 12_000, seed: 8, dirt: 0 });
  rows = recount(made.text).accepted;
  orders = [...groupOrders(rows).values()];
  affinities = made.truth.affinities;
});

/** Rows that break a rule, the first few of them for the message. */
function breaking(rule: (row: Record_) => boolean): Record_[] {
  return rows.filter((row) => !rule(row)).slice(0, 3);
}

function countBy<T>(list: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of list) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

function distinct(list: readonly Record_[], ...names: string[]): number {
  return new Set(list.map((row) => names.map((name) => row[name]).join('|'))).size;
}

describe('orders', () => {
  test('lines of an order are neighbours, 1 to 8, of different products, and agree in all that belongs to the order', () => {
    const shared = ['Country', 'City', 'PostalCode', 'CustomerPhone', 'CustomerEmail', 'OrderStatus', 'PaymentStatus'];
    const dates = ['Carrier', 'ShippingDate', 'DeliveryDate', 'EstimatedDelivery', 'ActualDelivery', 'DeliveryStatus'];
    for (const lines of orders) {
      expect(lines.length).toBeLessThanOrEqual(8);
      expect(distinct(lines, 'ProductName')).toBe(lines.length);
      expect(distinct(lines, ...shared, ...dates, 'MembershipStatus', 'CouponCode', 'Tax')).toBe(1);
    }
    expect(orders.flat()).toEqual(rows);
    expect(new Set(orders.map((lines) => lines.length)).size).toBe(8);
  });

  test('a tracking number belongs to one order', () => {
    const shipped = orders.filter((lines) => lines[0]!['ShipmentTrackingNumber'] !== '');
    expect(new Set(shipped.map((lines) => lines[0]!['ShipmentTrackingNumber'])).size).toBe(shipped.length);
    expect(shipped.every((lines) => /^\d{10}$/.test(lines[0]!['ShipmentTrackingNumber']!))).toBe(true);
  });

  test('orders come by date', () => {
    const dates = rows.map((row) => row['Date']!);
    expect(dates).toEqual([...dates].sort());
  });
});

describe('consistency without dirt', () => {
  test('words and dates agree', () => {
    expect(breaking((row) => contradictions(row).length === 0)).toEqual([]);
  });

  test('the vocabularies are those of the real export', () => {
    const words = (name: string): string[] => [...new Set(rows.map((row) => row[name]!))].filter(Boolean).sort();
    expect(words('OrderStatus')).toEqual(['Cancelled', 'Completed', 'Pending', 'Refunded']);
    expect(words('PaymentStatus')).toEqual(['Failed', 'Pending', 'Processed']);
    expect(words('PaymentType')).toEqual(['Bank Transfer', 'Credit Card', 'Debit Card', 'PayPal']);
    expect(words('DeliveryStatus')).toEqual(['Delayed', 'Early', 'On Time']);
    expect(words('ReturnStatus')).toEqual(['Not Returned', 'Returned']);
    expect(words('Carrier')).toEqual(['DHL', 'FedEx', 'UPS', 'USPS']);
    expect(words('Country')).toEqual(['Australia', 'Canada', 'France', 'Germany', 'UK', 'USA']);
    expect(words('Category')).toEqual(['Books', 'Clothing', 'Electronics', 'Home & Kitchen', 'Toys & Games']);
    expect(words('Rating')).toEqual(['1', '2', '3', '4', '5']);
  });

  test('the amounts follow the rule of the real export, to the last decimal', () => {
    const wrong = breaking((row) => {
      const [unit, total, tax, purchase, profit] = [
        'UnitPrice',
        'TotalPrice',
        'TaxAmount',
        'PurchasePrice',
        'Profit',
      ].map((name) => scaled(row[name]!, 2)) as [number, number, number, number, number];
      const [discount, rate] = [scaled(row['Discount']!, 2), scaled(row['Tax']!, 2)];
      return (
        total === unit * Number(row['Quantity']) &&
        tax === Math.round((total * rate) / 100) &&
        scaled(row['FinalPrice']!, 4) === total * (100 - discount) + tax * 100 &&
        profit === (unit - purchase) * Number(row['Quantity']) &&
        unit > purchase &&
        discount <= 29
      );
    });
    expect(wrong).toEqual([]);
  });

  test('events come in order and none lies after the day of the export', () => {
    const chain = ['Date', 'ShippingDate', 'ActualDelivery', 'ReviewDate'];
    const wrong = breaking((row) => {
      const dates = chain.map((name) => row[name]!).filter(Boolean);
      const returned = row['ProductReturnDate']!;
      return (
        row['DeliveryDate'] === row['ActualDelivery'] &&
        row['EstimatedDelivery']! > row['Date']! &&
        dates.every((date, at) => at === 0 || date >= dates[at - 1]!) &&
        (returned === '' || (row['ActualDelivery'] !== '' && returned > row['ActualDelivery']!)) &&
        [...dates, returned].every((date) => date <= LAST_DAY)
      );
    });
    expect(wrong).toEqual([]);
  });

  test('what was not shipped has no shipment, and what has arrived was paid', () => {
    const wrong = breaking((row) => {
      const shipment = ['ShippingDate', 'ShipmentTrackingNumber', 'Carrier'].map((name) => row[name] !== '');
      const shipped = shipment.every(Boolean);
      if (!shipped && shipment.some(Boolean)) return false;
      if (!shipped) return row['ActualDelivery'] === '' && ['Cancelled', 'Pending'].includes(row['OrderStatus']!);
      if (row['PaymentStatus'] !== 'Processed' || row['OrderStatus'] === 'Cancelled') return false;
      return (row['ActualDelivery'] === '') === (row['OrderStatus'] === 'Pending');
    });
    expect(wrong).toEqual([]);
  });

  test('returns have date, reason and refund; reviews have stars, words and date; neither comes without a delivery', () => {
    const wrong = breaking((row) => {
      const back = row['ReturnStatus'] === 'Returned';
      const review = row['Rating'] !== '';
      return (
        back === (row['ProductReturnDate'] !== '') &&
        back === (row['ReturnReason'] !== '') &&
        (!back || row['RefundAmount'] === (Math.round(scaled(row['FinalPrice']!, 4) / 100) / 100).toFixed(2)) &&
        review === (row['ReviewDate'] !== '') &&
        review === (row['Feedback'] !== '') &&
        (review || row['ReviewComment'] === '') &&
        (!(back || review) || row['ActualDelivery'] !== '')
      );
    });
    expect(wrong).toEqual([]);
    for (const lines of orders.filter((order) => order[0]!['OrderStatus'] === 'Refunded'))
      expect(lines.every((row) => row['ReturnStatus'] === 'Returned')).toBe(true);
  });

  test('every line has its contacts and its product page', () => {
    const filled = [
      'CustomerPhone',
      'CustomerEmail',
      'ProductDescription',
      'SupplierName',
      'SupplierContact',
      'PostalCode',
    ];
    expect(breaking((row) => filled.every((name) => row[name] !== ''))).toEqual([]);
    expect(breaking((row) => Object.values(row).every((cell) => cell === cell.trim()))).toEqual([]);
  });
});

describe('customers', () => {
  test('each has one address, phone, e-mail, city and country, and shares none of address, phone and e-mail', () => {
    const count = distinct(rows, 'CustomerFullName', 'CustomerAddress');
    for (const name of ['CustomerAddress', 'CustomerEmail', 'CustomerPhone'])
      expect(distinct(rows, name), name).toBe(count);
    const all = [
      'CustomerFullName',
      'CustomerAddress',
      'CustomerEmail',
      'CustomerPhone',
      'City',
      'PostalCode',
      'Country',
    ];
    expect(distinct(rows, ...all)).toBe(count);
    const plain = new Set(rows.map((row) => `${row['CustomerFullName']}|${row['CustomerAddress']}`.toLowerCase()));
    expect(plain.size).toBe(count);
  });

  test('a city lies in one country', () => {
    expect(distinct(rows, 'City', 'Country')).toBe(distinct(rows, 'City'));
    expect(rows.some((row) => row['City'] === 'München' && row['Country'] === 'Germany')).toBe(true);
  });

  test('many come back, a few very often, and tiers follow the number of orders', () => {
    const perCustomer = countBy(orders, (lines) => lines[0]!['CustomerAddress']!);
    const counts = [...perCustomer.values()].sort((a, b) => b - a);
    const returning = counts.filter((count) => count > 1).length / counts.length;
    const topTenth = counts.slice(0, Math.floor(counts.length / 10)).reduce((sum, count) => sum + count, 0);
    expect(returning).toBeGreaterThan(0.3);
    expect(returning).toBeLessThan(0.8);
    expect(topTenth / orders.length).toBeGreaterThan(0.3);
    expect(counts[0]! / orders.length).toBeLessThan(0.05);
    const sofar = new Map<string, number>();
    for (const [row] of orders as readonly [Record_][]) {
      const count = (sofar.get(row['CustomerAddress']!) ?? 0) + 1;
      sofar.set(row['CustomerAddress']!, count);
      if (row['MembershipStatus'] === 'Guest') continue;
      const tier = count >= 12 ? 'Platinum' : count >= 6 ? 'Gold' : count >= 3 ? 'Silver' : 'Bronze';
      expect(row['MembershipStatus']).toBe(tier);
    }
  });
});

describe('products', () => {
  test('each has one category, description, supplier and purchase price', () => {
    const products = distinct(rows, 'ProductName');
    const facts = ['Category', 'ProductDescription', 'SupplierName', 'SupplierContact', 'PurchasePrice'];
    expect(products).toBe(400);
    expect(distinct(rows, 'ProductName', ...facts)).toBe(products);
    expect(new Set(rows.map((row) => row['ProductName']!.toLowerCase())).size).toBe(products);
  });

  test('prices change over time but not within a day', () => {
    expect(distinct(rows, 'ProductName', 'Date', 'UnitPrice')).toBe(distinct(rows, 'ProductName', 'Date'));
    const changed = distinct(rows, 'ProductName', 'UnitPrice') / distinct(rows, 'ProductName');
    expect(changed).toBeGreaterThan(5);
  });

  test('those designed to go together are bought together', () => {
    const baskets = orders.map((lines) => new Set(lines.map((row) => row['ProductName']!)));
    const sold = countBy(rows, (row) => row['ProductName']!);
    const lifts: number[] = [];
    for (const group of affinities) {
      for (const [at, one] of group.entries()) {
        for (const other of group.slice(at + 1)) {
          const expected = ((sold.get(one) ?? 0) * (sold.get(other) ?? 0)) / orders.length;
          if (expected < 0.8) continue;
          lifts.push(baskets.filter((basket) => basket.has(one) && basket.has(other)).length / expected);
        }
      }
    }
    expect(affinities.flat().length).toBe(400);
    expect(lifts.length).toBeGreaterThan(100);
    expect(lifts.filter((lift) => lift > 2).length / lifts.length).toBeGreaterThan(0.98);
  });

  test('customers have tastes: they buy the same things again far more often than others do', () => {
    const products = new Map<string, Map<string, number>>();
    for (const row of rows) {
      const own = products.get(row['CustomerAddress']!) ?? new Map<string, number>();
      own.set(row['ProductName']!, (own.get(row['ProductName']!) ?? 0) + 1);
      products.set(row['CustomerAddress']!, own);
    }
    const sold = countBy(rows, (row) => row['ProductName']!);
    const samePair = [...sold.values()].reduce((sum, count) => sum + (count / rows.length) ** 2, 0);
    let again = 0;
    let byChance = 0;
    for (const own of products.values()) {
      const lines = [...own.values()].reduce((sum, count) => sum + count, 0);
      for (const count of own.values()) again += (count * (count - 1)) / 2;
      byChance += ((lines * (lines - 1)) / 2) * samePair;
    }
    expect(again / byChance).toBeGreaterThan(2);
  });

  test('some start and some stop within the time', () => {
    const months = (names: (row: Record_) => boolean): Set<string> =>
      new Set(rows.filter(names).map((row) => row['ProductName']!));
    const early = months((row) => row['Date']! < '2021-05-01');
    const late = months((row) => row['Date']! >= '2024-09-01');
    const sold = countBy(rows, (row) => row['ProductName']!);
    const usual = [...sold].filter(([, count]) => count > 60).map(([name]) => name);
    expect(usual.filter((name) => !early.has(name)).length).toBeGreaterThan(3);
    expect(usual.filter((name) => !late.has(name)).length).toBeGreaterThan(3);
  });
});

describe('time', () => {
  test('weeks, years and peaks show', () => {
    const byMonth = countBy(orders, (lines) => lines[0]!['Date']!.slice(5, 7));
    expect(byMonth.get('12')! + byMonth.get('11')!).toBeGreaterThan(1.5 * (byMonth.get('06')! + byMonth.get('07')!));
    const byDay = countBy(orders, (lines) => lines[0]!['Date']!);
    for (const friday of ['2021-11-26', '2022-11-25', '2023-11-24', '2024-11-29'])
      expect(byDay.get(friday)!, friday).toBeGreaterThan(2 * (12_000 / 1461));
    const weekday = countBy(orders, (lines) => String(new Date(lines[0]!['Date']!).getUTCDay()));
    expect(weekday.get('0')!).toBeGreaterThan(1.1 * weekday.get('6')!);
    const byYear = countBy(orders, (lines) => lines[0]!['Date']!.slice(0, 4));
    expect(byYear.get('2024')!).toBeGreaterThan(1.2 * byYear.get('2021')!);
  });

  test('some things are bought in winter, some in summer', () => {
    const share = (name: string, months: RegExp): number => {
      const lines = rows.filter((row) => row['ProductName']!.endsWith(name));
      return lines.filter((row) => months.test(row['Date']!.slice(5, 7))).length / lines.length;
    };
    expect(share('Wool Scarf', /11|12|01|02/)).toBeGreaterThan(0.5);
    expect(share('Secateurs', /04|05|06|07|08/)).toBeGreaterThan(0.45);
  });

  test('carriers are late by their own habits, and more in a rush', () => {
    const delivered = orders.map((lines) => lines[0]!).filter((row) => row['ActualDelivery'] !== '');
    const late = (test: (row: Record_) => boolean): number => {
      const some = delivered.filter(test);
      return some.filter((row) => row['DeliveryStatus'] === 'Delayed').length / some.length;
    };
    const uspsCanada = late((row) => row['Carrier'] === 'USPS' && row['Country'] === 'Canada');
    const dhlGermany = late((row) => row['Carrier'] === 'DHL' && row['Country'] === 'Germany');
    expect(uspsCanada).toBeGreaterThan(dhlGermany + 0.1);
    expect(late((row) => row['Date']!.slice(5, 7) === '12')).toBeGreaterThan(
      late((row) => row['Date']!.slice(5, 7) === '05') + 0.05,
    );
  });

  test('the last days are still open: orders on their way, and orders not yet shipped', () => {
    const open = orders.map((lines) => lines[0]!).filter((row) => row['OrderStatus'] === 'Pending');
    expect(open.some((row) => row['ShippingDate'] === '')).toBe(true);
    expect(open.some((row) => row['ShippingDate'] !== '')).toBe(true);
    expect(open.every((row) => row['Date']! >= '2024-11-15')).toBe(true);
  });
});

test('returns depend on category, and their reasons on the product', () => {
  const rate = (category: string): number => {
    const lines = rows.filter((row) => row['Category'] === category && row['ActualDelivery'] !== '');
    return lines.filter((row) => row['ReturnStatus'] === 'Returned').length / lines.length;
  };
  expect(rate('Clothing')).toBeGreaterThan(2 * rate('Books'));
  const blamed = countBy(
    rows.filter((row) => row['ReturnReason'] === 'Not as Described'),
    (row) => row['ProductName']!,
  );
  const counts = [...blamed.values()].sort((a, b) => b - a);
  const worst = counts.slice(0, 20).reduce((sum, count) => sum + count, 0);
  expect(worst / counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0.4);
});
