import type { Day } from './calendar.js';
import type { Product } from './catalogue.js';
import { hash32, hashFloat, keyOf } from './random.js';

/** The price of a product on a day, in cents. Days may be asked in any order; going forward is fastest. */
export type PriceList = (product: Product, day: Day) => number;

/**
 * Prices stay for 25 to 114 days (each product has its own rhythm), then move to another level within -8 % .. +10 % of the list price,
 * and rise by 2.5 % a year since `start`. They end in 9 and are always above the purchase price.
 */
export function makePriceList(seed: number, start: Day, products: readonly Product[]): PriceList {
  const key = keyOf(seed, 'prices');
  const current = new Float64Array(products.length);
  const since = new Float64Array(products.length).fill(Number.POSITIVE_INFINITY);
  const until = new Float64Array(products.length).fill(Number.NEGATIVE_INFINITY);
  return (product, day) => {
    const { index } = product;
    if (day < (since[index] ?? 0) || day >= (until[index] ?? 0)) {
      const rhythm = hash32(key, index);
      const length = 25 + (rhythm % 90);
      const phase = (rhythm >>> 8) % length;
      const epoch = Math.floor((day - start + phase) / length);
      const first = start + epoch * length - phase;
      since[index] = first;
      until[index] = first + length;
      current[index] = priceOf(product, hashFloat(key ^ rhythm, epoch), (first - start) / 365);
    }
    return current[index] ?? 0;
  };
}

function priceOf(product: Product, level: number, years: number): number {
  const exact = product.listPrice * (0.92 + 0.18 * level) * (1 + 0.025 * Math.max(0, years));
  const step = exact < 3000 ? 10 : 100;
  return Math.max(Math.floor(exact / step) * step + step - 1, product.purchasePrice + 9);
}
