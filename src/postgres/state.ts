import type { DatabaseState, Dependant, ExistingRelation, Privilege, RelationKind } from '../core/database-state.js';
import type { Session } from '../core/ports.js';
import type { Row } from '../core/result.js';
import type { RelationName } from '../core/relation.js';
import { relationKey } from '../core/relation.js';

/** Reads what the planner must know: schemas and rights, the relations asked for, and what hangs on them. */
export async function readState(session: Session, relations: readonly RelationName[]): Promise<DatabaseState> {
  const names = [relations.map((each) => each.schema), relations.map((each) => each.identifier)];
  const general = await session.query(generalQuery);
  const schemas = await session.query(schemaQuery);
  const found = await session.query(relationQuery, names);
  const hanging = await session.query(dependantQuery, names);
  const head = general.rows[0] ?? {};
  const existing = found.rows.map((row) => toRelation(row, String(head['database'])));
  return {
    database: String(head['database']),
    role: String(head['role']),
    mayCreateSchemas: head['may_create'] === true,
    schemas: new Map(schemas.rows.map((row) => [String(row['name']), { mayCreate: row['may_create'] === true }])),
    relations: new Map(existing.map((relation) => [relationKey(relation), relation])),
    dependants: hanging.rows.map(toDependant),
  };
}

const generalQuery = `
  select pg_catalog.current_database() as database, current_user as role,
         pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') as may_create`;

const schemaQuery = `
  select nspname as name, pg_catalog.has_schema_privilege(oid, 'CREATE') as may_create
    from pg_catalog.pg_namespace`;

const wanted = `
  with wanted as (
    select c.oid, n.nspname, c.relname, c.relkind, c.relowner, c.relacl, c.reltype, t.typarray
      from unnest($1::text[], $2::text[]) as w (nspname, relname)
      join pg_catalog.pg_namespace n on n.nspname = w.nspname
      join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = w.relname
      left join pg_catalog.pg_type t on t.oid = c.reltype
  )`;

const relationQuery = `${wanted}
  select w.oid, w.nspname as schema, w.relname as identifier, w.relkind::text as kind,
         pg_catalog.pg_get_userbyid(w.relowner) as owner,
         pg_catalog.pg_has_role(w.relowner, 'USAGE') as owned,
         (select pg_catalog.json_agg(pg_catalog.json_build_object(
                   'grantee', case when a.grantee = 0 then '' else pg_catalog.pg_get_userbyid(a.grantee) end,
                   'privilege', a.privilege_type, 'grantable', a.is_grantable)
                   order by a.grantee, a.privilege_type)::text
            from pg_catalog.aclexplode(w.relacl) a where a.grantee <> w.relowner) as privileges
    from wanted w order by 2, 3`;

/**
 * What refers to a relation, its row type or its columns without being an ordinary part of it: views, foreign keys of
 * others, functions, children by inheritance; and the parts that are not built anew: triggers, policies, rules,
 * publications, extended statistics.
 */
const dependantQuery = `${wanted}, hanging as (
    select w.nspname, w.relname, w.oid as on_oid, d.classid, d.objid, d.deptype
      from wanted w
      join pg_catalog.pg_depend d
        on (d.refclassid = 'pg_class'::regclass and d.refobjid = w.oid)
        or (d.refclassid = 'pg_type'::regclass and d.refobjid in (w.reltype, w.typarray))
     where d.deptype in ('n', 'a')
  ), judged as (
    select h.*, r.ev_class, r.rulename, k.conrelid, k.contype
      from hanging h
      left join pg_catalog.pg_rewrite r on h.classid = 'pg_rewrite'::regclass and r.oid = h.objid
      left join pg_catalog.pg_constraint k on h.classid = 'pg_constraint'::regclass and k.oid = h.objid
      left join pg_catalog.pg_trigger t on h.classid = 'pg_trigger'::regclass and t.oid = h.objid
      left join pg_catalog.pg_class c on h.classid = 'pg_class'::regclass and c.oid = h.objid
     where (h.classid = 'pg_rewrite'::regclass and not (r.ev_class = h.on_oid and r.rulename = '_RETURN'))
        or (h.classid = 'pg_constraint'::regclass and k.contype = 'f' and k.conrelid <> h.on_oid)
        or (h.classid = 'pg_trigger'::regclass and not t.tgisinternal)
        or (h.classid = 'pg_class'::regclass and c.oid <> h.on_oid and c.relkind in ('r', 'p', 'c', 'v', 'm', 'f'))
        or h.classid in ('pg_proc'::regclass, 'pg_policy'::regclass, 'pg_publication_rel'::regclass,
                         'pg_statistic_ext'::regclass)
  )
  select distinct j.nspname as schema, j.relname as identifier,
         coalesce(case v.relkind when 'v' then 'view ' when 'm' then 'materialized view ' end
                    || pg_catalog.quote_ident(vn.nspname) || '.' || pg_catalog.quote_ident(v.relname),
                  pg_catalog.pg_describe_object(j.classid, j.objid, 0)) as description,
         coalesce(vn.nspname, kn.nspname) as by_schema, coalesce(v.relname, k.relname) as by_identifier,
         case when j.ev_class = j.on_oid or j.classid in ('pg_trigger'::regclass, 'pg_publication_rel'::regclass,
                         'pg_statistic_ext'::regclass)
                or (j.classid = 'pg_policy'::regclass and j.deptype = 'a') then 'attached' else 'points' end as bond,
         case when v.relkind = 'v' and j.rulename = '_RETURN' then pg_catalog.pg_get_userbyid(v.relowner) end as view_owner,
         pg_catalog.pg_has_role(v.relowner, 'USAGE')
           and pg_catalog.has_schema_privilege(v.relnamespace, 'CREATE') as replaceable
    from judged j
    left join pg_catalog.pg_class v on v.oid = j.ev_class and j.ev_class <> j.on_oid and v.relkind in ('v', 'm')
    left join pg_catalog.pg_namespace vn on vn.oid = v.relnamespace
    left join pg_catalog.pg_class k on k.oid = j.conrelid
    left join pg_catalog.pg_namespace kn on kn.oid = k.relnamespace
   order by 1, 2, 3`;

function toRelation(row: Row, database: string): ExistingRelation {
  return {
    database,
    schema: String(row['schema']),
    identifier: String(row['identifier']),
    oid: Number(row['oid']),
    kind: kinds[String(row['kind'])] ?? 'other',
    owner: String(row['owner']),
    owned: row['owned'] === true,
    privileges: row['privileges'] ? (JSON.parse(String(row['privileges'])) as Privilege[]) : [],
  };
}

const kinds: Readonly<Record<string, RelationKind>> = {
  r: 'table',
  v: 'view',
  m: 'materialized view',
  p: 'partitioned table',
  f: 'foreign table',
};

function toDependant(row: Row): Dependant {
  const by =
    row['by_schema'] === null
      ? {}
      : { relation: { schema: String(row['by_schema']), identifier: String(row['by_identifier']) } };
  return {
    on: { schema: String(row['schema']), identifier: String(row['identifier']) },
    description: String(row['description']),
    bond: row['bond'] === 'attached' ? 'attached' : 'points',
    ...by,
    ...(row['view_owner'] === null
      ? {}
      : { view: { owner: String(row['view_owner']), replaceable: row['replaceable'] === true } }),
  };
}
