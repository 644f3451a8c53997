import type { Value } from './values.js';

/** The name of a value's type in Python, for messages. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isSafeInteger(value) ? 'int' : 'float';
    default:
      return objectTypeName(value);
  }
}

function objectTypeName(value: Exclude<Value, string | boolean | bigint | number>): string {
  if (value === null) return 'NoneType';
  if (Array.isArray(value)) return 'list';
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
    default:
      return value.kind;
  }
}
