import type { RelationName } from './relation.js';
import { relationKey } from './relation.js';

export type RelationKind = 'table' | 'view' | 'materialized view' | 'partitioned table' | 'foreign table' | 'other';

/** A privilege that somebody holds on a relation. An empty grantee is PUBLIC. */
export interface Privilege {
  readonly grantee: string;
  readonly privilege: string;
  readonly grantable: boolean;
}

/** A relation that is there now. */
export interface ExistingRelation extends RelationName {
  readonly oid: number;
  readonly kind: RelationKind;
  readonly owner: string;
  /** Whether the connected role may do what an owner may. */
  readonly owned: boolean;
  /** Privileges of others than the owner. */
  readonly privileges: readonly Privilege[];
}

/** Something that hangs on a relation by its object id and would keep pointing at the old one after a switch, or be lost with it. */
export interface Dependant {
  /** The relation that it hangs on. */
  readonly on: { readonly schema: string; readonly identifier: string };
  /** As PostgreSQL describes it: `view marts.v_sales`, `constraint fk_x on table public.t`. */
  readonly description: string;
  /** The relation that it is or belongs to, where it is one. */
  readonly relation?: { readonly schema: string; readonly identifier: string };
  /** `points`: it refers to the relation; `attached`: it is part of it and a switch would lose it (trigger, policy, rule). */
  readonly bond: 'points' | 'attached';
  /** Present where it is an ordinary view that hangs on the relation by its query: it can be defined again in its place. */
  readonly view?: DependantView;
}

export interface DependantView {
  readonly owner: string;
  /** Whether the connected role may define it again: it owns it and may create in its schema. */
  readonly replaceable: boolean;
}

/** What keeps hanging on relations of `switched` (keys) when these are replaced and it is not among them itself. */
export function leftBehind(dependants: readonly Dependant[], switched: ReadonlySet<string>): readonly Dependant[] {
  return dependants
    .filter(({ on }) => switched.has(relationKey(on)))
    .filter(({ relation, bond }) => bond === 'attached' || !relation || !switched.has(relationKey(relation)));
}

/** Whether a publish defines it again, so that it reads what is new. */
export function canFollow({ view }: Dependant): boolean {
  return view?.replaceable === true;
}

/** What the planner must know about the database; read once, after the run lock. */
export interface DatabaseState {
  readonly database: string;
  /** The role that the statements run as. */
  readonly role: string;
  /** Whether the role may create schemas in this database. */
  readonly mayCreateSchemas: boolean;
  /** Schemas that exist, and whether the role may create in them. */
  readonly schemas: ReadonlyMap<string, { readonly mayCreate: boolean }>;
  /** By `schema.identifier`; only those that were asked for. */
  readonly relations: ReadonlyMap<string, ExistingRelation>;
  readonly dependants: readonly Dependant[];
}
