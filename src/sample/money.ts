const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));

/** Most amounts of a shop come again and again: those below 655.36 are written once. */
const USUAL: readonly string[] = Array.from({ length: 2 ** 16 }, (_, amount) => writeCents(amount));

/** Cents -> `12.05`. Up to 2^53 cents, not negative. */
export function cents(amount: number): string {
  return USUAL[amount] ?? writeCents(amount);
}

function writeCents(amount: number): string {
  const whole = Math.floor(amount / 100);
  return `${whole}.${TWO_DIGITS[amount - whole * 100] ?? '00'}`;
}

/** Ten-thousandths -> `12.0503`, always four decimals. */
export function tenThousandths(amount: number): string {
  const hundredths = Math.floor(amount / 100);
  return cents(hundredths) + (TWO_DIGITS[amount - hundredths * 100] ?? '00');
}

/** A whole percentage -> the fraction that the export writes: 7 -> `0.07`. */
export function fraction(percent: number): string {
  return cents(percent);
}

/** Divides and rounds half up; both not negative, exact below 2^53. */
export function divideHalfUp(amount: number, by: number): number {
  return Math.floor((amount + by / 2) / by);
}
