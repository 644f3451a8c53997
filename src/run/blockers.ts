import type { Plan } from '../core/plan.js';
import { renderInSchema } from '../core/relation.js';
import type { Follower } from './followers.js';
import type { RunPorts } from './ports.js';

/** Who holds locks on what the run wants to publish: `pid 4711 (analyst, psql, 12 s: select ...)`. */
export async function blockers(
  plan: Plan,
  ports: RunPorts,
  followers: readonly Follower[],
): Promise<readonly string[]> {
  const names = [...plan.publish.map((each) => renderInSchema(each.published)), ...followers.map(({ name }) => name)];
  const { rows } = await ports.session.query(
    `select distinct a.pid, a.usename, a.application_name, left(a.query, 60) as query,
            extract(epoch from pg_catalog.clock_timestamp() - a.xact_start)::int as seconds
       from pg_catalog.pg_locks l
       join pg_catalog.pg_stat_activity a on a.pid = l.pid
      where l.relation = any (select pg_catalog.to_regclass(name)::oid from pg_catalog.unnest($1::text[]) name)
        and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
        and l.granted and a.pid <> pg_catalog.pg_backend_pid()
      order by a.pid limit 5`,
    [names],
  );
  return rows.map((row) => {
    const application = row['application_name'] ? `, ${String(row['application_name'])}` : '';
    const age = row['seconds'] === null ? '' : `, ${String(row['seconds'])} s`;
    return `pid ${String(row['pid'])} (${String(row['usename'])}${application}${age}: ${String(row['query']).replace(/\s+/g, ' ')})`;
  });
}
