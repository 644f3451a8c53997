import type { RelationName } from '../core/relation.js';
import { quoteIdentifier } from '../core/relation.js';
import { TemplateError } from '../jinja/error.js';
import type { HostObject, Value } from '../jinja/values.js';
import { Dict, hostFunction } from '../jinja/values.js';
import { bindArguments } from './arguments.js';

type Part = 'database' | 'schema' | 'identifier';
const PARTS: readonly Part[] = ['database', 'schema', 'identifier'];
type Switches = { readonly [part in Part]: boolean };
const ALL: Switches = { database: true, schema: true, identifier: true };

/** How a relation prints itself, and what dbt calls its type. */
interface Shape {
  readonly include: Switches;
  readonly quote: Switches;
  readonly type: string | null;
}

/** A relation as templates see it (dbt's `Relation`): prints quoted, gives its parts, makes changed copies. */
export function relationValue(name: RelationName, shape?: Partial<Shape>): HostObject {
  const full: Shape = { include: ALL, quote: ALL, type: null, ...shape };
  const text = renderParts(name, full);
  let members: Members | undefined;
  const membersOnce = (): Members => (members ??= relationMembers(name, full, text));
  return {
    kind: 'object',
    typeName: 'Relation',
    get: (attribute) => (Object.hasOwn(membersOnce(), attribute) ? membersOnce()[attribute]?.() : undefined),
    names: () => Object.keys(membersOnce()),
    print: () => text,
    repr: () => `<Relation ${text}>`,
    equals: (other) => typeof other === 'object' && other !== null && 'print' in other && other.print?.() === text,
    json: () => text,
  };
}

function renderParts(name: RelationName, shape: Shape): string {
  return PARTS.filter((part) => shape.include[part] && name[part] !== '')
    .map((part) => (shape.quote[part] ? quoteIdentifier(name[part]) : name[part]))
    .join('.');
}

type Members = { readonly [name: string]: () => Value };

function relationMembers(name: RelationName, shape: Shape, text: string): Members {
  const is = (type: string) => (): Value => shape.type === type;
  return {
    database: () => name.database,
    schema: () => name.schema,
    identifier: () => name.identifier,
    name: () => name.identifier,
    table: () => name.identifier,
    type: () => shape.type,
    is_table: is('table'),
    is_view: is('view'),
    is_cte: is('cte'),
    is_materialized_view: is('materialized_view'),
    render: () => hostFunction('render', () => text),
    include: () => switching('include', name, shape, false),
    quote: () => switching('quote', name, shape, true),
    without_identifier: () =>
      hostFunction('without_identifier', () =>
        relationValue(name, { ...shape, include: { ...shape.include, identifier: false } }),
      ),
    replace_path: () => replacing('replace_path', name, shape),
    incorporate: () => incorporating(name, shape),
  };
}

/** `relation.include(database=false)`: what is not named keeps its setting. */
function switching(method: 'include' | 'quote', name: RelationName, shape: Shape, nullIsFalse: boolean): Value {
  return hostFunction(method, (args, kwargs) => {
    const bound = bindArguments(method, ['database?', 'schema?', 'identifier?'], args, kwargs);
    const switches = { ...shape[method] };
    for (const part of PARTS) {
      const value = bound.get(part);
      if (typeof value === 'boolean') switches[part] = value;
      else if (value === null && !nullIsFalse) switches[part] = shape[method][part];
    }
    return relationValue(name, { ...shape, [method]: switches });
  });
}

function replacing(method: string, name: RelationName, shape: Shape): Value {
  return hostFunction(method, (args, kwargs) => {
    const bound = bindArguments(method, ['database?', 'schema?', 'identifier?'], args, kwargs);
    return relationValue(
      withParts(name, (part) => bound.get(part)),
      shape,
    );
  });
}

function incorporating(name: RelationName, shape: Shape): Value {
  return hostFunction('incorporate', (args, kwargs) => {
    const bound = bindArguments('incorporate', ['path?', 'type?'], args, kwargs);
    const path = bound.get('path');
    const type = bound.get('type');
    const changed = path instanceof Dict ? withParts(name, (part) => path.get(part)) : name;
    return relationValue(changed, { ...shape, type: typeof type === 'string' ? type : shape.type });
  });
}

function withParts(name: RelationName, of: (part: Part) => Value | undefined): RelationName {
  const parts = PARTS.map((part) => {
    const value = of(part);
    if (value === undefined || value === null) return name[part];
    if (typeof value === 'string') return value;
    throw new TemplateError('template/type', `The ${part} of a relation must be a text.`);
  });
  const [database = '', schema = '', identifier = ''] = parts;
  return { database, schema, identifier };
}
