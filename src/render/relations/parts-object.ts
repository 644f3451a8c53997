import type { RelationName } from '../../core/relation.js';
import { reprString } from '../../jinja/printing.js';
import type { HostObject, Value } from '../../jinja/values.js';
import { Dict } from '../../jinja/values.js';
import type { Switches } from './relation-shape.js';
import { PARTS } from './relation-shape.js';

/** `relation.path` */
export function partsObject(relation: RelationName): HostObject {
  const part = (name: string): Value | undefined => {
    const known = PARTS.find((each) => each === name);
    return known && (relation[known] === '' ? null : relation[known]);
  };
  const repr = (value: Value | undefined): string => (typeof value === 'string' ? reprString(value) : 'None');
  return printed('Path', part, (name) => repr(part(name)));
}

/** `relation.include_policy`, `relation.quote_policy` */
export function switchesObject(switches: Switches): HostObject {
  const part = (name: string): boolean | undefined => {
    const known = PARTS.find((each) => each === name);
    return known && switches[known];
  };
  return printed('Policy', part, (name) => (part(name) ? 'True' : 'False'));
}

function printed(
  typeName: string,
  get: (name: string) => Value | undefined,
  repr: (name: string) => string,
): HostObject {
  const text = `${typeName}(${PARTS.map((name) => `${name}=${repr(name)}`).join(', ')})`;
  return { kind: 'object', typeName, get, names: () => PARTS, print: () => text };
}

/** The parts as a dict; absent ones are none. */
export function namesAsDict(relation: RelationName): Dict {
  return Dict.from(PARTS.map((part) => [part, relation[part] === '' ? null : relation[part]] as const));
}
