import { Client } from 'pg';
import type { Load } from './jiggy.js';

/** How many lines carry each flag, under the names of the generator's kinds of dirt. */
export interface Flags {
  readonly lines: number;
  readonly wrong_total: number;
  readonly contradictory_status: number;
  readonly product_variant: number;
  readonly missing_contact: number;
}

/** What the built warehouse says. Money as PostgreSQL prints it. */
export interface Found extends Flags {
  readonly cancelled_but_delivered: number;
  readonly completed_but_unpaid: number;
  readonly delivery_status_wrong: number;
  readonly orders: number;
  readonly customers: number;
  readonly products: number;
  readonly total_price: string;
  readonly final_price: string;
}

const FLAGS = `
  count(*)::integer as lines,
  count(*) filter (where total_is_wrong)::integer as wrong_total,
  count(*) filter (where status_contradicts)::integer as contradictory_status,
  count(*) filter (where product_name_varies)::integer as product_variant,
  count(*) filter (where contact_is_missing)::integer as missing_contact`;

/** One connection for the time of `work`. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Reads what was found: flags from staging and marts (which must agree), counts and sums from the marts. */
export async function readFound(client: Client): Promise<Found> {
  const staged = await one(client, `select ${FLAGS} from staging.stg_transactions`);
  const marts = await one(client, `select ${FLAGS} from marts.fct_order_lines`);
  if (JSON.stringify(staged) !== JSON.stringify(marts)) {
    throw new Error(`Staging and marts flag differently: ${JSON.stringify({ staged, marts })}`);
  }
  const rest = await one(
    client,
    `select
       count(*) filter (where is_cancelled_but_delivered)::integer as cancelled_but_delivered,
       count(*) filter (where is_completed_but_unpaid)::integer as completed_but_unpaid,
       count(*) filter (where delivery_status_is_wrong)::integer as delivery_status_wrong,
       (select count(*)::integer from marts.fct_order_fulfilment) as orders,
       (select count(*)::integer from marts.dim_customers) as customers,
       (select count(*)::integer from marts.dim_products) as products,
       (select sum(total_price)::text from marts.fct_order_lines) as total_price,
       (select sum(final_price)::text from marts.fct_order_lines) as final_price
     from core.order_lines`,
  );
  return { ...marts, ...rest } as unknown as Found;
}

/** The flags of one file's lines. */
export async function readFlags(client: Client, load: Load): Promise<Flags> {
  const file = '(select file_id from ops.loads where sha256 = $1)';
  const row = await one(client, `select ${FLAGS} from core.order_lines where file_id = ${file}`, [load.sha256]);
  return row as unknown as Flags;
}

/** Reason code -> rows of one file in quarantine. A row with two reasons counts under both. */
export async function readQuarantine(client: Client, load: Load): Promise<Readonly<Record<string, number>>> {
  const { rows } = await client.query<{ reason: string; times: number }>(
    `select reason, count(*)::integer as times from ops.quarantine, unnest(reasons) as reason
     where file_id = (select file_id from ops.loads where sha256 = $1) group by reason`,
    [load.sha256],
  );
  return Object.fromEntries(rows.map(({ reason, times }) => [reason, times]));
}

/** Relation -> md5 of its rows in a fixed order, for every relation of staging, core and marts. */
export async function hashRelations(client: Client): Promise<Readonly<Record<string, string>>> {
  const { rows: relations } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('staging', 'core', 'marts') and c.relkind in ('r', 'v') order by 1`,
  );
  const hashes: Record<string, string> = {};
  for (const { name } of relations) {
    const row = await one(
      client,
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text collate "C")), '') as hash
       from ${name} as t`,
    );
    hashes[name] = String(row['hash']);
  }
  return hashes;
}

async function one(
  client: Client,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await client.query<Record<string, unknown>>(sql, [...values]);
  const [row] = rows;
  if (row === undefined) throw new Error('The query gave no row');
  return row;
}
