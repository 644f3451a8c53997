import { errorAt, type TemplateSource } from './error.js';

const SIMPLE: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
};

const HEX_WIDTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * Decodes the escapes of a string literal as Python does: unknown ones stay as they are.
 * `start` is the literal's offset, for the error on a broken `\x`, `\u` or `\U`.
 */
export function decodeString(raw: string, at: TemplateSource, start: number): string {
  const text = raw.includes('\r') ? raw.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : raw;
  if (!text.includes('\\')) return text;
  let result = '';
  let from = 0;
  for (let slash = text.indexOf('\\'); slash !== -1; slash = text.indexOf('\\', from)) {
    const escape = decodeEscape(text, slash + 1);
    if (escape === undefined) {
      const end = start + raw.length + 2;
      throw errorAt('template/syntax', 'a string holds a broken escape', at, { start, end }, 'double the backslash');
    }
    result += text.slice(from, slash) + escape.value;
    from = escape.end;
  }
  return result + text.slice(from);
}

function decodeEscape(text: string, at: number): { readonly value: string; readonly end: number } | undefined {
  const kind = text.charAt(at);
  const simple = SIMPLE[kind];
  if (simple !== undefined) return { value: simple, end: at + 1 };
  const width = HEX_WIDTH[kind];
  if (width !== undefined) return decodeHex(text, at + 1, width);
  return kind >= '0' && kind <= '7' ? decodeOctal(text, at) : { value: `\\${kind}`, end: at + 1 };
}

function decodeHex(text: string, at: number, width: number): { value: string; end: number } | undefined {
  const hex = text.slice(at, at + width);
  const code = /^[0-9a-fA-F]+$/.test(hex) && hex.length === width ? Number.parseInt(hex, 16) : -1;
  return code < 0 || code > 0x10ffff ? undefined : { value: String.fromCodePoint(code), end: at + width };
}

function decodeOctal(text: string, at: number): { value: string; end: number } {
  let end = at;
  while (end < at + 3 && text.charAt(end) >= '0' && text.charAt(end) <= '7') end += 1;
  return { value: String.fromCodePoint(Number.parseInt(text.slice(at, end), 8)), end };
}
