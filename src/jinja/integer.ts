/** An int of the language: a safe whole `number`, or a `bigint` beyond 2^53. Never a small `bigint`. */
export type Integer = number | bigint;

/** Brings a bigint into the form of ints. */
export function integer(value: bigint): Integer {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

/** Reads decimal digits, or digits behind `0x`, `0o` or `0b`. */
export function integerFromDigits(digits: string): Integer {
  return digits.length <= 15 ? Number(digits) : integer(BigInt(digits));
}
