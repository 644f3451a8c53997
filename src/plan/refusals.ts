import type { DatabaseState, Dependant, ExistingRelation } from '../core/database-state.js';
import { canFollow, leftBehind } from '../core/database-state.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Buildable } from '../core/node.js';
import { placeOfNode } from '../core/node.js';
import type { PlannedSchema } from '../core/plan.js';
import { quoteIdentifier, relationKey } from '../core/relation.js';

/** What stops a run before it builds anything: rights that are missing, relations that cannot be switched. */
export function refusals(
  nodes: readonly Buildable[],
  schemas: readonly PlannedSchema[],
  state: DatabaseState,
): readonly Diagnostic[] {
  if (nodes.length === 0) return [];
  return [
    ...missingRights(schemas, state),
    ...nodes.flatMap((node) => unswitchable(node, state.relations.get(relationKey(node.relation)))),
    ...strandedDependants(nodes, state),
  ];
}

function missingRights(schemas: readonly PlannedSchema[], state: DatabaseState): readonly Diagnostic[] {
  const role = quoteIdentifier(state.role);
  const onDatabase = state.mayCreateSchemas
    ? []
    : [
        problem('plan/no-create', `The role ${state.role} may not create schemas in the database ${state.database}.`, {
          hint: `A run builds aside in schemas of its own. Let the database's owner run: grant create on database ${quoteIdentifier(state.database)} to ${role};`,
        }),
      ];
  const onSchemas = schemas
    .filter(({ schema }) => state.schemas.get(schema)?.mayCreate === false)
    .map(({ schema }) =>
      problem('plan/no-create', `The role ${state.role} may not create relations in the schema ${schema}.`, {
        hint: `Let the schema's owner run: grant usage, create on schema ${quoteIdentifier(schema)} to ${role};`,
      }),
    );
  return [...onDatabase, ...onSchemas];
}

function unswitchable(node: Buildable, there: ExistingRelation | undefined): readonly Diagnostic[] {
  if (!there) return [];
  const name = relationKey(there);
  const at = placeOfNode(node);
  if (there.kind !== 'table' && there.kind !== 'view' && there.kind !== 'materialized view') {
    const hint = 'Rename the model, or move that relation out of the way.';
    return [
      problem('plan/occupied', `${name} exists and is a ${there.kind}; ${node.name} cannot take its place.`, {
        at,
        hint,
      }),
    ];
  }
  if (!there.owned) {
    const hint = `Only its owner ${there.owner} or a member of that role can replace it.`;
    return [problem('plan/not-owner', `${name} exists and belongs to ${there.owner}.`, { at, hint })];
  }
  return [];
}

/** Dependants follow the object, not the name: after a switch they would read what is in the trash. */
function strandedDependants(nodes: readonly Buildable[], state: DatabaseState): readonly Diagnostic[] {
  const switched = new Map(nodes.map((node) => [relationKey(node.relation), node]));
  return leftBehind(state.dependants, new Set(switched.keys()))
    .filter((dependant) => !canFollow(dependant))
    .map((dependant) => {
      const node = switched.get(relationKey(dependant.on));
      return problem('plan/dependant', strandedMessage(dependant), {
        ...(node ? { at: placeOfNode(node) } : {}),
        hint: strandedHint(dependant, node),
      });
    });
}

function strandedMessage({ bond, description, on }: Dependant): string {
  return bond === 'points'
    ? `${description} depends on ${relationKey(on)}, which this run would replace without building it anew.`
    : `${description} belongs to ${relationKey(on)} and would be lost when this run replaces it.`;
}

function strandedHint({ bond, on, view }: Dependant, node: Buildable | undefined): string {
  if (view) {
    return `The publish would define the view again, which takes its owner ${view.owner} and the right to create in its schema.`;
  }
  return bond === 'points'
    ? `If it is a model of this project select it too (--select ${node?.name ?? relationKey(on)}+); otherwise drop it first and create it again after the run.`
    : 'Drop it first and create it again after the run.';
}
