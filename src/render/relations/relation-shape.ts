import type { RelationName } from '../../core/relation.js';
import { quoteIdentifier } from '../../core/relation.js';

/** The parts of a relation's name. */
export type Part = 'database' | 'schema' | 'identifier';

/** In the order in which they are printed. */
export const PARTS: readonly Part[] = ['database', 'schema', 'identifier'];

/** One yes or no for each part of a name. */
export type Switches = { readonly [part in Part]: boolean };

/** Yes for all parts. */
export const ALL_PARTS: Switches = { database: true, schema: true, identifier: true };

/** No for all parts. */
export const NO_PARTS: Switches = { database: false, schema: false, identifier: false };

/** What dbt's Relation holds besides its name. */
export interface RelationShape {
  /** Which parts it prints. */
  readonly include: Switches;
  /** Which parts it prints in double quotes. */
  readonly quote: Switches;
  /** `table`, `view`, `materialized_view`, `cte`, ...; null where nobody asked the database. */
  readonly type: string | null;
  /** At most so many rows: what `--empty` gives to refs and sources. */
  readonly limit: number | null;
  /** Only rows of a window, as `--sample` and microbatch models read. */
  readonly window: EventWindow | null;
  /** Whether filtered rows need a name of their own in a from clause. */
  readonly requireAlias: boolean;
  /**
   * What `.schema` gives where it is not what is printed: in a hook `{{ this }}` is the relation being built, and
   * `{{ this.schema }}.audit_log` still means the schema of the project.
   */
  readonly shownSchema: string | null;
}

/** Rows from `start` on and before `end`, by a column. Times are ISO 8601 with a blank, as PostgreSQL reads them. */
export interface EventWindow {
  readonly field: string;
  readonly start: string | null;
  readonly end: string | null;
}

/** A relation that prints all parts in quotes and is not known to be there. */
export const PLAIN_SHAPE: RelationShape = {
  include: ALL_PARTS,
  quote: ALL_PARTS,
  type: null,
  limit: null,
  window: null,
  requireAlias: true,
  shownSchema: null,
};

/** The name alone, as dbt's `render()`. */
export function renderParts(name: RelationName, shape: Pick<RelationShape, 'include' | 'quote'>): string {
  return PARTS.filter((part) => shape.include[part] && name[part] !== '')
    .map((part) => (shape.quote[part] ? quoteIdentifier(name[part]) : name[part]))
    .join('.');
}

/** What a relation prints: its name, or a subquery that gives only some of its rows. */
export function renderRelationValue(name: RelationName, shape: RelationShape): string {
  const limited = renderLimited(name, shape);
  return shape.window ? renderWindow(limited, name, shape, shape.window) : limited;
}

/** dbt's `render_limited`. */
export function renderLimited(name: RelationName, shape: RelationShape): string {
  const text = renderParts(name, shape);
  if (shape.limit === null) return text;
  const where = shape.limit === 0 ? 'where false limit 0' : `limit ${shape.limit}`;
  return `(select * from ${text} ${where})${alias('_dbt_limit_subq_', name, shape)}`;
}

function renderWindow(text: string, name: RelationName, shape: RelationShape, window: EventWindow): string {
  const conditions = [
    ...(window.start === null ? [] : [`${window.field} >= '${window.start}'`]),
    ...(window.end === null ? [] : [`${window.field} < '${window.end}'`]),
  ];
  if (conditions.length === 0) return text;
  return `(select * from ${text} where ${conditions.join(' and ')})${alias('_dbt_et_filter_subq_', name, shape)}`;
}

function alias(prefix: string, name: RelationName, shape: RelationShape): string {
  return shape.requireAlias ? ` ${prefix}${name.identifier}` : '';
}
