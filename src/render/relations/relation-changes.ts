import type { RelationName } from '../../core/relation.js';
import { TemplateError } from '../../jinja/error.js';
import type { Kwargs, Value } from '../../jinja/values.js';
import { Dict, hostFunction } from '../../jinja/values.js';
import type { Arguments } from '../arguments.js';
import { bindArguments } from '../arguments.js';
import type { Part, RelationShape, Switches } from './relation-shape.js';
import { PARTS } from './relation-shape.js';

/** Makes the value of a relation; handed in, as such values make further ones. */
export type MakeRelation = (relation: RelationName, shape: RelationShape) => Value;

type Members = { readonly [name: string]: () => Value };

const NAMES = ['database?', 'schema?', 'identifier?'];

/** The methods of a relation that give changed copies, and `matches`. */
export function changingMembers(relation: RelationName, shape: RelationShape, make: MakeRelation): Members {
  const method = (name: string, signature: readonly string[], change: (bound: Arguments) => Value): Members => ({
    [name]: () => hostFunction(name, (args, kwargs) => change(bindArguments(name, signature, args, kwargs))),
  });
  return {
    ...method('include', NAMES, (bound) => make(relation, { ...shape, include: switched(shape.include, bound) })),
    ...method('quote', NAMES, (bound) => make(relation, { ...shape, quote: switched(shape.quote, bound) })),
    ...method('without_identifier', [], () =>
      make(relation, { ...shape, include: { ...shape.include, identifier: false } }),
    ),
    ...method('replace_path', NAMES, (bound) =>
      make(
        withParts(relation, (part) => bound.get(part)),
        shape,
      ),
    ),
    ...method('matches', NAMES, (bound) => matches(relation, bound)),
    incorporate: () => hostFunction('incorporate', (args, kwargs) => incorporated(relation, shape, args, kwargs, make)),
    replace: () => hostFunction('replace', (args, kwargs) => incorporated(relation, shape, args, kwargs, make)),
  };
}

/** `include(database=false)`: what is not named keeps its setting. */
function switched(switches: Switches, bound: Arguments): Switches {
  const value = (part: Part): boolean => {
    const given = bound.get(part);
    return typeof given === 'boolean' ? given : switches[part];
  };
  return { database: value('database'), schema: value('schema'), identifier: value('identifier') };
}

/** `incorporate(path={...}, type='view')`; also the switches and limits that dbt takes. */
function incorporated(
  relation: RelationName,
  shape: RelationShape,
  args: readonly Value[],
  kwargs: Kwargs,
  make: MakeRelation,
): Value {
  const signature = ['path?', 'type?', 'include_policy?', 'quote_policy?', 'limit?', 'require_alias?', 'dbt_created?'];
  const bound = bindArguments('incorporate', signature, args, kwargs);
  const path = bound.get('path');
  const changed = path instanceof Dict ? withParts(relation, (part) => path.get(part)) : relation;
  return make(changed, reshaped(shape, bound));
}

/** A shape with what a call says about it. */
export function reshaped(shape: RelationShape, bound: Arguments): RelationShape {
  const [type, limit, alias] = [bound.get('type'), bound.get('limit'), bound.get('require_alias')];
  return {
    ...shape,
    include: switchesOf(shape.include, bound.get('include_policy')),
    quote: switchesOf(shape.quote, bound.get('quote_policy')),
    ...(type === undefined ? {} : { type: typeof type === 'string' ? type : null }),
    ...(typeof limit === 'number' || limit === null ? { limit } : {}),
    ...(typeof alias === 'boolean' ? { requireAlias: alias } : {}),
  };
}

function switchesOf(switches: Switches, given: Value | undefined): Switches {
  if (given === undefined || given === null || typeof given !== 'object' || !('kind' in given)) return switches;
  const part = (name: Part): Value | undefined =>
    given instanceof Dict ? given.get(name) : given.kind === 'object' ? given.get(name) : undefined;
  return switched(switches, new Map(PARTS.flatMap((name) => entry(name, part(name)))));
}

function entry(name: Part, value: Value | undefined): [string, Value][] {
  return value === undefined ? [] : [[name, value]];
}

/** A name with some parts changed; none keeps a part. */
export function withParts(relation: RelationName, of: (part: Part) => Value | undefined): RelationName {
  const changed = (part: Part): string => {
    const value = of(part);
    if (value === undefined || value === null) return relation[part];
    if (typeof value === 'string') return value;
    if (typeof value === 'object' && 'kind' in value && value.kind === 'undefined') return relation[part];
    throw new TemplateError('template/type', `The ${part} of a relation must be a text.`);
  };
  return { database: changed('database'), schema: changed('schema'), identifier: changed('identifier') };
}

function matches(relation: RelationName, bound: Arguments): boolean {
  return PARTS.every((part) => {
    const wanted = bound.get(part);
    return wanted === undefined || wanted === null || wanted === relation[part];
  });
}
