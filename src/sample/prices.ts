import type { Day } from './calendar.js';
import type { Product } from './catalogue.js';
import { hash32, hashFloat, keyOf } from './random.js';

/** What a product costs on a day, whoever buys it. Days may be asked in any order; going forward is fastest. */
export interface PriceList {
  /** Cents. */
  priceOn(product: Product, day: Day): number;
  /** Whole percent off while the product is on clearance, else 0. */
  clearanceOn(product: Product, day: Day): number;
}

/** One product in this many is on clearance at a time, for this many days, at one of these percents. */
const CLEARANCE_EVERY = 14;
const CLEARANCE_DAYS = 21;
const CLEARANCE = [5, 8, 12, 15];

/**
 * Prices stay for 25 to 114 days (each product has its own rhythm), then move to another level within -8 % .. +10 % of the list price,
 * and rise by 2.5 % a year since `start`. They end in 9 and are always above the purchase price.
 */
export function makePriceList(seed: number, start: Day, products: readonly Product[]): PriceList {
  const key = keyOf(seed, 'prices');
  const current = new Float64Array(products.length);
  const since = new Float64Array(products.length).fill(Number.POSITIVE_INFINITY);
  const until = new Float64Array(products.length).fill(Number.NEGATIVE_INFINITY);
  const clearanceKey = keyOf(seed, 'clearance');
  const priceOn = (product: Product, day: Day): number => {
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
  return { priceOn, clearanceOn: (product, day) => clearance(clearanceKey, product, day) };
}

function clearance(key: number, { index }: Product, day: Day): number {
  const hash = hash32(key ^ index, Math.floor((day + index) / CLEARANCE_DAYS));
  return hash % CLEARANCE_EVERY === 0 ? (CLEARANCE[(hash >>> 16) % CLEARANCE.length] ?? 0) : 0;
}

function priceOf(product: Product, level: number, years: number): number {
  const exact = product.listPrice * (0.92 + 0.18 * level) * (1 + 0.025 * Math.max(0, years));
  const step = exact < 3000 ? 10 : 100;
  return Math.max(Math.floor(exact / step) * step + step - 1, product.purchasePrice + 9);
}
