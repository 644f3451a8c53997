import type { RelationName } from './relation.js';

export type RelationKind =
  | 'table'
  | 'view'
  | 'materialized_view'
  | 'sequence'
  | 'partitioned_table'
  | 'foreign_table'
  | 'index'
  | 'composite_type';

/** A relation that is there now. */
export interface ExistingRelation extends RelationName {
  readonly oid: number;
  readonly kind: RelationKind;
  readonly owner: string;
}

/** Something that hangs on a relation by its object id and would keep pointing at the old one after a switch. */
export interface Dependant {
  /** The relation that it hangs on. */
  readonly on: { readonly schema: string; readonly identifier: string };
  /** What hangs on it: `view`, `materialized view`, `foreign key`, `function`, ... */
  readonly kind: string;
  /** As people read it: `marts.v_sales`, `constraint fk_x on public.t`. */
  readonly name: string;
  /** The relation that it is or belongs to, where it is one. */
  readonly relation?: { readonly schema: string; readonly identifier: string };
}

/** What the planner must know about the database; read once, after the run lock. */
export interface DatabaseState {
  readonly database: string;
  readonly serverVersion: number;
  /** Schemas that exist. */
  readonly schemas: ReadonlySet<string>;
  /** Schemas in which the connected role may create. */
  readonly creatable: ReadonlySet<string>;
  /** Whether the connected role may create schemas. */
  readonly mayCreateSchema: boolean;
  /** By `schema.identifier`. */
  readonly relations: ReadonlyMap<string, ExistingRelation>;
  /** Relations that the connected role owns (is a member of the owner). */
  readonly owned: ReadonlySet<string>;
  readonly dependants: readonly Dependant[];
}
