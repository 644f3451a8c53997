/**
 * MD5 of a text's UTF-8 bytes, in hexadecimal (RFC 1321). dbt makes test ids with it, templates names; it protects nothing.
 * Written here because this folder is pure: it imports nothing of Node.
 */
export function md5(text: string): string {
  const words = paddedWords(new TextEncoder().encode(text));
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  for (let block = 0; block < words.length; block += 16) addBlock(state, words, block);
  let digits = '';
  for (const byte of new Uint8Array(state.buffer)) digits += HEX[byte] ?? '';
  return digits;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Int32Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32) | 0);

/** The bytes, a one bit, zeros and the length in bits, as little-endian words. */
function paddedWords(bytes: Uint8Array): Int32Array {
  const words = new Int32Array((((bytes.length + 8) >> 6) + 1) * 16);
  for (let index = 0; index < bytes.length; index += 1) {
    const word = index >> 2;
    words[word] = (words[word] ?? 0) | ((bytes[index] ?? 0) << ((index & 3) * 8));
  }
  const last = bytes.length >> 2;
  words[last] = (words[last] ?? 0) | (0x80 << ((bytes.length & 3) * 8));
  words[words.length - 2] = bytes.length << 3;
  words[words.length - 1] = Math.floor(bytes.length / 2 ** 29);
  return words;
}

function addBlock(state: Int32Array, words: Int32Array, block: number): void {
  const [a0 = 0, b0 = 0, c0 = 0, d0 = 0] = state;
  let [a, b, c, d] = [a0, b0, c0, d0];
  for (let step = 0; step < 64; step += 1) {
    const round = step >> 4;
    const sum = (a + mix(round, b, c, d) + (SINES[step] ?? 0) + (words[block + wordIndex(round, step)] ?? 0)) | 0;
    const shift = SHIFTS[(round << 2) | (step & 3)] ?? 0;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
  }
  state[0] = a0 + a;
  state[1] = b0 + b;
  state[2] = c0 + c;
  state[3] = d0 + d;
}

function wordIndex(round: number, step: number): number {
  if (round === 0) return step;
  if (round === 1) return (5 * step + 1) & 15;
  return (round === 2 ? 3 * step + 5 : 7 * step) & 15;
}

function mix(round: number, b: number, c: number, d: number): number {
  if (round === 0) return (b & c) | (~b & d);
  if (round === 1) return (d & b) | (~d & c);
  return round === 2 ? b ^ c ^ d : c ^ (b | ~d);
}
