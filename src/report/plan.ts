import type { Plan, Step } from '../core/plan.js';
import { stepTexts } from '../core/plan.js';
import { relationKey } from '../core/relation.js';
import { plural } from './numbers.js';
import { printable } from './printable.js';
import { indent, nodeLabel } from './run.js';
import type { Style } from './style.js';

/** A plan for people: steps in order, then what is published. */
export function renderPlan(plan: Plan, style: Style, withSql: boolean): string {
  return [
    style.strong(`Plan of jiggy ${plan.verb}, run ${plan.runId}`),
    ...plan.schemas.map(
      ({ schema, build, create }) =>
        `  builds for ${schema} in ${build}${create ? ` (${schema} is made by the publish)` : ''}`,
    ),
    ...(plan.reads.length > 0 ? [`  reads ${plan.reads.map(relationKey).join(', ')}`] : []),
    '',
    ...plan.steps.flatMap((step, index) => stepLines(step, index, plan.steps.length, style, withSql)),
    '',
    plan.publish.length > 0
      ? `Then publishes ${plural(plan.publish.length, 'relation')} at once: ${plan.publish.map((each) => relationKey(each.published)).join(', ')}`
      : 'Publishes nothing.',
  ].join('\n');
}

function stepLines(step: Step, index: number, total: number, style: Style, withSql: boolean): string[] {
  const position = style.faint(`${String(index + 1).padStart(String(total).length)}/${total}`);
  const late = lateMember(step).late;
  const mark = late === undefined ? '' : style.faint(` (rendered during the run: ${late})`);
  const line = `${position} ${step.action.padEnd(5)} ${printable(nodeLabel(step.subject))}${mark}`;
  return withSql ? [line, ...stepTexts(step).map((sql) => style.faint(indent(`${sql};`)))] : [line];
}

/** Why a step can only be rendered during the run. */
function lateMember(step: Step): { readonly late?: string } {
  const sql = step.action === 'test' ? step.query : step.create;
  return sql.kind === 'late' ? { late: sql.because } : {};
}

/** A plan for machines. Seed rows are counted, not repeated. */
export function renderJsonPlan(plan: Plan): string {
  return JSON.stringify(
    {
      run_id: plan.runId,
      verb: plan.verb,
      schemas: plan.schemas,
      reads: plan.reads.map(relationKey),
      steps: plan.steps.map((step) => ({
        unique_id: step.node,
        action: step.action,
        after: step.after,
        ...(step.action === 'build' ? { built: relationKey(step.built) } : {}),
        sql: stepTexts(step),
        ...lateMember(step),
        ...(step.action === 'build' && step.copy ? { copy_rows: step.copy.rows.length } : {}),
      })),
      publish: plan.publish.map((each) => ({
        unique_id: each.node,
        kind: each.kind,
        built: relationKey(each.built),
        published: relationKey(each.published),
      })),
    },
    undefined,
    2,
  );
}
