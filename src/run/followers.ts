import type { DatabaseState } from '../core/database-state.js';
import { canFollow, leftBehind } from '../core/database-state.js';
import type { Plan } from '../core/plan.js';
import type { Session } from '../core/ports.js';
import { relationKey } from '../core/relation.js';

/** A view that reads what the publish replaces and that the run does not build. */
export interface Follower {
  /** Quoted, with its schema. */
  readonly name: string;
  readonly owner: string;
  /** Defines the view as it is now, by names; so what takes these names is what it reads. */
  readonly statement: string;
}

/** Keys of the relations that a plan replaces. */
export function switchedKeys(plan: Plan): ReadonlySet<string> {
  return new Set(plan.publish.map((each) => relationKey(each.published)));
}

/**
 * The views that have to be defined again after the moves, with their definitions fully qualified. CREATE OR REPLACE keeps
 * object id, owner, grants, comments, rules and triggers, so views on these views need nothing; its options are the only
 * thing that has to be said again.
 */
export async function readFollowers(plan: Plan, state: DatabaseState, session: Session): Promise<readonly Follower[]> {
  const views = leftBehind(state.dependants, switchedKeys(plan)).filter(canFollow);
  const relations = views.flatMap(({ relation }) => relation ?? []);
  if (relations.length === 0) return [];
  await session.query('set local search_path = pg_catalog');
  const { rows } = await session.query(followerQuery, [
    relations.map(({ schema }) => schema),
    relations.map(({ identifier }) => identifier),
  ]);
  return rows.map((row) => ({
    name: String(row['name']),
    owner: String(row['owner']),
    statement: `create or replace view ${String(row['name'])}${String(row['options'])} as ${String(row['definition']).replace(/;\s*$/, '')}`,
  }));
}

const followerQuery = `
  select c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name, pg_get_userbyid(c.relowner) as owner,
         coalesce((select ' with (' || string_agg(quote_ident(o.option_name) || ' = ' || quote_literal(o.option_value), ', ') || ')'
                     from pg_options_to_table(c.reloptions) o), '') as options,
         pg_get_viewdef(c.oid) as definition
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
   where (n.nspname, c.relname) in (select s, i from unnest($1::text[], $2::text[]) as w (s, i)) and c.relkind = 'v'
   order by c.oid`;
