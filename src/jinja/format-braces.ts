import { isInteger } from './arithmetic.js';
import { typeError, valueError } from './error.js';
import { formatSpec } from './format-spec.js';
import { repr, toText } from './printing.js';
import type { Context } from './runtime.js';
import { Dict, type Kwargs, type Value } from './values.js';

/** Looks up what a replacement field names. */
interface Fields {
  readonly byName: (name: string) => Value;
  readonly byIndex: (index: number) => Value;
  /** The next automatic index; -1 once fields are numbered by hand. */
  automatic: number;
  readonly context: Context;
}

/** Python's `format.format(*args, **named)`. */
export function formatBraces(format: string, args: readonly Value[], named: Kwargs, context: Context): string {
  return formatFields(
    format,
    fieldsOf(args, (name) => named.get(name), context),
    2,
  );
}

/** Python's `format.format_map(mapping)`. */
export function formatMap(format: string, mapping: Value, context: Context): string {
  if (!(mapping instanceof Dict)) throw typeError('format_map() needs a dict');
  return formatFields(
    format,
    fieldsOf([], (name) => mapping.get(name), context),
    2,
  );
}

function fieldsOf(args: readonly Value[], named: (name: string) => Value | undefined, context: Context): Fields {
  return {
    byName: (name) => {
      const value = named(name);
      if (value === undefined) throw valueError(`the format asks for '${name}', which is not given`);
      return value;
    },
    byIndex: (index) => {
      const value = args[index];
      if (value === undefined) throw valueError(`the format asks for argument ${index}, which is not given`);
      return value;
    },
    automatic: 0,
    context,
  };
}

function formatFields(format: string, fields: Fields, depth: number): string {
  if (depth === 0) throw valueError('Max string recursion exceeded');
  let result = '';
  let at = 0;
  while (at < format.length) {
    const character = format.charAt(at);
    const doubled = format.charAt(at + 1) === character;
    if (character !== '{' && character !== '}') {
      const next = nextBrace(format, at);
      result += format.slice(at, next);
      at = next;
    } else if (doubled) {
      result += character;
      at += 2;
    } else if (character === '}') {
      throw valueError("Single '}' encountered in format string", "write '}}' for a brace");
    } else {
      const close = closingBrace(format, at);
      result += formatField(format.slice(at + 1, close), fields, depth);
      at = close + 1;
    }
  }
  return result;
}

function nextBrace(format: string, from: number): number {
  let at = from;
  while (at < format.length && format[at] !== '{' && format[at] !== '}') at += 1;
  return at;
}

function closingBrace(format: string, open: number): number {
  let depth = 0;
  for (let at = open; at < format.length; at += 1) {
    if (format[at] === '{') depth += 1;
    if (format[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  throw valueError("Single '{' encountered in format string", "write '{{' for a brace");
}

/** `name.attribute[item]!r:spec` */
function formatField(field: string, fields: Fields, depth: number): string {
  const { name, conversion, spec } = splitField(field);
  const value = convert(fieldValue(name, fields), conversion);
  return formatSpec(value, formatFields(spec, fields, depth - 1));
}

function splitField(field: string): { name: string; conversion: string; spec: string } {
  let at = 0;
  for (let inItem = false; at < field.length; at += 1) {
    const character = field[at];
    if (character === '[') inItem = true;
    else if (character === ']') inItem = false;
    else if (!inItem && (character === '!' || character === ':')) break;
  }
  const name = field.slice(0, at);
  if (field[at] !== '!') return { name, conversion: '', spec: field.slice(at + 1) };
  const conversion = field.charAt(at + 1);
  const rest = field.slice(at + 2);
  if (conversion === '' || (rest !== '' && !rest.startsWith(':'))) throw valueError("expected ':' after conversion");
  return { name, conversion, spec: rest.slice(1) };
}

function convert(value: Value, conversion: string): Value {
  switch (conversion) {
    case '':
      return value;
    case 's':
      return toText(value);
    case 'r':
    case 'a':
      return repr(value);
    default:
      throw valueError(`Unknown conversion specifier '${conversion}'`);
  }
}

function fieldValue(path: string, fields: Fields): Value {
  const end = nameEnd(path, 0);
  let value = firstValue(path.slice(0, end), fields);
  let at = end;
  while (at < path.length) {
    if (path[at] === '.') {
      const next = nameEnd(path, at + 1);
      value = fields.context.attribute(value, path.slice(at + 1, next));
      at = next;
    } else {
      const close = path.indexOf(']', at);
      if (path[at] !== '[' || close === -1)
        throw valueError("Only '.' or '[' may follow ']' in format field specifier");
      const key = path.slice(at + 1, close);
      value = fields.context.item(value, isDigits(key) ? Number(key) : key);
      at = close + 1;
    }
  }
  return value;
}

function nameEnd(path: string, from: number): number {
  let at = from;
  while (at < path.length && path[at] !== '.' && path[at] !== '[') at += 1;
  return at;
}

function isDigits(text: string): boolean {
  return text !== '' && isInteger(Number(text)) && !text.includes('.') && !text.includes('-') && text.trim() === text;
}

function firstValue(name: string, fields: Fields): Value {
  if (name !== '' && !isDigits(name)) return fields.byName(name);
  const manual = name !== '';
  if (manual ? fields.automatic > 0 : fields.automatic < 0) {
    throw valueError('cannot mix automatic field numbering and numbers in a format');
  }
  if (manual) {
    fields.automatic = -1;
    return fields.byIndex(Number(name));
  }
  fields.automatic += 1;
  return fields.byIndex(fields.automatic - 1);
}
