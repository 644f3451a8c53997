import { fixed, scaledRound } from './fixed.js';

/** The digits of a number of zero or more in one of Python's float formats: `e`, `f`, `g` (capitals give capitals). */
export function formatFloat(value: number | bigint, type: string, precision: number, alternate = false): string {
  const lower = type.toLowerCase();
  const text =
    typeof value === 'number' && !Number.isFinite(value)
      ? notFinite(value)
      : finite(value, lower, precision, alternate);
  return lower === type ? text : text.toUpperCase();
}

function notFinite(value: number): string {
  return Number.isNaN(value) ? 'nan' : 'inf';
}

function finite(value: number | bigint, type: string, precision: number, alternate: boolean): string {
  if (type === 'e') return exponential(value, precision);
  if (type === 'g') return general(value, Math.max(1, precision), alternate);
  const text = fixed(value, precision);
  return alternate && precision === 0 ? `${text}.` : text;
}

/** `1.50e+03` */
function exponential(value: number | bigint, precision: number): string {
  const { digits, exponent } = significant(value, precision + 1);
  const fraction = precision > 0 ? `.${digits.slice(1)}` : '';
  return `${digits.charAt(0)}${fraction}e${exponentText(exponent)}`;
}

function exponentText(exponent: number): string {
  return `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** The first `count` digits, correctly rounded, and the power of ten of the first. */
function significant(value: number | bigint, count: number): { readonly digits: string; readonly exponent: number } {
  if (Number(value) === 0) return { digits: '0'.repeat(count), exponent: 0 };
  let exponent = typeof value === 'bigint' ? String(value).length - 1 : Math.floor(Math.log10(value));
  for (;;) {
    const digits = String(scaledRound(value, count - 1 - exponent));
    if (digits.length === count) return { digits, exponent };
    exponent += digits.length > count ? 1 : -1;
  }
}

function general(value: number | bigint, precision: number, alternate: boolean): string {
  const { digits, exponent } = significant(value, precision);
  if (exponent < -4 || exponent >= precision) {
    const mantissa = digits.length > 1 ? `${digits.charAt(0)}.${digits.slice(1)}` : digits;
    return `${alternate ? mantissa : withoutZeros(mantissa)}e${exponentText(exponent)}`;
  }
  const text = placePoint(digits, exponent);
  return alternate ? text : withoutZeros(text);
}

function placePoint(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1);
  return digits.length > exponent + 1 ? `${whole}.${digits.slice(exponent + 1)}` : whole;
}

function withoutZeros(text: string): string {
  if (!text.includes('.')) return text;
  let end = text.length;
  while (text[end - 1] === '0') end -= 1;
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end);
}

/** How many digits stand before the point, exponent or percent sign. */
export function wholeDigits(text: string): number {
  let end = 0;
  while (end < text.length && isHexDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** Puts a separator between groups of digits of the whole part. */
export function groupDigits(text: string, separator: string, size = 3): string {
  const end = wholeDigits(text);
  const groups: string[] = [];
  for (let to = end; to > 0; to -= size) groups.unshift(text.slice(Math.max(0, to - size), to));
  return groups.join(separator) + text.slice(end);
}

function isHexDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66) || (code >= 0x41 && code <= 0x46);
}
