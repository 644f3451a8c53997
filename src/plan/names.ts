import type { Buildable } from '../core/node.js';
import type { PlannedSchema, RunId } from '../core/plan.js';
import type { RelationName } from '../core/relation.js';
import { relationKey } from '../core/relation.js';

/** Schemas of no living run match this and may be removed; the groups are kind and run id. */
export const runSchemaPattern = /^(jb|jt)_([0-9a-z]{10})_\d+$/;

/** A build and a trash schema for each schema that the run publishes into, sorted by name. */
export function planSchemas(
  runId: RunId,
  nodes: readonly Buildable[],
  exists: (schema: string) => boolean,
): readonly PlannedSchema[] {
  const names = [...new Set(nodes.map((node) => node.relation.schema))].sort();
  return names.map((schema, index) => ({
    schema,
    build: `jb_${runId}_${index + 1}`,
    trash: `jt_${runId}_${index + 1}`,
    create: !exists(schema),
  }));
}

/** Published relation -> where this run builds it; relations that the run does not build keep their name. */
export type RelationResolver = (relation: RelationName) => RelationName;

export function resolverFor(schemas: readonly PlannedSchema[], nodes: readonly Buildable[]): RelationResolver {
  const build = new Map(schemas.map((each) => [each.schema, each.build]));
  const built = new Map(
    nodes.map((node) => [
      relationKey(node.relation),
      { ...node.relation, schema: build.get(node.relation.schema) ?? node.relation.schema },
    ]),
  );
  return (relation) => built.get(relationKey(relation)) ?? relation;
}
