import { builtin, type Builtin } from '../builtin.js';
import { numeric } from '../comparison.js';
import { limitLength, typeError, valueError } from '../error.js';
import { printFloat } from '../print-float.js';
import { isInteger } from '../arithmetic.js';
import { compareText } from '../comparison.js';
import { typeName } from '../type-name.js';
import { undefinedError } from '../undefined.js';
import { tagged, type Dict, type Value } from '../values.js';

const HTML_SAFE: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026', "'": '\\u0027' };

/** How JSON is laid out. */
export interface JsonOptions {
  /** Blanks per level, or the text to indent with; none for one line. */
  readonly indent?: string | undefined;
  readonly sortKeys?: boolean;
}

/** Writes a value as Python's `json.dumps` does: non-ASCII escaped, `, ` and `: ` between. */
export function toJson(value: Value, options: JsonOptions = {}): string {
  return write(value, options, '', []);
}

function write(value: Value, options: JsonOptions, indent: string, parents: readonly Value[]): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value);
  const number = numeric(value);
  if (number !== undefined) return isInteger(value) ? String(number) : writeFloat(Number(number));
  if (parents.includes(value)) throw valueError('Circular reference detected');
  return writeContainer(value, options, indent, [...parents, value]);
}

function writeFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return printFloat(value);
}

function writeString(text: string): string {
  const quoted = JSON.stringify(text);
  let result = '';
  for (let index = 0; index < quoted.length; index += 1) {
    const code = quoted.charCodeAt(index);
    result += code < 0x7f ? quoted.charAt(index) : `\\u${code.toString(16).padStart(4, '0')}`;
  }
  return result;
}

function writeContainer(value: Value, options: JsonOptions, indent: string, parents: readonly Value[]): string {
  const inner = indent + (options.indent ?? '');
  const item = (child: Value): string => write(child, options, inner, parents);
  if (Array.isArray(value)) return wrap('[', ']', value.map(item), options, indent);
  const object = tagged(value);
  if (object?.kind === 'tuple') return wrap('[', ']', object.items.map(item), options, indent);
  if (object?.kind === 'dict') {
    const entries = entriesOf(object, options).map(([key, child]) => `${key}: ${item(child)}`);
    return wrap('{', '}', entries, options, indent);
  }
  if (object?.kind === 'undefined') throw undefinedError(object);
  if (object?.kind === 'object' && object.json !== undefined) return item(object.json());
  throw typeError(`Object of type ${typeName(value)} is not JSON serializable`, 'turn it into a list or string first');
}

function wrap(open: string, close: string, items: readonly string[], options: JsonOptions, indent: string): string {
  if (items.length === 0) return open + close;
  limitLength(items.reduce((length, item) => length + item.length, 0));
  if (options.indent === undefined) return open + items.join(', ') + close;
  const inner = `\n${indent}${options.indent}`;
  return `${open}${inner}${items.join(`,${inner}`)}\n${indent}${close}`;
}

function entriesOf(dict: Dict, options: JsonOptions): (readonly [string, Value])[] {
  const entries = Array.from(dict.entries(), ([key, value]) => [keyText(key), value] as const);
  return options.sortKeys === true ? entries.sort((left, right) => compareText(left[0], right[0])) : entries;
}

function keyText(key: Value): string {
  if (typeof key === 'string') return writeString(key);
  if (key === null || typeof key === 'boolean' || numeric(key) !== undefined) return `"${write(key, {}, '', [])}"`;
  throw typeError(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

function escapeHtml(json: string): string {
  return Array.from(json, (character) => HTML_SAFE[character] ?? character).join('');
}

function indentOf(indent: Value | undefined): string | undefined {
  if (indent === undefined || indent === null) return undefined;
  if (typeof indent === 'string') return indent;
  return ' '.repeat(Math.max(0, Math.min(100, Number(numeric(indent) ?? 0))));
}

/** `tojson`: as Jinja writes it, with keys sorted and what HTML could misread escaped. */
export const jsonFilters: readonly (readonly [string, Builtin])[] = [
  [
    'tojson',
    builtin('indent?', (value, [indent]) => escapeHtml(toJson(value, { indent: indentOf(indent), sortKeys: true }))),
  ],
];
