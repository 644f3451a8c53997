import { civilOf, type Day, dayOf } from './calendar.js';
import type { NamePool } from './name-pools.js';
import { type Article, BRANDS, type Category, type Theme, THEMES } from './product-words.js';
import { type Random, randomOf } from './random.js';

/** One product: everything but its price stays the same all the time. */
export interface Product {
  /** Position in the catalogue, from 0. */
  readonly index: number;
  /** Unique, also without regard to case. */
  readonly name: string;
  readonly category: Category;
  readonly description: string;
  readonly supplier: Supplier;
  /** Cents. */
  readonly purchasePrice: number;
  /** Cents; prices of single days move around it. */
  readonly listPrice: number;
  readonly mostPieces: number;
  /** Positions in THEMES and in BRANDS. Products that share both are often bought together. */
  readonly theme: number;
  readonly brand: number;
  /** The average rating that it deserves, 1 to 5. */
  readonly quality: number;
  /** True when customers often find that it is not what its page says. */
  readonly misdescribed: boolean;
  /** Weight among all products, before seasons. */
  readonly popularity: number;
  /** First day in the shop, and first day when it is no longer sold; both the first of a month, or infinite. */
  readonly launched: Day;
  readonly retired: Day;
}

interface Supplier {
  readonly name: string;
  readonly contact: string;
}

/**
 * Makes the catalogue: each brand makes each article of each theme. Suppliers come from the pools of company names. About one product
 * in twelve is launched within the time from `from` to `to`, one in sixteen retired.
 */
export function makeCatalogue(seed: number, pools: readonly NamePool[], from: Day, to: Day): readonly Product[] {
  const random = randomOf(seed, 'catalogue');
  const suppliers = makeSuppliers(pools, random);
  const blueprints = THEMES.flatMap((theme, themeIndex) =>
    theme.articles.flatMap((article) => BRANDS.map((_, brand) => ({ theme, themeIndex, article, brand }))),
  );
  const ranks = shuffled(random, blueprints.length);
  return blueprints.map(({ theme, themeIndex, article, brand }, index) => ({
    index,
    theme: themeIndex,
    brand,
    mostPieces: article.most,
    popularity: 1 / ((ranks[index] ?? 0) + 12),
    supplier: suppliers[random.below(suppliers.length)] ?? { name: '', contact: '' },
    ...describe(BRANDS[brand] ?? '', article, theme, random),
    ...lifetime(random, from, to),
  }));
}

/** The groups of products that are designed to be bought together: same theme, same brand. */
export function affinityGroups(products: readonly Product[]): readonly (readonly Product[])[] {
  const groups = new Map<number, Product[]>();
  for (const product of products) {
    const key = product.theme * BRANDS.length + product.brand;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [product]);
    else group.push(product);
  }
  return [...groups.values()];
}

type Described = Pick<
  Product,
  'name' | 'category' | 'description' | 'purchasePrice' | 'listPrice' | 'quality' | 'misdescribed'
>;

function describe(brand: string, article: Article, theme: Theme, random: Random): Described {
  const listPrice = Math.round((article.price * random.between(85, 130)) / 100);
  const name = `${brand} ${article.name}`;
  return {
    name,
    category: article.category,
    description: `${name}: for ${theme.use}`,
    listPrice,
    purchasePrice: Math.floor((listPrice * random.between(52, 78)) / 100),
    quality: 3.3 + 1.6 * random.float(),
    misdescribed: random.chance(0.05),
  };
}

function makeSuppliers(pools: readonly NamePool[], random: Random): readonly Supplier[] {
  return pools.flatMap((pool) =>
    pool.companies.map((name) => {
      const first = pool.firstNames[random.below(pool.firstNames.length)] ?? '';
      const last = pool.lastNames[random.below(pool.lastNames.length)] ?? '';
      return { name, contact: `${first} ${last}` };
    }),
  );
}

function lifetime(random: Random, from: Day, to: Day): Pick<Product, 'launched' | 'retired'> {
  const fate = random.float();
  const moment = random.float();
  const launched = fate < 1 / 12 ? firstOfNextMonth(from + (to - from) * (0.1 + 0.5 * moment)) : -Infinity;
  const retired = fate > 15 / 16 ? firstOfNextMonth(from + (to - from) * (0.5 + 0.4 * moment)) : Infinity;
  return { launched, retired };
}

function firstOfNextMonth(day: Day): Day {
  const { year, month } = civilOf(Math.floor(day));
  return month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1);
}

function shuffled(random: Random, size: number): readonly number[] {
  const numbers = Array.from({ length: size }, (_, index) => index);
  for (let last = size - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [numbers[last], numbers[other]] = [numbers[other] ?? 0, numbers[last] ?? 0];
  }
  return numbers;
}
