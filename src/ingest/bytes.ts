/** The bytes that mean something in a CSV file or in COPY's text format. */
export const byte = {
  nul: 0x00,
  backspace: 0x08,
  tab: 0x09,
  lf: 0x0a,
  cr: 0x0d,
  quote: 0x22,
  comma: 0x2c,
  backslash: 0x5c,
  n: 0x6e,
  r: 0x72,
} as const;

/** FNV-1a over 32 bits (Fowler, Noll, Vo): small, and good enough to find candidates for equality. */
export const fnv = { start: 0x811c9dc5 | 0, prime: 0x01000193 } as const;

export function hashOf(bytes: Uint8Array): number {
  let hash: number = fnv.start;
  for (const each of bytes) hash = Math.imul(hash ^ each, fnv.prime);
  return hash;
}
