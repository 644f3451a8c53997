import type { Json } from './json.js';
import { isJsonList, isJsonObject } from './json.js';

/** Python's `str` of a YAML value. A whole float prints as an int, since YAML values do not keep the difference. */
export function pythonStr(value: Json): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  return typeof value === 'object' ? pythonRepr(value) : pythonScalar(value);
}

/** Python's `repr` of a YAML value. */
export function pythonRepr(value: Json): string {
  if (typeof value === 'string') return reprText(value);
  if (isJsonList(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (!isJsonObject(value)) return pythonStr(value);
  const entries = Object.entries(value).map(([key, each]) => `${reprText(key)}: ${pythonRepr(each)}`);
  return `{${entries.join(', ')}}`;
}

function pythonScalar(value: string | number): string {
  if (typeof value === 'string') return value;
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  // Python writes exponents with two digits at least: 1e-07.
  return String(value).replace(/e([-+])(\d)$/, 'e$10$2');
}

/** Printable ASCII without quotes and backslashes: nearly all texts. */
const PLAIN = /^[ !#-&(-[\]-~]*$/;

/** Single quotes unless the text holds some and no double ones. */
function reprText(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = '';
  for (const character of text) out += reprCharacter(character, quote);
  return quote + out + quote;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function reprCharacter(character: string, quote: string): string {
  if (character === quote) return `\\${quote}`;
  const escape = ESCAPES[character];
  if (escape !== undefined) return escape;
  const code = character.codePointAt(0) ?? 0;
  if (!/[\p{C}\p{Z}]/u.test(character) || character === ' ') return character;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
