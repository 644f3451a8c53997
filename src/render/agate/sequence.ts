import { isInteger } from '../../jinja/arithmetic.js';
import { equals } from '../../jinja/comparison.js';
import { listOf, isIterable } from '../../jinja/iteration.js';
import { repr } from '../../jinja/printing.js';
import type { HostObject, Value } from '../../jinja/values.js';
import { Dict, tuple } from '../../jinja/values.js';
import type { Members } from '../modules/members.js';
import { member, method, text } from '../modules/members.js';

/** How many items a printed sequence shows. */
const SHOWN = 5;

export interface SequenceOptions {
  /** As it prints itself: `Row`, `Column`, `MappedSequence`. */
  readonly name: string;
  readonly values: readonly Value[];
  /** The items' names; absent where items have none. */
  readonly keys?: readonly string[];
  readonly members?: Members;
}

/** Values that are found by their position and by their name, as agate's rows, columns and lists of them. */
export function sequence({ name, values, keys, members = {} }: SequenceOptions): HostObject {
  const named = (key: string): Value | undefined => {
    const index = keys?.indexOf(key) ?? -1;
    return index === -1 ? undefined : values[index];
  };
  const own: Members = { ...members, ...sequenceMembers(values, keys, named) };
  return {
    kind: 'object',
    typeName: name,
    get: (key) => member(own, key),
    names: () => [...Object.keys(own), ...(keys ?? [])],
    item: (key) => (isInteger(key) ? values.at(Number(key)) : typeof key === 'string' ? named(key) : undefined),
    print: () => printed(name, values),
    iterate: () => values,
    length: () => values.length,
    contains: (value) => values.some((each) => equals(each, value)),
    equals: (other) => isIterable(other) && equals([...values], listOf(other)),
    json: () => [...values],
  };
}

function sequenceMembers(
  values: readonly Value[],
  keys: readonly string[] | undefined,
  named: (key: string) => Value | undefined,
): Members {
  const pairs = (): [string, Value][] => (keys ?? []).map((key, index) => [key, values[index] ?? null]);
  return {
    values: method('values', '', () => tuple(values)),
    keys: method('keys', '', () => (keys ? tuple(keys) : null)),
    items: method('items', '', () => tuple(pairs().map((pair) => tuple(pair)))),
    dict: method('dict', '', () => Dict.from(pairs())),
    get: method('get', 'key default?', (given) => named(text(given, 'key')) ?? given.get('default') ?? null),
  };
}

function printed(name: string, values: readonly Value[]): string {
  const shown = values.slice(0, SHOWN).map((value) => repr(value));
  if (values.length > SHOWN) shown.push('...');
  return `<agate.${name}: (${shown.join(', ')}${values.length === 1 ? ',' : ''})>`;
}
