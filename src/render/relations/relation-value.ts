import type { RelationName } from '../../core/relation.js';
import { toText } from '../../jinja/printing.js';
import type { HostObject, Value } from '../../jinja/values.js';
import { Dict, hostFunction } from '../../jinja/values.js';
import { namesAsDict, partsObject, switchesObject } from './parts-object.js';
import { changingMembers } from './relation-changes.js';
import { schemaRelation } from './information-schema.js';
import type { RelationShape } from './relation-shape.js';
import { PLAIN_SHAPE, renderLimited, renderParts, renderRelationValue } from './relation-shape.js';

/** A relation as templates see it, and what it stands for. */
export interface RelationValue extends HostObject {
  readonly relation: RelationName;
  readonly shape: RelationShape;
}

const TYPE_NAME = 'PostgresRelation';

/** dbt's longest name of a relation. */
export const MAX_NAME_LENGTH = 63;

/** A relation as templates see it (dbt's `Relation`): prints quoted, gives its parts, makes changed copies. */
export function relationValue(relation: RelationName, partial: Partial<RelationShape> = {}): RelationValue {
  const shape: RelationShape = { ...PLAIN_SHAPE, ...partial };
  const text = renderRelationValue(relation, shape);
  let members: Members | undefined;
  const membersOnce = (): Members => (members ??= relationMembers(relation, shape));
  return {
    kind: 'object',
    typeName: TYPE_NAME,
    // Packages tell a relation by asking whether it is a mapping whose metadata names it.
    isMapping: true,
    relation,
    shape,
    get: (attribute) => (Object.hasOwn(membersOnce(), attribute) ? membersOnce()[attribute]?.() : undefined),
    names: () => Object.keys(membersOnce()),
    print: () => text,
    repr: () => `<${TYPE_NAME} ${text}>`,
    equals: (other) => isRelationValue(other) && sameRelation(relation, shape, other),
  };
}

/** Whether a value is a relation. */
export function isRelationValue(value: Value | undefined): value is RelationValue {
  return typeof value === 'object' && value !== null && 'typeName' in value && value.typeName === TYPE_NAME;
}

/** dbt compares everything that a relation holds, its type among it. */
function sameRelation(relation: RelationName, shape: RelationShape, other: RelationValue): boolean {
  return JSON.stringify([relation, shape]) === JSON.stringify([other.relation, other.shape]);
}

type Members = { readonly [name: string]: () => Value };

function relationMembers(relation: RelationName, shape: RelationShape): Members {
  const make = (name: RelationName, next: RelationShape): Value => relationValue(name, next);
  const members: Members = {
    ...nameMembers(relation, shape),
    ...typeMembers(shape.type),
    ...changingMembers(relation, shape, make),
    render: () => hostFunction('render', () => renderParts(relation, shape)),
    render_limited: () => hostFunction('render_limited', () => renderLimited(relation, shape)),
    quoted: () => hostFunction('quoted', (args) => `"${toText(args[0] ?? '')}"`),
    information_schema: () =>
      hostFunction('information_schema', (args, kwargs) => schemaRelation(relation, args, kwargs)),
    information_schema_only: () =>
      hostFunction('information_schema_only', () => schemaRelation(relation, [], new Map())),
    relation_max_name_length: () => hostFunction('relation_max_name_length', () => MAX_NAME_LENGTH),
    to_dict: () => hostFunction('to_dict', () => relationDict(relation, shape)),
    metadata: () => Dict.from({ type: TYPE_NAME }),
    get: () =>
      hostFunction('get', ([name = null, otherwise = null]) => {
        const member = typeof name === 'string' && Object.hasOwn(members, name) ? members[name]?.() : undefined;
        return member ?? otherwise;
      }),
  };
  return members;
}

function nameMembers(relation: RelationName, shape: RelationShape): Members {
  const part = (text: string) => (): Value => (text === '' ? null : text);
  return {
    database: part(relation.database),
    schema: part(shape.shownSchema ?? relation.schema),
    identifier: part(relation.identifier),
    name: part(relation.identifier),
    table: part(relation.identifier),
    path: () => partsObject(relation),
    include_policy: () => switchesObject(shape.include),
    quote_policy: () => switchesObject(shape.quote),
    quote_character: () => '"',
    dbt_created: () => false,
    limit: () => shape.limit,
    event_time_filter: () => null,
    require_alias: () => shape.requireAlias,
    catalog: () => null,
  };
}

const RENAMEABLE = ['table', 'view'];

function typeMembers(type: string | null): Members {
  const is = (wanted: string) => (): Value => type === wanted;
  const changeable = (): Value => type !== null && RENAMEABLE.includes(type);
  return {
    type: () => type,
    is_table: is('table'),
    is_view: is('view'),
    is_cte: is('cte'),
    is_materialized_view: is('materialized_view'),
    is_pointer: is('pointer_table'),
    is_function: is('function'),
    can_be_renamed: changeable,
    can_be_replaced: changeable,
    renameable_relations: () => [...RENAMEABLE],
    replaceable_relations: () => [...RENAMEABLE],
  };
}

function relationDict(relation: RelationName, shape: RelationShape): Dict {
  return Dict.from({
    path: namesAsDict(relation),
    type: shape.type,
    quote_character: '"',
    include_policy: Dict.from(shape.include),
    quote_policy: Dict.from(shape.quote),
    dbt_created: false,
    limit: shape.limit,
    event_time_filter: null,
    require_alias: shape.requireAlias,
    catalog: null,
    renameable_relations: [...RENAMEABLE],
    replaceable_relations: [...RENAMEABLE],
  });
}
