/** Whitespace as Python's `str.isspace` sees it (it differs from JavaScript's in U+001C-1F, U+0085 and U+FEFF). */
export function isSpaceCode(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
  if (code === 0x85 || code === 0xa0 || code === 0x1680) return true;
  if (code >= 0x2000 && code <= 0x200a) return true;
  return code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000;
}

/** `0` to `9`. */
export function isDigitCode(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

const NAME_START = /^[\p{L}\p{Nl}_]$/u;
const NAME_PART = /^[\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}_]$/u;

/** Whether a name may begin with the character of this code point. */
export function isNameStart(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
  return NAME_START.test(String.fromCodePoint(code));
}

/** Whether a name may go on with the character of this code point. */
export function isNamePart(code: number): boolean {
  if (code < 0x80) return isNameStart(code) || isDigitCode(code);
  return NAME_PART.test(String.fromCodePoint(code));
}

/** The index of the first character at or after `from` that is no whitespace. */
export function skipSpace(text: string, from: number, to = text.length): number {
  let at = from;
  while (at < to && isSpaceCode(text.charCodeAt(at))) at += 1;
  return at;
}

/** The index behind the last character before `to` that is no whitespace. */
export function skipSpaceBack(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && isSpaceCode(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

/** Whether the text has characters outside the basic plane, so that Python counts it differently from JavaScript. */
export function hasSurrogates(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0xd800 && code <= 0xdfff) return true;
  }
  return false;
}

/** The text's code points, one string each. */
export function codePoints(text: string): string[] {
  return hasSurrogates(text) ? Array.from(text) : text.split('');
}

/** How many code points the text has: Python's `len`. */
export function codePointLength(text: string): number {
  return hasSurrogates(text) ? Array.from(text).length : text.length;
}
