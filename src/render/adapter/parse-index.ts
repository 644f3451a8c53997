import { TemplateError } from '../../jinja/error.js';
import { repr } from '../../jinja/printing.js';
import type { Value } from '../../jinja/values.js';
import { Dict, hostFunction } from '../../jinja/values.js';
import { indexName } from './index-name.js';
import { isRelationValue } from '../relations/relation-value.js';

/** `adapter.parse_index({...})`: one entry of the `indexes` config; none where nothing is given. */
export function parseIndex(raw: Value): Value {
  if (raw === null) return null;
  if (!(raw instanceof Dict) || !Array.isArray(raw.get('columns'))) {
    throw new TemplateError('template/value', 'An index needs a list of columns.', {
      hint: "For example: {'columns': ['id'], 'unique': true}",
    });
  }
  const columns = raw.get('columns') ?? [];
  const [unique, type] = [raw.get('unique') === true, raw.get('type') ?? null];
  const text = `PostgresIndexConfig(columns=${repr(columns)}, unique=${repr(unique)}, type=${repr(type)})`;
  const members: { readonly [name: string]: Value } = {
    columns,
    unique,
    type,
    as_node_config: Dict.from({ columns, unique, ...(type === null ? {} : { type }) }),
    render: hostFunction('render', (args) => {
      const [relation] = args;
      const on = isRelationValue(relation) ? relation.print?.() : undefined;
      return indexName(on ?? '', text);
    }),
  };
  return {
    kind: 'object',
    typeName: 'PostgresIndexConfig',
    get: (name) => (Object.hasOwn(members, name) ? members[name] : undefined),
    names: () => Object.keys(members),
    print: () => text,
  };
}
