import type { Model } from '../core/node.js';
import type { Statement } from '../core/statement.js';
import { wrapStatement } from '../core/statement.js';
import type { MaybePromise } from '../jinja/maybe-promise.js';
import { andThen, mapInOrder } from '../jinja/maybe-promise.js';

/** The name of an ephemeral model in the SQL of what reads it. */
export function cteName(model: Model): string {
  return `__dbt__cte__${model.relation.identifier}`;
}

/** The ephemeral models that one template was seen to read, in the order of its calls. */
export class EphemeralParents {
  readonly #models = new Map<string, Model>();

  add(model: Model): void {
    this.#models.set(model.id, model);
  }

  get models(): readonly Model[] {
    return [...this.#models.values()];
  }
}

/** Makes the SQL of an ephemeral model and collects the CTEs that it needs itself. */
export type RenderParent = (model: Model) => MaybePromise<ParentSql>;

/** An ephemeral model's own SQL, and the CTEs that must stand before it. */
export interface ParentSql {
  readonly own: Statement;
  readonly before: ReadonlyMap<string, Statement>;
}

/** The CTEs of all ephemeral parents, each after those that it reads; every one once. */
export function collectParents(
  parents: EphemeralParents,
  render: RenderParent,
): MaybePromise<ReadonlyMap<string, Statement>> {
  const all = new Map<string, Statement>();
  const added = mapInOrder(parents.models, (model) =>
    andThen(render(model), ({ own, before }) => {
      for (const [name, statement] of before) if (!all.has(name)) all.set(name, statement);
      if (!all.has(cteName(model))) all.set(cteName(model), own);
      return null;
    }),
  );
  return andThen(added, () => all);
}

/** Puts CTEs in front of a statement: into its own `with` where it has one, as dbt does. */
export function withCtes(statement: Statement, ctes: ReadonlyMap<string, Statement>): Statement {
  if (ctes.size === 0) return statement;
  const list = joined([...ctes].map(([name, body]) => wrapStatement(` ${name} as (\n`, body, '\n)')));
  const at = afterWith(statement.sql);
  if (at === undefined) return concat([wrapStatement('with ', list, '\n'), statement]);
  const head = slice(statement, 0, at);
  const tail = slice(statement, at, statement.sql.length);
  return concat([head, list, { sql: ', ', spans: [] }, tail]);
}

/** Where the list of CTEs of a statement begins; undefined where it has none of its own. */
function afterWith(sql: string): number | undefined {
  const found = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*with(?:\s+recursive)?(?![\w$])/i.exec(sql);
  return found?.[0].length;
}

function joined(parts: readonly Statement[]): Statement {
  const comma: Statement = { sql: ', ', spans: [] };
  return concat(parts.flatMap((part, index) => (index === 0 ? [part] : [comma, part])));
}

function concat(parts: readonly Statement[]): Statement {
  return parts.reduce((whole, part) => ({
    sql: whole.sql + part.sql,
    spans: [...whole.spans, ...wrapStatement(whole.sql, part, '').spans],
  }));
}

function slice({ sql, spans }: Statement, from: number, to: number): Statement {
  const cut = spans.flatMap((span) => {
    const [start, end] = [Math.max(span.start, from), Math.min(span.end, to)];
    if (start >= end) return [];
    const moved = { ...span, start: start - from, end: end - from };
    if (!span.literal) return [moved];
    return [
      { ...moved, sourceStart: span.sourceStart + start - span.start, sourceEnd: span.sourceEnd - (span.end - end) },
    ];
  });
  return { sql: sql.slice(from, to), spans: cut };
}
