import { keyOf } from './random.js';

const NUMBERS = 1_000_000_000;
/** No common factor with 10^9, and small enough that products stay below 2^53. */
const STEP = 8_765_437;

/**
 * Ten-digit tracking numbers in no visible order, never the same twice: the n-th is an affine permutation of n modulo 10^9.
 */
export function trackingNumbers(seed: number): () => string {
  const start = keyOf(seed, 'tracking') % NUMBERS;
  let issued = 0;
  return () => {
    const number = (((issued * STEP) % NUMBERS) + start) % NUMBERS;
    issued += 1;
    return String(NUMBERS + number);
  };
}
