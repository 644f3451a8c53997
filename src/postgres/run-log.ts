import { sql } from '@databases/pg';
import type { ConnectionPool } from '@databases/pg';
import type { NodeId } from '../core/node-parts.js';
import type { Plan } from '../core/plan.js';
import type { NodeResult, RunResult } from '../core/result.js';
import { describeSkip, isGood } from '../core/result.js';
import type { Dial } from './connect.js';
import { opsSchemaSql } from './ops-schema.js';
import { poolOf } from './pool.js';

export interface RunLogOptions {
  /** Schema of the two tables. */
  readonly schema: string;
  /** Name of the profile's target. */
  readonly target: string;
  /** Told once, when the log cannot be written; the run goes on without it. */
  readonly onProblem: (message: string) => void;
}

/** The log of runs in `<schema>.runs` and `<schema>.run_nodes`, on a connection of its own. Its methods never throw. */
export class RunLog {
  readonly #pool: ConnectionPool;
  readonly #options: RunLogOptions;
  #runId = '';
  #pending: { readonly node: NodeId; readonly result: NodeResult }[] = [];
  #usable = true;

  constructor(dial: Dial, options: RunLogOptions) {
    this.#pool = poolOf(dial, 'jiggy run log');
    this.#options = options;
  }

  /** Makes the tables where they are missing, marks runs whose process is gone, and notes the new run. */
  async started(plan: Plan, at: Date): Promise<void> {
    this.#runId = plan.runId;
    await this.#try(async () => {
      if (!(await this.#exists()))
        await this.#pool.query(sql.__dangerous__rawValue(opsSchemaSql(this.#options.schema)));
      await this.#pool.query(sql`
        update ${this.#table('runs')} set status = 'lost'
         where status = 'running'
           and pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended('jiggy run ' || run_id, 0))`);
      await this.#pool.query(sql`
        insert into ${this.#table('runs')} (run_id, verb, status, target, started_at)
        values (${plan.runId}, ${plan.verb}, 'running', ${this.#options.target}, ${at})`);
    });
  }

  /** Keeps the result; `finished` writes all of them in one statement. */
  node(node: NodeId, result: NodeResult): void {
    this.#pending.push({ node, result });
  }

  async finished(result: RunResult): Promise<void> {
    await this.#try(async () => {
      const rows = this.#pending.map(({ node, result: each }) => ({
        run_id: this.#runId,
        node_id: node,
        ...columnsOf(each),
      }));
      this.#pending = [];
      await this.#pool.tx(async (tx) => {
        if (rows.length > 0) {
          await tx.query(sql`
            insert into ${this.#table('run_nodes')} (run_id, node_id, status, rows, failures, ms, message)
            select run_id, node_id, status, rows, failures, ms, message
              from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
                as r (run_id text, node_id text, status text, rows bigint, failures bigint, ms bigint, message text)`);
        }
        const published = result.publish.status === 'published' ? result.publish : undefined;
        await tx.query(sql`
          update ${this.#table('runs')}
             set status = ${statusOf(result)}, finished_at = started_at + make_interval(secs => ${result.ms / 1000}),
                 ms = ${Math.round(result.ms)}, published_relations = ${published?.relations ?? 0},
                 publish_lock_ms = ${published?.lockMs ?? null},
                 message = ${result.publish.status === 'failed' ? result.publish.diagnostic.message : null}
           where run_id = ${this.#runId}`);
      });
    });
  }

  async close(): Promise<void> {
    await this.#pool.dispose().catch(() => undefined);
  }

  async #exists(): Promise<boolean> {
    const name = `${quoted(this.#options.schema)}.run_nodes`;
    const [row] = (await this.#pool.query(sql`select to_regclass(${name}) is not null as there`)) as {
      there: boolean;
    }[];
    return row?.there === true;
  }

  #table(name: string): ReturnType<typeof sql.ident> {
    return sql.ident(this.#options.schema, name);
  }

  async #try(work: () => Promise<void>): Promise<void> {
    if (!this.#usable) return;
    try {
      await work();
    } catch (error) {
      this.#usable = false;
      const [reason = 'unknown'] = (error instanceof Error ? error.message : String(error)).split('\n');
      this.#options.onProblem(`The run is not recorded in ${this.#options.schema}.runs: ${reason}`);
    }
  }
}

function statusOf(result: RunResult): string {
  if (result.cancelled) return 'cancelled';
  return isGood(result) ? 'success' : 'failed';
}

function columnsOf(result: NodeResult): Readonly<Record<string, string | number | null>> {
  const ms = 'ms' in result ? Math.round(result.ms) : null;
  switch (result.status) {
    case 'success':
      return { status: 'success', rows: result.rows ?? null, ms };
    case 'pass':
      return { status: 'pass', failures: 0, ms };
    case 'warn':
    case 'fail':
      return { status: result.status, failures: result.failures, ms };
    case 'error':
      return { status: 'error', ms, message: result.diagnostic.message };
    case 'skipped':
      return { status: 'skipped', message: describeSkip(result.because) };
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
