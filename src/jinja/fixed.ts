import { limitError } from './error.js';

const MAX_DIGITS = 1_000;

/** A double as an exact fraction: `numerator / denominator`, the denominator a power of two. */
function exactFraction(value: number): { readonly numerator: bigint; readonly denominator: bigint } {
  let denominator = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    denominator *= 2n;
  }
  return { numerator: BigInt(scaled), denominator };
}

/**
 * A finite number of zero or more times 10^digits, rounded half to even from its exact binary value, as Python rounds.
 * A negative number of digits rounds before the point.
 */
export function scaledRound(value: number | bigint, digits: number): bigint {
  if (Math.abs(digits) > MAX_DIGITS) throw limitError(`more than ${MAX_DIGITS} digits are not supported`);
  const { numerator, denominator } =
    typeof value === 'bigint' ? { numerator: value, denominator: 1n } : exactFraction(value);
  const power = 10n ** BigInt(Math.abs(digits));
  return roundedQuotient(digits >= 0 ? numerator * power : numerator, digits >= 0 ? denominator : denominator * power);
}

function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  if (twice > denominator || (twice === denominator && quotient % 2n === 1n)) return quotient + 1n;
  return quotient;
}

/** A finite number of zero or more with a fixed number of decimals: Python's `%.2f`. */
export function fixed(value: number | bigint, decimals: number): string {
  const digits = String(scaledRound(value, decimals)).padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A float rounded to so many decimals (negative: before the point): Python's `round(x, n)`. */
export function roundFloat(value: number, digits: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  if (digits > 400) return value;
  if (digits < -400) return 0;
  const text = `${scaledRound(Math.abs(value), digits)}e${-digits}`;
  return Number(text) * (value < 0 ? -1 : 1);
}
