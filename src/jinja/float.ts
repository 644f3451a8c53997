/**
 * A float whose value is a whole number. The language tells 1 from 1.0, JavaScript does not, so:
 * an int is a safe whole `number` or, beyond 2^53, a `bigint`; a float is a `number` with a fraction (or infinite, or not
 * a number) or a Float. Make floats with `float`, never by hand.
 */
export interface Float {
  readonly kind: 'float';
  readonly value: number;
}

/** Makes a float of any number. */
export function float(value: number): number | Float {
  return Number.isInteger(value) ? { kind: 'float', value } : value;
}
