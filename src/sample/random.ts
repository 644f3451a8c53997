/**
 * A repeatable stream of random numbers. It uses 32-bit integer operations and multiplication by powers of two only, so that the
 * same seed gives the same numbers on every platform and Node version, which `Math.random` and `Math.pow` do not promise.
 */
export interface Random {
  /** A whole number from 0 to 2^32 - 1. */
  next(): number;
  /** From 0 (included) to 1 (excluded), in steps of 2^-32. */
  float(): number;
  /** A whole number from 0 to `limit` - 1; `limit` is at least 1 and well below 2^32. */
  below(limit: number): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
}

const TO_FLOAT = 2 ** -32;

/** Spreads the bits of a 32-bit number over all its bits (the finaliser of MurmurHash3). */
export function mix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A random number that depends on `key` and `index` alone: facts about customer 17 need no memory of customers 0 to 16. */
export function hash32(key: number, index: number): number {
  return mix32(mix32(index + 0x9e3779b9) ^ key);
}

/** `hash32` as a number from 0 (included) to 1 (excluded). */
export function hashFloat(key: number, index: number): number {
  return hash32(key, index) * TO_FLOAT;
}

/** A 32-bit key for one purpose (`label`) of one seed; purposes do not disturb each other. Seeds go up to 2^53 - 1. */
export function keyOf(seed: number, label: string): number {
  let key = mix32(seed % 2 ** 32) ^ mix32(Math.floor(seed / 2 ** 32) + 0x51ed270b);
  for (let i = 0; i < label.length; i += 1) key = mix32(key ^ (label.charCodeAt(i) + Math.imul(i + 1, 0x01000193)));
  return key >>> 0;
}

/** Starts a stream for one purpose of one seed. The generator is SFC32 (Chris Doty-Humphrey, PractRand). */
export function randomOf(seed: number, label: string): Random {
  const key = keyOf(seed, label);
  let a = mix32(key);
  let b = mix32(key ^ 0x6a09e667);
  let c = mix32(key ^ 0xbb67ae85);
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 15; round += 1) next();
  return {
    next,
    float: () => next() * TO_FLOAT,
    below: (limit) => Math.floor(next() * TO_FLOAT * limit),
    between: (low, high) => low + Math.floor(next() * TO_FLOAT * (high - low + 1)),
    chance: (probability) => next() * TO_FLOAT < probability,
  };
}
