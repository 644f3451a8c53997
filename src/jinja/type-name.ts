import type { Tagged, Value } from './values.js';

/** The name of a value's type in Python, for messages. */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'int' : 'float';
  if (typeof value === 'bigint') return 'int';
  return Array.isArray(value) ? 'list' : taggedTypeName(value);
}

function taggedTypeName(value: Tagged): string {
  switch (value.kind) {
    case 'view':
      return `dict_${value.of}`;
    case 'iteration':
    case 'object':
      return value.typeName;
    case 'undefined':
      return 'Undefined';
    case 'namespace':
      return 'Namespace';
    case 'macro':
      return 'Macro';
    case 'float':
    case 'tuple':
    case 'dict':
    case 'set':
    case 'range':
    case 'function':
      return value.kind;
  }
}
