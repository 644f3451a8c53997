import type { Faker } from '@faker-js/faker';
import { faker as german } from '@faker-js/faker/locale/de';
import { faker as australian } from '@faker-js/faker/locale/en_AU';
import { faker as canadian } from '@faker-js/faker/locale/en_CA';
import { faker as british } from '@faker-js/faker/locale/en_GB';
import { faker as american } from '@faker-js/faker/locale/en_US';
import { faker as french } from '@faker-js/faker/locale/fr';
import { keyOf } from './random.js';

/** Names of one country, each list without repetition. */
export interface NamePool {
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  /** No street stands in the pools of two countries: an address tells its country. */
  readonly streets: readonly string[];
  readonly companies: readonly string[];
}

const FAKERS: Readonly<Record<string, Faker>> = {
  USA: american,
  UK: british,
  Germany: german,
  France: french,
  Canada: canadian,
  Australia: australian,
};

/**
 * Draws the pools of names that the shop is made of, one per country and in the order of `countries`. Faker is used here only, once
 * per run: per row it would cost more than everything else together.
 */
export function drawNamePools(seed: number, countries: readonly string[]): readonly NamePool[] {
  const streetsTaken = new Set<string>();
  return countries.map((country) => {
    const faker = FAKERS[country];
    if (faker === undefined) throw new Error(`No names for ${country}`);
    faker.seed(keyOf(seed, `names ${country}`));
    return {
      firstNames: draw(300, () => faker.person.firstName()),
      lastNames: draw(400, () => faker.person.lastName()),
      streets: draw(300, () => streetName(faker), streetsTaken),
      companies: draw(12, () => faker.company.name()),
    };
  });
}

/** A street without a number as its first or last word, so that house number and street stay apart in an address. */
function streetName(faker: Faker): string {
  const name = faker.location.street();
  return /^\d+\s|\s\d+$/.test(name) ? '' : name;
}

/** Up to `count` different names (compared without case); a small stock of names gives fewer. */
function draw(count: number, next: () => string, taken: Set<string> = new Set()): readonly string[] {
  const names: string[] = [];
  for (let attempt = 0; attempt < count * 6 && names.length < count; attempt += 1) {
    const name = next()
      .replace(/[\s"]+/g, ' ')
      .trim();
    const key = name.toLowerCase();
    if (name === '' || taken.has(key)) continue;
    taken.add(key);
    names.push(name);
  }
  return names;
}
