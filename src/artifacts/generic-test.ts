import type { Json, JsonObject } from '../core/json.js';
import type { DataTest, TestBody } from '../core/node.js';
import type { Ref, SourceRef } from '../core/node-parts.js';
import { pythonRepr } from '../core/python-text.js';

type GenericBody = Extract<TestBody, { readonly kind: 'generic' }>;

/** What a manifest says of a generic test beside what it says of every node. */
export function genericTestJson(node: DataTest, body: GenericBody): JsonObject {
  const column: JsonObject = body.column === undefined ? {} : { column_name: body.column };
  return {
    column_name: body.column ?? null,
    file_key_name: fileKeyName(node, body),
    attached_node: node.attachedNode ?? null,
    test_metadata: {
      name: body.test.replace(/^.*\./, ''),
      kwargs: { ...column, ...body.args, model: `{{ get_where_subquery(${targetCall(body.target)}) }}` },
      namespace: body.namespace ?? null,
    },
  };
}

/** The call that dbt makes a generic test from. */
export function genericTestCode(node: DataTest, body: GenericBody): string {
  const namespace = body.namespace === undefined ? '' : `${body.namespace}.`;
  const call = `{{ ${namespace}test_${body.test.replace(/^.*\./, '')}(**_dbt_generic_test_kwargs) }}`;
  const settings = Object.entries(node.configCalls).map(([key, value]) => `${key}=${configValue(value)}`);
  return settings.length === 0 ? call : `${call}{{ config(${settings.join(',')}) }}`;
}

function configValue(value: Json): string {
  return typeof value === 'string' ? `"${value.replaceAll('"', '\\"')}"` : pythonRepr(value);
}

/** `models.orders`: the section of the .yml and the entry that the test is written under. */
function fileKeyName(node: DataTest, { target }: GenericBody): string {
  if ('source' in target) return `sources.${target.source}`;
  const kind = node.attachedNode?.slice(0, node.attachedNode.indexOf('.')) ?? 'model';
  return `${kind}s.${target.name}`;
}

function targetCall(target: Ref | SourceRef): string {
  if ('source' in target) return `source('${target.source}', '${target.table}')`;
  const version = target.version === undefined ? '' : `, version='${target.version}'`;
  const inPackage = target.package === undefined ? '' : `'${target.package}', `;
  return `ref(${inPackage}'${target.name}'${version})`;
}
