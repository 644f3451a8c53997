import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Plan } from '../../../src/core/plan.js';
import { dialOf } from '../../../src/postgres/connect.js';
import { opsSchemaSql } from '../../../src/postgres/ops-schema.js';
import { RunLog } from '../../../src/postgres/run-log.js';
import type { TestDatabase } from '../../support/database.js';
import { createDatabase } from '../../support/database.js';

let own: TestDatabase;
let client: pg.Client;

beforeEach(async () => {
  own = await createDatabase();
  client = new pg.Client({ connectionString: own.url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await own.drop();
});

const plan: Plan = {
  runId: 'abcdefghij',
  verb: 'build',
  schemas: [],
  reads: [],
  steps: [],
  publish: [],
  start: [],
  end: [],
};

it('holds what the migration of the warehouse holds', () => {
  const words = (sql: string): string => sql.replaceAll(/\s+/g, ' ').trim();
  const migration = readFileSync('migrations/003-run-log.sql', 'utf8');
  expect(words(migration)).toContain(words(opsSchemaSql('ops').replaceAll('"ops"', 'ops')));
});

it('records a run and its nodes, and marks runs whose process is gone', async () => {
  const problems: string[] = [];
  const log = new RunLog(dialOf({ origin: 'DATABASE_URL', url: own.url }), {
    schema: 'log "of" runs',
    target: 'prod',
    onProblem: (message) => problems.push(message),
  });
  await log.started({ ...plan, runId: '0000000000' }, new Date('2026-01-01T00:00:00Z'));
  await log.started(plan, new Date('2026-01-02T00:00:00Z'));
  log.node('model.a.b', { status: 'success', rows: 7, ms: 12.4 });
  log.node('test.a.t', { status: 'fail', failures: 2, examples: [], ms: 3 });
  await log.finished({
    runId: plan.runId,
    verb: 'build',
    startedAt: new Date(),
    ms: 1500,
    nodes: new Map(),
    publish: { status: 'withheld', because: ['test.a.t'] },
    cancelled: false,
  });
  await log.close();
  expect(problems).toEqual([]);
  const runs = await client.query(
    'select run_id, status, ms::int, extract(epoch from finished_at - started_at)::float8 as s from "log ""of"" runs".runs order by 1',
  );
  expect(runs.rows).toEqual([
    { run_id: '0000000000', status: 'lost', ms: null, s: null },
    { run_id: 'abcdefghij', status: 'failed', ms: 1500, s: 1.5 },
  ]);
  const nodes = await client.query(
    'select node_id, status, rows::int, failures::int from "log ""of"" runs".run_nodes order by 1',
  );
  expect(nodes.rows).toEqual([
    { node_id: 'model.a.b', status: 'success', rows: 7, failures: null },
    { node_id: 'test.a.t', status: 'fail', rows: null, failures: 2 },
  ]);
});

it('says once that it has no right to write, and goes on', async () => {
  await client.query(
    `do $$ begin create role log_nobody login; exception when duplicate_object or unique_violation then null; end $$`,
  );
  const url = new URL(own.url);
  url.username = 'log_nobody';
  url.password = '';
  const problems: string[] = [];
  const log = new RunLog(dialOf({ origin: 'DATABASE_URL', url: url.href }), {
    schema: 'ops',
    target: 'prod',
    onProblem: (message) => problems.push(message),
  });
  await log.started(plan, new Date());
  log.node('model.a.b', { status: 'pass', ms: 1 });
  await log.finished({
    runId: plan.runId,
    verb: 'test',
    startedAt: new Date(),
    ms: 1,
    nodes: new Map(),
    publish: { status: 'nothing_to_publish' },
    cancelled: false,
  });
  await log.close();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^The run is not recorded in ops.runs: /);
});
