import { isInteger } from '../../jinja/arithmetic.js';
import { TemplateError } from '../../jinja/error.js';
import { repr } from '../../jinja/printing.js';
import type { HostObject, Value } from '../../jinja/values.js';
import { Dict, hostFunction, tuple } from '../../jinja/values.js';
import type { Arguments } from '../arguments.js';
import type { Members } from './members.js';
import { member, method } from './members.js';

/** Where a pattern was found: the whole match, then its groups; -1 for groups that took no part. */
export interface Found {
  readonly string: string;
  readonly spans: readonly (readonly [start: number, end: number])[];
}

/** What a match knows of its pattern. */
export interface MatchedPattern extends HostObject {
  /** Group numbers by name. */
  readonly names_: Readonly<Record<string, number>>;
}

/** A match of `modules.re`. */
export function matchValue(found: Found, pattern: MatchedPattern): HostObject {
  const { string, spans } = found;
  const group = (key: Value): Value => textAt(found, indexOf(found, pattern, key));
  const span = (given: Arguments): readonly [number, number] =>
    spans[indexOf(found, pattern, given.get('group') ?? 0)] ?? [-1, -1];
  const members: Members = {
    group: () =>
      hostFunction('group', (keys) => {
        if (keys.length <= 1) return group(keys[0] ?? 0);
        return tuple(keys.map(group));
      }),
    groups: method('groups', 'default?', (given) =>
      tuple(spans.slice(1).map((_, index) => textAt(found, index + 1) ?? given.get('default') ?? null)),
    ),
    groupdict: method('groupdict', 'default?', (given) =>
      Dict.from(
        Object.entries(pattern.names_).map(
          ([name, index]) => [name, textAt(found, index) ?? given.get('default') ?? null] as const,
        ),
      ),
    ),
    start: method('start', 'group?', (given) => span(given)[0]),
    end: method('end', 'group?', (given) => span(given)[1]),
    span: method('span', 'group?', (given) => tuple(span(given))),
    string: () => string,
    re: () => pattern,
    pos: () => 0,
    endpos: () => string.length,
  };
  const [[start, end] = [0, 0]] = spans;
  return {
    kind: 'object',
    typeName: 're.Match',
    get: (name) => member(members, name),
    names: () => Object.keys(members),
    item: (key) => (isInteger(key) || typeof key === 'string' ? group(key) : undefined),
    print: () => `<re.Match object; span=(${start}, ${end}), match=${repr(string.slice(start, end))}>`,
  };
}

function indexOf(found: Found, pattern: MatchedPattern, key: Value): number {
  const index = typeof key === 'string' ? pattern.names_[key] : isInteger(key) ? Number(key) : undefined;
  if (index !== undefined && index >= 0 && index < found.spans.length) return index;
  throw new TemplateError('template/value', `The pattern has no group ${repr(key)}.`);
}

function textAt({ string, spans }: Found, index: number): Value {
  const [start, end] = spans[index] ?? [-1, -1];
  return start === -1 ? null : string.slice(start, end);
}
