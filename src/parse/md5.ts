/**
 * MD5 of a text's UTF-8 bytes, in hexadecimal (RFC 1321). dbt makes test ids with it; it protects nothing.
 * Written here because this folder is pure: it imports nothing of Node.
 */
export function md5(text: string): string {
  const words = paddedWords(new TextEncoder().encode(text));
  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < words.length; block += 16) state = addBlock(state, words, block);
  return state.map(littleEndianHex).join('');
}

type State = readonly [number, number, number, number];

const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;

const SINES = Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32) >>> 0);

function paddedWords(bytes: Uint8Array): Uint32Array {
  const words = new Uint32Array((((bytes.length + 8) >> 6) + 1) * 16);
  bytes.forEach((byte, index) => {
    words[index >> 2] = (words[index >> 2] ?? 0) | (byte << ((index & 3) * 8));
  });
  words[bytes.length >> 2] = (words[bytes.length >> 2] ?? 0) | (0x80 << ((bytes.length & 3) * 8));
  words[words.length - 2] = (bytes.length * 8) >>> 0;
  words[words.length - 1] = Math.floor(bytes.length / 2 ** 29);
  return words;
}

function addBlock(before: State, words: Uint32Array, block: number): State {
  let [a, b, c, d] = before;
  for (let step = 0; step < 64; step += 1) {
    const round = step >> 4;
    const word = words[block + wordIndex(round, step)] ?? 0;
    const sum = (a + mix(round, b, c, d) + (SINES[step] ?? 0) + word) >>> 0;
    const shift = SHIFTS[round]?.[step & 3] ?? 0;
    const rotated = ((sum << shift) | (sum >>> (32 - shift))) >>> 0;
    [a, d, c, b] = [d, c, b, (b + rotated) >>> 0];
  }
  return [(before[0] + a) >>> 0, (before[1] + b) >>> 0, (before[2] + c) >>> 0, (before[3] + d) >>> 0];
}

function wordIndex(round: number, step: number): number {
  switch (round) {
    case 0:
      return step;
    case 1:
      return (5 * step + 1) & 15;
    case 2:
      return (3 * step + 5) & 15;
    default:
      return (7 * step) & 15;
  }
}

function mix(round: number, b: number, c: number, d: number): number {
  switch (round) {
    case 0:
      return ((b & c) | (~b & d)) >>> 0;
    case 1:
      return ((b & d) | (c & ~d)) >>> 0;
    case 2:
      return (b ^ c ^ d) >>> 0;
    default:
      return (c ^ (b | ~d)) >>> 0;
  }
}

function littleEndianHex(word: number): string {
  return [0, 8, 16, 24].map((shift) => ((word >>> shift) & 0xff).toString(16).padStart(2, '0')).join('');
}
