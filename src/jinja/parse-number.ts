import { integer, type Integer } from './integer.js';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const PREFIXES: Readonly<Record<string, number>> = { '0x': 16, '0o': 8, '0b': 2 };
const MAX_LENGTH = 4_300;

/** Python's `int(text, base)`; undefined where the text is no such number. */
export function parseIntegerText(text: string, base: number): Integer | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed.length > MAX_LENGTH) return undefined;
  const sign = trimmed.startsWith('-') ? -1n : 1n;
  const unsigned = trimmed.startsWith('-') || trimmed.startsWith('+') ? trimmed.slice(1) : trimmed;
  const prefixed = PREFIXES[unsigned.slice(0, 2)];
  const radix = base === 0 ? (prefixed ?? 10) : base;
  const digits = prefixed === radix ? unsigned.slice(unsigned[2] === '_' ? 3 : 2) : unsigned;
  if (radix < 2 || radix > 36 || !groupedDigits(digits, (digit) => digitValue(digit) < radix)) return undefined;
  let value = 0n;
  for (const digit of digits.replaceAll('_', '')) value = value * BigInt(radix) + BigInt(digitValue(digit));
  return integer(sign * value);
}

function digitValue(digit: string): number {
  const value = DIGITS.indexOf(digit);
  return value === -1 ? 99 : value;
}

/** Digits, with single underscores between them. */
function groupedDigits(text: string, isDigit: (character: string) => boolean): boolean {
  if (text === '' || text.startsWith('_') || text.endsWith('_') || text.includes('__')) return false;
  return Array.from(text).every((character) => character === '_' || isDigit(character));
}

const SPECIAL: Readonly<Record<string, number>> = {
  inf: Infinity,
  infinity: Infinity,
  '-inf': -Infinity,
  '-infinity': -Infinity,
  '+inf': Infinity,
  '+infinity': Infinity,
  nan: NaN,
  '+nan': NaN,
  '-nan': NaN,
};

const FLOAT = /^[+-]?(?:\d[\d_]*)?(?:\.(?:\d[\d_]*)?)?(?:e[+-]?\d[\d_]*)?$/;

/** Python's `float(text)`; undefined where the text is no such number. */
export function parseFloatText(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase();
  const special = SPECIAL[trimmed];
  if (special !== undefined) return special;
  if (trimmed.length > MAX_LENGTH || !FLOAT.test(trimmed) || !/^[+-]?\.?\d/.test(trimmed)) return undefined;
  if (trimmed.includes('__') || trimmed.endsWith('_') || /_[.e]/.test(trimmed)) return undefined;
  return Number(trimmed.replaceAll('_', ''));
}
