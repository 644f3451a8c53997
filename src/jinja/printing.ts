import { limitError } from './error.js';
import { printFloat } from './print-float.js';
import { undefinedError } from './undefined.js';
import { tagged, type Tagged, type Value, type View } from './values.js';

/** What `{{ value }}` prints: Python's `str`. Throws `template/undefined` for a strict undefined value. */
export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : printFloat(value);
  const object = tagged(value);
  if (object?.kind === 'undefined') {
    if (object.mode === 'strict') throw undefinedError(object);
    return '';
  }
  return object?.kind === 'object' ? (object.print?.() ?? repr(object)) : repr(value);
}

/** Python's `repr`: what a value looks like inside a list. */
export function repr(value: Value, parents: Value[] = []): string {
  if (typeof value === 'string') return reprString(value);
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return reprList(value, parents);
  if (typeof value === 'number') return toText(value);
  return typeof value === 'bigint' ? String(value) : reprObject(value, parents);
}

function reprObject(value: Tagged, parents: Value[]): string {
  switch (value.kind) {
    case 'float':
      return printFloat(value.value);
    case 'tuple':
      return within(value, parents, () => reprTuple(value.items, parents));
    case 'dict':
      if (parents.includes(value)) return '{...}';
      return within(value, parents, () => `{${reprEntries(value.entries(), parents)}}`);
    case 'set':
      return value.size === 0 ? 'set()' : within(value, parents, () => `{${reprItems(value.values(), parents)}}`);
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

/** Notes what is being printed while its parts are, so that a value that holds itself ends. */
function within(value: Value, parents: Value[], print: () => string): string {
  parents.push(value);
  const text = print();
  parents.pop();
  return text;
}

function reprList(items: Value[], parents: Value[]): string {
  return parents.includes(items) ? '[...]' : within(items, parents, () => `[${reprItems(items, parents)}]`);
}

function reprItems(items: Iterable<Value>, parents: Value[]): string {
  return joined(Array.from(items, (item) => repr(item, parents)));
}

/** Joins the parts; values that share their parts can be longer in print than there are atoms. */
function joined(parts: readonly string[]): string {
  const text = parts.join(', ');
  if (text.length > MAX_PRINTED) throw limitError(`a value that is longer than ${MAX_PRINTED} in print is not allowed`);
  return text;
}

const MAX_PRINTED = 5_000_000;

function reprTuple(items: readonly Value[], parents: Value[]): string {
  return items.length === 1 ? `(${reprItems(items, parents)},)` : `(${reprItems(items, parents)})`;
}

function reprEntries(entries: Iterable<readonly [Value, Value]>, parents: Value[]): string {
  return joined(Array.from(entries, ([key, value]) => `${repr(key, parents)}: ${repr(value, parents)}`));
}

function reprView(view: View, parents: Value[]): string {
  switch (view.of) {
    case 'keys':
      return reprItems(view.dict.keys(), parents);
    case 'values':
      return reprItems(view.dict.values(), parents);
    case 'items':
      return joined(Array.from(view.dict.entries(), ([key, value]) => `(${reprItems([key, value], parents)})`));
  }
}

function reprNamespace(members: ReadonlyMap<string, Value>, self: Value, parents: Value[]): string {
  if (parents.includes(self)) return '<Namespace ...>';
  return within(self, parents, () => `<Namespace {${reprEntries(members, parents)}}>`);
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
