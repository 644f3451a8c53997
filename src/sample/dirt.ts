import { type Damaged, damage, type DamageKind } from './damage.js';
import type { DirtKind } from './dirt-kind.js';
import type { OrderLine } from './order.js';
import { type Random, randomOf } from './random.js';
import type { Row } from './row.js';

/** What happens to one line of the shop: it is written clean, clean with a copy to follow, or damaged. */
export type Verdict =
  | { readonly kind: 'clean' }
  | { readonly kind: 'duplicate_line'; readonly copyAfter: number }
  | ({ readonly kind: DamageKind } & Damaged);

export type DirtMaker = (row: Row, line: OrderLine) => Verdict;

/** A copy follows within so many lines. */
export const FARTHEST_COPY = 1024;

const CLEAN: Verdict = { kind: 'clean' };

/**
 * Decides for each line whether it gets dirt, and which. Dirt has its own random numbers: with or without it, the shop behind the file
 * is the same.
 *
 * A product is respelled only while its own spelling stays the strictly most frequent among the lines that ingest accepts, in every
 * beginning of the file; so the right spelling can be found from the data. A respelling that must wait is made up for at the next
 * line that allows it; at high rates there are fewer than asked for.
 */
export function makeDirtMaker(seed: number, rate: number, kinds: readonly DirtKind[]): DirtMaker {
  const random = randomOf(seed, 'dirt');
  const spellings = new Map<number, { right: number; other: number }>();
  let owed = 0;
  const spellingsOf = (product: number): { right: number; other: number } => {
    let count = spellings.get(product);
    if (count === undefined) spellings.set(product, (count = { right: 0, other: 0 }));
    return count;
  };
  const choose = (line: OrderLine): DirtKind | undefined => {
    const drawn = random.chance(rate) ? kinds[random.below(kinds.length)] : undefined;
    if (drawn === 'product_variant') owed += 1;
    else if (drawn !== undefined) return drawn;
    const { right, other } = spellingsOf(line.product.index);
    if (owed === 0 || right <= other + 1) return undefined;
    owed -= 1;
    return 'product_variant';
  };
  return (row, line) => {
    const kind = choose(line);
    const verdict = kind === undefined ? CLEAN : dirty(kind, random, row, line);
    if ('reason' in verdict) return verdict;
    const count = spellingsOf(line.product.index);
    if (kind === 'product_variant') count.other += 1;
    else count.right += 1;
    return verdict;
  };
}

function dirty(kind: DirtKind, random: Random, row: Row, line: OrderLine): Verdict {
  if (kind === 'duplicate_line') return { kind, copyAfter: random.between(1, FARTHEST_COPY) };
  return { kind, ...damage(kind, random, row, line) };
}
