import { csvCell } from './csv-cell.js';
import { type City, type Market, MARKETS } from './markets.js';
import type { NamePool } from './name-pools.js';
import { BRANDS, THEMES } from './product-words.js';
import { hash32, keyOf, mix32 } from './random.js';
import { cumulativeShares, positionIn } from './weighted.js';

/** A customer as the shop knows them. Texts are ready as CSV cells. */
export interface Customer {
  /** In the order of their first purchase, from 0. */
  readonly index: number;
  readonly fullName: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  readonly postalCode: string;
  readonly market: Market;
  /** Position of `market` in MARKETS. */
  readonly marketIndex: number;
  readonly city: City;
  /** False for those who order as guests. */
  readonly member: boolean;
  /** What they like: positions in THEMES (two different ones) and in BRANDS. */
  readonly themes: readonly [number, number];
  readonly brand: number;
}

/**
 * Customers are computed from their number and never kept, so that millions of them take no memory. No two have the same address or
 * the same e-mail address; each city lies in its country.
 */
export type CustomerBook = (index: number) => Customer;

const HOUSE_NUMBERS = 240;
const FLATS = 40;

export function makeCustomerBook(seed: number, pools: readonly NamePool[]): CustomerBook {
  const key = keyOf(seed, 'customers');
  const markets = MARKETS.map((market, index) => ({
    market,
    cities: cumulativeShares(market.cities.map((city) => city.weight)),
    people: preparePool(pools[index] ?? { firstNames: [], lastNames: [], streets: [], companies: [] }),
  }));
  const shares = cumulativeShares(MARKETS.map((market) => market.weight));
  return (index) => {
    const trait = traitsOf(hash32(key, index));
    const marketIndex = positionIn(shares, trait(0) / 2 ** 32);
    const { market, cities, people } = at(markets, marketIndex);
    const city = at(market.cities, positionIn(cities, trait(1) / 2 ** 32));
    const first = at(people.first, trait(2) % people.first.length);
    const last = at(people.last, trait(3) % people.last.length);
    const theme = trait(5) % THEMES.length;
    return {
      index,
      fullName: csvCell(`${first.name} ${last.name}`),
      phone: `${market.dialling}${phoneDigits(index)}`,
      email: `${first.plain}.${last.plain}.${index + 1}@example.com`,
      address: csvCell(addressOf(index, people, market.houseNumberLast, trait(4))),
      postalCode: fillPattern(city.postalCode, trait(6)),
      market,
      marketIndex,
      city,
      member: trait(7) % 4 !== 0,
      themes: [theme, (theme + 1 + (trait(8) % (THEMES.length - 1))) % THEMES.length],
      brand: trait(9) % BRANDS.length,
    };
  };
}

function traitsOf(hash: number): (trait: number) => number {
  return (trait) => mix32(hash + Math.imul(trait + 1, 0x9e3779b9));
}

/** The people of one country. */
interface People {
  readonly first: readonly Spelled[];
  readonly last: readonly Spelled[];
  readonly streets: readonly string[];
  readonly houses: number;
  /** How far apart in the list of houses one customer and the next live. */
  readonly step: number;
}

function preparePool({ firstNames, lastNames, streets }: NamePool): People {
  const houses = HOUSE_NUMBERS * streets.length;
  return { first: firstNames.map(spell), last: lastNames.map(spell), streets, houses, step: coprime(houses) };
}

interface Spelled {
  readonly name: string;
  /** Lower-case ASCII letters, for e-mail addresses. */
  readonly plain: string;
}

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/ä/g, 'ae'],
  [/ö/g, 'oe'],
  [/ü/g, 'ue'],
  [/ß/g, 'ss'],
  [/[áàâ]/g, 'a'],
  [/[éèêë]/g, 'e'],
  [/[íîï]/g, 'i'],
  [/[óôœ]/g, 'o'],
  [/[úùû]/g, 'u'],
  [/ç/g, 'c'],
  [/[^a-z]/g, ''],
];

function spell(name: string): Spelled {
  const plain = SPELLINGS.reduce((text, [from, to]) => text.replace(from, to), name.toLowerCase());
  return { name, plain: plain === '' ? 'x' : plain };
}

/**
 * House number and street follow from the customer's number without collisions (multiplication by a number without common factor);
 * when all houses are taken, the next customers live in flats of the same houses.
 */
function addressOf(index: number, people: People, numberLast: boolean, trait: number): string {
  const { streets, houses, step } = people;
  const layer = Math.floor(index / houses);
  const slot = ((index % houses) * step + 17) % houses;
  const street = at(streets, slot % streets.length);
  const number = 1 + Math.floor(slot / streets.length);
  const house = numberLast ? `${street} ${number}` : `${number} ${street}`;
  if (layer === 0 && trait % 6 !== 0) return house;
  return `${house}, Flat ${layer * FLATS + 1 + ((trait >>> 8) % FLATS)}`;
}

/** A number near 0.618 x `modulus` that shares no factor with it, so that its multiples visit every remainder. */
function coprime(modulus: number): number {
  let found = Math.floor(modulus * 0.618) | 1;
  while (greatestCommonDivisor(found, modulus) !== 1) found += 2;
  return found;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Nine digits, another number for each of the first 900 million customers. */
function phoneDigits(index: number): number {
  return 100_000_000 + (((index % 900_000_000) * 7_654_321 + 314_159_265) % 900_000_000);
}

const LETTERS = 'ABCEGHJKLMNPRSTVWXYZ';

function fillPattern(pattern: string, trait: number): string {
  let rest = trait;
  let text = '';
  for (const sign of pattern) {
    if (sign === '#') text += rest % 10;
    else if (sign === '@') text += LETTERS[rest % LETTERS.length] ?? '';
    else text += sign;
    if (sign === '#' || sign === '@') rest = mix32(rest);
  }
  return text;
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`No element ${index} in a list of ${list.length}`);
  return value;
}
