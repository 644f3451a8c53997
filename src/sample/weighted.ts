import type { Random } from './random.js';

/** Picks positions 0 .. n-1 with given weights, in constant time. */
export type WeightedPick = (random: Random) => number;

/**
 * Prepares a weighted choice by Vose's alias method. Weights are not negative and not all 0; they need not add up to 1.
 * Each pick takes two numbers from the stream.
 */
export function weightedPick(weights: readonly number[]): WeightedPick {
  const size = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const share = Float64Array.from(weights, (weight) => (weight * size) / total);
  const keep = new Float64Array(size).fill(1);
  const alias = Int32Array.from({ length: size }, (_, index) => index);
  const small: number[] = [];
  const large: number[] = [];
  share.forEach((value, index) => (value < 1 ? small : large).push(index));
  for (let low = small.pop(), high = large.pop(); low !== undefined && high !== undefined; low = small.pop()) {
    keep[low] = share[low] ?? 0;
    alias[low] = high;
    const rest = (share[high] ?? 0) + (share[low] ?? 0) - 1;
    share[high] = rest;
    if (rest < 1) {
      small.push(high);
      high = large.pop();
    }
  }
  return (random) => {
    const index = random.below(size);
    return random.float() < (keep[index] ?? 1) ? index : (alias[index] ?? index);
  };
}

/** Picks a position from a few cumulative shares (the last is 1) by a number from 0 to 1. */
export function positionIn(cumulative: readonly number[], value: number): number {
  for (let index = 0; index < cumulative.length - 1; index += 1) {
    if (value < (cumulative[index] ?? 1)) return index;
  }
  return cumulative.length - 1;
}

/** Weights -> their running shares of the total. */
export function cumulativeShares(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.map((weight) => (sum += weight) / total);
}
