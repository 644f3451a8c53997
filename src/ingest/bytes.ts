/** The bytes that mean something in a CSV file or in COPY's text format. */
export const byte = {
  nul: 0x00,
  lf: 0x0a,
  cr: 0x0d,
  quote: 0x22,
  comma: 0x2c,
  zero: 0x30,
  one: 0x31,
  backslash: 0x5c,
  n: 0x6e,
  r: 0x72,
} as const;

/** FNV-1a over 32 bits (Fowler, Noll, Vo): small, and good enough to find candidates for equality. */
export const fnv = { start: 0x811c9dc5 | 0, prime: 0x01000193 } as const;

/** What one look at each byte of a record tells. */
export interface Digest {
  readonly hash: number;
  /** All bytes or-ed together: 0x80 is set where some byte is not ASCII. */
  readonly union: number;
  readonly hasNul: boolean;
}

export function digestBytes(bytes: Uint8Array): Digest {
  let hash: number = fnv.start;
  let union = 0;
  let hasNul = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const here = bytes[at] as number;
    hash = Math.imul(hash ^ here, fnv.prime);
    union |= here;
    if (here === byte.nul) hasNul = true;
  }
  return { hash, union, hasNul };
}
