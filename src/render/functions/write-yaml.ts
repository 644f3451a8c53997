import { compareText, numeric } from '../../jinja/comparison.js';
import { limitError, typeError } from '../../jinja/error.js';
import { toText } from '../../jinja/printing.js';
import type { Value } from '../../jinja/values.js';
import { Dict, tagged } from '../../jinja/values.js';
import { typeName } from '../../jinja/type-name.js';

const MAX_DEPTH = 100;
const WIDTH = 80;

/** A value as PyYAML's `safe_dump` writes it: blocks, and as few quotes as are safe. */
export function writeYaml(value: Value, sortKeys: boolean): string {
  const lines = block(value, sortKeys, 0);
  const only = lines.length === 1 && !Array.isArray(value) && !(value instanceof Dict);
  return `${lines.join('\n')}\n${only && !/^['"]/.test(lines[0] ?? '') ? '...\n' : ''}`;
}

/** The lines of a value, without the indentation of what it stands in. */
function block(value: Value, sortKeys: boolean, depth: number): readonly string[] {
  if (depth > MAX_DEPTH) throw limitError('the value is nested too deep');
  const items = itemsOf(value);
  if (items) return items.length === 0 ? ['[]'] : items.flatMap((item) => listItem(item, sortKeys, depth));
  if (!(value instanceof Dict)) return folded(scalar(value));
  const entries = [...value.entries()];
  if (sortKeys) entries.sort(([left], [right]) => compareText(toText(left), toText(right)));
  return entries.length === 0 ? ['{}'] : entries.flatMap(([key, item]) => mapItem(scalar(key), item, sortKeys, depth));
}

function itemsOf(value: Value): readonly Value[] | undefined {
  if (Array.isArray(value)) return value;
  const object = tagged(value);
  return object?.kind === 'tuple' ? object.items : undefined;
}

function listItem(item: Value, sortKeys: boolean, depth: number): readonly string[] {
  return block(item, sortKeys, depth + 1).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}

function mapItem(key: string, item: Value, sortKeys: boolean, depth: number): readonly string[] {
  const items = itemsOf(item);
  if (items && items.length > 0) return [`${key}:`, ...block(item, sortKeys, depth + 1)];
  if (item instanceof Dict && item.size > 0) {
    return [`${key}:`, ...block(item, sortKeys, depth + 1).map((line) => `  ${line}`)];
  }
  return folded(
    `${key}: ${items || item instanceof Dict ? (block(item, sortKeys, depth + 1)[0] ?? '') : scalar(item)}`,
  );
}

/** Lines break at single blanks once they are longer than 80 characters. */
function folded(line: string): readonly string[] {
  const parts = [''];
  for (const word of line.split(/ (?! )/)) {
    const last = parts.length - 1;
    const current = parts[last] ?? '';
    if (current.trim() === '') parts[last] = current + word;
    else if (current.length > WIDTH) parts.push(`  ${word}`);
    else parts[last] = `${current} ${word}`;
  }
  return parts;
}

function scalar(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return text(value);
  if (numeric(value) !== undefined) return number(toText(value));
  throw typeError(`cannot represent a ${typeName(value)} in YAML`);
}

function number(shown: string): string {
  const special: { readonly [text: string]: string } = { nan: '.nan', inf: '.inf', '-inf': '-.inf' };
  return special[shown] ?? shown;
}

/** What a plain text would be read as something else. */
const RESOLVED =
  /^(?:~|null|true|false|yes|no|on|off|[-+]?[\d.][\d_,.:]*(?:e[-+]?\d+)?|[-+]?\.(?:inf|nan)|0[xob][\da-f_]+|\d{4}-\d\d?-\d\d?.*|=|<<|)$/i;
const INDICATOR = /^(?:[-?:](?:\s|$)|[,[\]{}#&*!|>'"%@`]|---|\.\.\.)|: |:$| #|^\s|\s$/;

function text(value: string): string {
  if ([...value].some((character) => !plainCharacter(character)) && !value.includes('\n')) return doubleQuoted(value);
  if (value.includes('\n')) return `'${value.replaceAll("'", "''").replaceAll('\n', '\n\n  ')}'`;
  return RESOLVED.test(value) || INDICATOR.test(value) ? `'${value.replaceAll("'", "''")}'` : value;
}

function plainCharacter(character: string): boolean {
  return character >= ' ' && character <= '~';
}

/** Without `allow_unicode` everything beyond ASCII is escaped. */
function doubleQuoted(value: string): string {
  const escaped = [...value].map((character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    if (plainCharacter(character)) return character;
    if (character === '\t') return '\\t';
    const code = character.codePointAt(0) ?? 0;
    const digits = code.toString(16).toUpperCase();
    if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
    return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
  });
  return `"${escaped.join('')}"`;
}
