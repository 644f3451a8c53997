import type { RelationName } from '../../core/relation.js';
import { quoteIdentifier } from '../../core/relation.js';
import type { HostObject, Kwargs, Value } from '../../jinja/values.js';
import { bindArguments } from '../arguments.js';

/** `relation.information_schema('columns')`: a view of the relation's database that describes it. */
export function schemaRelation(relation: RelationName, args: readonly Value[], kwargs: Kwargs): HostObject {
  const view = bindArguments('information_schema', ['view_name?'], args, kwargs).get('view_name') ?? null;
  const database = relation.database === '' ? '' : `${quoteIdentifier(relation.database)}.`;
  const text = `${database}INFORMATION_SCHEMA${typeof view === 'string' ? `.${view}` : ''}`;
  const members: { readonly [name: string]: Value } = {
    database: relation.database,
    schema: 'INFORMATION_SCHEMA',
    identifier: view,
    information_schema_view: view,
  };
  return {
    kind: 'object',
    typeName: 'InformationSchema',
    get: (name) => (Object.hasOwn(members, name) ? members[name] : undefined),
    names: () => Object.keys(members),
    print: () => text,
  };
}
