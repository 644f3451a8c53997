/** What a plain (unquoted, untagged) scalar means. */
export type PlainScalar = null | boolean | number | string;

const NULL = /^(?:~|null|Null|NULL|)$/;
const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const INT = /^[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]+|0|[1-9][0-9_]*)$/;
const SEXAGESIMAL_INT = /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/;
const FLOAT = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/;
const SEXAGESIMAL_FLOAT = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/;
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

/**
 * Reads a plain scalar by the implicit rules of YAML 1.1 as PyYAML's safe loader applies them, which is how dbt reads
 * its files: `yes` and `on` are booleans, `0777` is octal, `1_000` a number, `1:30` ninety, `1e5` a string.
 * Dates stay strings (they print the same); integers that a double cannot hold stay strings too.
 */
export function resolvePlainScalar(text: string): PlainScalar {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  const first = text.charCodeAt(0);
  const mayBeNumber = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  return mayBeNumber ? resolveNumber(text) : text;
}

function resolveNumber(text: string): number | string {
  const plain = text.replaceAll('_', '');
  if (INT.test(text)) return safeInteger(integerOf(plain), text);
  if (SEXAGESIMAL_INT.test(text)) return safeInteger(sexagesimal(plain), text);
  if (FLOAT.test(text)) return Number(plain);
  if (SEXAGESIMAL_FLOAT.test(text)) return sexagesimal(plain);
  const infinite = INFINITE.exec(text);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  return NOT_A_NUMBER.test(text) ? NaN : text;
}

function integerOf(text: string): number {
  const negative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '');
  const octal = /^0[0-7]+$/.test(digits);
  const value = octal ? Number.parseInt(digits, 8) : Number(digits);
  return negative ? -value : value;
}

function sexagesimal(text: string): number {
  const negative = text.startsWith('-');
  const value = text
    .replace(/^[-+]/, '')
    .split(':')
    .reduce((sum, digits) => sum * 60 + Number(digits), 0);
  return negative ? -value : value;
}

function safeInteger(value: number, text: string): number | string {
  return Number.isSafeInteger(value) ? value : text;
}
