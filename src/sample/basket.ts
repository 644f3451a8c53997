import { civilOf, type Day } from './calendar.js';
import type { Product } from './catalogue.js';
import type { Customer } from './customers.js';
import { BRANDS, THEMES } from './product-words.js';
import type { Random } from './random.js';
import { cumulativeShares, positionIn, weightedPick, type WeightedPick } from './weighted.js';

/** Fills baskets of 1 to 8 different products. Days must not go back. */
export type BasketFiller = (customer: Customer, day: Day) => readonly Product[];

/** Weights of 1, 2, .. 8 lines. */
const SIZES = cumulativeShares([34, 26, 16, 10, 6, 4, 2.5, 1.5]);
/** Where a further product of a basket comes from: beside one that is in it, or the customer's own taste; else what everybody buys. */
const COMPANION = 0.46;
const TASTE = 0.3;
/** Share of first products that follow the customer's taste. */
const FIRST_BY_TASTE = 0.5;
/** Share of products chosen by taste that are of the customer's favourite brand. */
const LOYAL = 0.6;
const ARTICLES = THEMES[0]?.articles.length ?? 1;

export function makeBasketFiller(random: Random, products: readonly Product[]): BasketFiller {
  const demandOn = monthlyDemand(products);
  const inTheme = (theme: number, article: number, brand: number): Product | undefined =>
    products[(theme * ARTICLES + article) * BRANDS.length + brand];

  const byTaste = (customer: Customer, month: number): Product | undefined => {
    const theme = customer.themes[random.chance(0.65) ? 0 : 1];
    if (!random.chance(seasonOf(theme, month))) return undefined;
    const article = Math.min(random.below(ARTICLES), random.below(ARTICLES));
    return inTheme(theme, article, random.chance(LOYAL) ? customer.brand : random.below(BRANDS.length));
  };

  const further = (customer: Customer, basket: readonly Product[], demand: Demand): Product | undefined => {
    const source = random.float();
    if (source >= COMPANION + TASTE) return products[demand.popular(random)];
    if (source >= COMPANION) return byTaste(customer, demand.month);
    const beside = basket[random.below(basket.length)];
    return beside && inTheme(beside.theme, random.below(ARTICLES), beside.brand);
  };

  return (customer, day) => {
    const demand = demandOn(day);
    const liked = random.chance(FIRST_BY_TASTE) ? byTaste(customer, demand.month) : undefined;
    const first = liked && isSold(liked, day) ? liked : products[demand.popular(random)];
    const basket = first === undefined ? [] : [first];
    const size = positionIn(SIZES, random.float()) + 1;
    for (let attempt = 0; basket.length < size && attempt < 3 * size; attempt += 1) {
      const product = further(customer, basket, demand);
      if (product !== undefined && isSold(product, day) && !basket.includes(product)) basket.push(product);
    }
    return basket;
  };
}

function isSold(product: Product, day: Day): boolean {
  return day >= product.launched && day < product.retired;
}

/** What everybody buys in a month. */
interface Demand {
  /** 1 to 12. */
  readonly month: number;
  /** Picks a product by popularity, season and availability, which change with the month only. */
  readonly popular: WeightedPick;
}

function monthlyDemand(products: readonly Product[]): (day: Day) => Demand {
  let current: Demand | undefined;
  let monthOfCurrent = -1;
  return (day) => {
    const { year, month } = civilOf(day);
    if (current === undefined || monthOfCurrent !== year * 12 + month) {
      monthOfCurrent = year * 12 + month;
      current = { month, popular: weightedPick(products.map((product) => weightIn(product, month, day))) };
    }
    return current;
  };
}

function weightIn(product: Product, month: number, day: Day): number {
  return isSold(product, day) ? product.popularity * seasonOf(product.theme, month) : 0;
}

/** How much a theme is asked for in a month; 1 is usual. */
function seasonOf(theme: number, month: number): number {
  return THEMES[theme]?.season?.[month - 1] ?? 1;
}
