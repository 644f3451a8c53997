import { printFloat } from './print-float.js';
import { undefinedError } from './undefined.js';
import type { Value, View } from './values.js';

/** What `{{ value }}` prints: Python's `str`. Throws `template/undefined` for a strict undefined value. */
export function toText(value: Value): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isSafeInteger(value) ? String(value) : printFloat(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'bigint':
      return String(value);
    default:
      return value === null ? 'None' : objectText(value, []);
  }
}

type ObjectValue = Exclude<Value, null | boolean | number | bigint | string>;

function objectText(value: ObjectValue, parents: readonly Value[]): string {
  if (Array.isArray(value)) return reprList(value, parents);
  switch (value.kind) {
    case 'undefined':
      if (value.mode === 'strict') throw undefinedError(value);
      return '';
    case 'object':
      return value.print?.() ?? value.repr?.() ?? `<${value.typeName}>`;
    default:
      return reprObject(value, parents);
  }
}

/** Python's `repr`: what a value looks like inside a list. */
export function repr(value: Value, parents: readonly Value[] = []): string {
  switch (typeof value) {
    case 'string':
      return reprString(value);
    case 'object':
      if (value === null) return 'None';
      return Array.isArray(value) ? reprList(value, parents) : reprObject(value, parents);
    default:
      return toText(value);
  }
}

function reprObject(value: Exclude<ObjectValue, Value[]>, parents: readonly Value[]): string {
  switch (value.kind) {
    case 'float':
      return printFloat(value.value);
    case 'tuple':
      return reprTuple(value.items, [...parents, value]);
    case 'dict':
      if (parents.includes(value)) return '{...}';
      return `{${Array.from(value.entries(), (entry) => reprEntry(entry, [...parents, value])).join(', ')}}`;
    case 'set':
      return value.size === 0 ? 'set()' : `{${reprItems(value.values(), [...parents, value])}}`;
    case 'range':
      return `range(${value.from}, ${value.to}${value.step === 1 ? '' : `, ${value.step}`})`;
    case 'view':
      return `dict_${value.of}([${reprView(value, parents)}])`;
    case 'iteration':
      return `<${value.typeName} object>`;
    case 'undefined':
      return 'Undefined';
    case 'namespace':
      return reprNamespace(value.members, value, parents);
    case 'function':
      return `<function ${value.name}>`;
    case 'object':
      return value.repr?.() ?? value.print?.() ?? `<${value.typeName}>`;
    case 'macro':
      return `<Macro '${value.name}'>`;
  }
}

function reprList(items: Value[], parents: readonly Value[]): string {
  return parents.includes(items) ? '[...]' : `[${reprItems(items, [...parents, items])}]`;
}

function reprItems(items: Iterable<Value>, parents: readonly Value[]): string {
  return Array.from(items, (item) => repr(item, parents)).join(', ');
}

function reprTuple(items: readonly Value[], parents: readonly Value[]): string {
  return items.length === 1 ? `(${reprItems(items, parents)},)` : `(${reprItems(items, parents)})`;
}

function reprEntry([key, value]: readonly [Value, Value], parents: readonly Value[]): string {
  return `${repr(key, parents)}: ${repr(value, parents)}`;
}

function reprView(view: View, parents: readonly Value[]): string {
  switch (view.of) {
    case 'keys':
      return reprItems(view.dict.keys(), parents);
    case 'values':
      return reprItems(view.dict.values(), parents);
    case 'items':
      return Array.from(
        view.dict.entries(),
        (entry) => `(${repr(entry[0], parents)}, ${repr(entry[1], parents)})`,
      ).join(', ');
  }
}

function reprNamespace(members: ReadonlyMap<string, Value>, self: Value, parents: readonly Value[]): string {
  if (parents.includes(self)) return '<Namespace ...>';
  return `<Namespace {${Array.from(members, (entry) => reprEntry(entry, [...parents, self])).join(', ')}}>`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };
const NOT_PRINTABLE = /^[\p{C}\p{Z}]$/u;

/** A string in quotes as Python writes it: single quotes unless it holds only single ones. */
export function reprString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let result = quote;
  for (const character of text) result += reprCharacter(character, quote);
  return result + quote;
}

function reprCharacter(character: string, quote: string): string {
  if (character === quote) return `\\${quote}`;
  const escape = ESCAPES[character];
  if (escape !== undefined) return escape;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return character;
  if (code >= 0xa1 && !NOT_PRINTABLE.test(character)) return character;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
