import { TemplateError } from '../../jinja/error.js';
import { toText } from '../../jinja/printing.js';
import type { HostObject, Kwargs, Value } from '../../jinja/values.js';
import { hostFunction } from '../../jinja/values.js';
import type { Arguments } from '../arguments.js';
import { bindArguments, textArgument } from '../arguments.js';
import type { Column } from './column-value.js';
import { columnFromDescription, columnValue, number, sharedMembers, translateType } from './column-value.js';
import { reshaped, withParts } from './relation-changes.js';
import { ALL_PARTS, PLAIN_SHAPE } from './relation-shape.js';
import { isRelationValue, MAX_NAME_LENGTH, relationValue } from './relation-value.js';

/** `api`: the classes Relation and Column. */
export const api: HostObject = objectOf('api', { Relation: relationClass, Column: columnClass });

type Members = { readonly [name: string]: () => Value };

function objectOf(typeName: string, members: Members, more: Partial<HostObject> = {}): HostObject {
  return {
    kind: 'object',
    typeName,
    get: (name) => (Object.hasOwn(members, name) ? members[name]?.() : undefined),
    names: () => Object.keys(members),
    ...more,
  };
}

const TYPES: Readonly<Record<string, string>> = {
  Table: 'table',
  View: 'view',
  CTE: 'cte',
  MaterializedView: 'materialized_view',
  External: 'external',
  Function: 'function',
  PointerTable: 'pointer_table',
};

const TYPE_NAMES = [...Object.values(TYPES), 'ephemeral'];

/** `api.Relation` and `adapter.Relation` */
export function relationClass(): HostObject {
  const types = Object.fromEntries(Object.entries(TYPES).map(([name, type]) => [name, (): Value => type]));
  return objectOf('RelationProxy', {
    ...types,
    create: () => hostFunction('Relation.create', createRelation),
    create_from: () => hostFunction('Relation.create_from', (args) => copied(args[0])),
    get_relation_type: () => hostFunction('get_relation_type', (args) => knownType(args[0] ?? null)),
    add_ephemeral_prefix: () => hostFunction('add_ephemeral_prefix', (args) => `__dbt__cte__${toText(args[0] ?? '')}`),
  });
}

const CREATE = ['database?', 'schema?', 'identifier?', 'type?', 'include_policy?', 'quote_policy?', 'limit?'];

function createRelation(args: readonly Value[], kwargs: Kwargs): Value {
  const bound = bindArguments('Relation.create', [...CREATE, 'require_alias?', 'dbt_created?'], args, kwargs);
  const name = withParts({ database: '', schema: '', identifier: '' }, (part) => bound.get(part));
  const type = knownType(bound.get('type') ?? null);
  if (type !== null && name.identifier.length > MAX_NAME_LENGTH) {
    const message = `Relation name '${name.identifier}' is longer than ${MAX_NAME_LENGTH} characters.`;
    throw new TemplateError('template/name', message);
  }
  return relationValue(name, reshaped({ ...PLAIN_SHAPE, quote: ALL_PARTS, type }, bound));
}

function copied(given: Value | undefined): Value {
  if (isRelationValue(given)) return relationValue(given.relation, given.shape);
  throw new TemplateError('template/type', 'Relation.create_from() takes a relation.');
}

function knownType(type: Value): string | null {
  if (type === null) return null;
  if (typeof type === 'string' && TYPE_NAMES.includes(type)) return type;
  throw new TemplateError('template/value', 'A relation has no such type.', {
    hint: `Known: ${TYPE_NAMES.join(', ')}`,
  });
}

const COLUMN = ['column', 'dtype', 'char_size?', 'numeric_precision?', 'numeric_scale?'];

/** `api.Column`: a call makes a column. */
function columnClass(): HostObject {
  const members: Members = {
    ...sharedMembers,
    create: () => hostFunction('Column.create', createColumn),
    from_description: () =>
      hostFunction('Column.from_description', (args, kwargs) => {
        const bound = bindArguments('Column.from_description', ['name', 'raw_data_type'], args, kwargs);
        const text = (name: string): string => textArgument('Column.from_description', bound, name);
        return columnValue(columnFromDescription(text('name'), text('raw_data_type')));
      }),
  };
  return objectOf('type', members, {
    call: (args, kwargs) => columnValue(columnOf(bindArguments('Column', COLUMN, args, kwargs))),
    print: () => "<class 'dbt.adapters.postgres.column.PostgresColumn'>",
  });
}

function columnOf(bound: Arguments): Column {
  return {
    name: textArgument('Column', bound, 'column'),
    type: textArgument('Column', bound, 'dtype'),
    size: number(bound.get('char_size')),
    precision: number(bound.get('numeric_precision')),
    scale: number(bound.get('numeric_scale')),
  };
}

function createColumn(args: readonly Value[], kwargs: Kwargs): Value {
  const bound = bindArguments('Column.create', ['name', 'label_or_dtype'], args, kwargs);
  const type = translateType(textArgument('Column.create', bound, 'label_or_dtype'));
  return columnValue({
    name: textArgument('Column.create', bound, 'name'),
    type,
    size: null,
    precision: null,
    scale: null,
  });
}
