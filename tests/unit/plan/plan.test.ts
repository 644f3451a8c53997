import { describe, expect, it } from 'vitest';
import type { DatabaseState } from '../../../src/core/database-state.js';
import { stepTexts } from '../../../src/core/plan.js';
import { makePlan } from '../../../src/plan/plan.js';
import type { TinyNode } from '../../support/tiny-project.js';
import { tinyProject } from '../../support/tiny-project.js';

const empty: DatabaseState = {
  database: 'd',
  role: 'me',
  mayCreateSchemas: true,
  schemas: new Map([['raw', { mayCreate: false }]]),
  relations: new Map(),
  dependants: [],
};

function planOf(
  nodes: Readonly<Record<string, TinyNode>>,
  state = empty,
  select?: readonly string[],
): ReturnType<typeof makePlan> {
  const { graph, compile } = tinyProject('d', nodes);
  const selected = new Set(graph.order.filter((id) => !select || select.includes(id.split('.')[2] ?? '')));
  return makePlan({ runId: '0123456789', verb: 'build', graph, selected, state, compile });
}

const shop = {
  orders: { as: 'source' as const },
  stg: { as: 'view' as const, schema: 'staging', sql: 'select * from @orders' },
  fct: { sql: 'select * from @stg' },
  stg_ok: { as: 'test' as const, sql: 'select * from @stg where false' },
  both_ok: { as: 'test' as const, sql: 'select * from @stg, @fct' },
};

describe('makePlan', () => {
  it('names what it builds in schemas of the run and reads the rest where it is published', () => {
    const { value } = planOf(shop);
    expect(value.schemas).toEqual([
      { schema: 'marts', build: 'jb_0123456789_1', trash: 'jt_0123456789_1', create: true },
      { schema: 'staging', build: 'jb_0123456789_2', trash: 'jt_0123456789_2', create: true },
    ]);
    const sql = value.steps.map((step) => stepTexts(step)[0]);
    expect(sql[0]).toBe('create view "jb_0123456789_2"."stg" as (\nselect * from "d"."raw"."orders"\n)');
    expect(sql[2]).toBe('create table "jb_0123456789_1"."fct" as (\nselect * from "d"."jb_0123456789_2"."stg"\n)');
  });

  it('runs a test as soon as what it reads is there, and before the children of that', () => {
    const { value } = planOf(shop);
    expect(value.steps.map((step) => step.node.split('.')[2])).toEqual(['stg', 'stg_ok', 'fct', 'both_ok']);
    expect(value.steps.find((step) => step.node === 'model.tiny.fct')?.after).toEqual([
      'model.tiny.stg',
      'test.tiny.stg_ok',
    ]);
  });

  it('lets a test of warning severity gate nothing', () => {
    const { value } = planOf({ ...shop, stg_ok: { ...shop.stg_ok, severity: 'warn' } });
    expect(value.steps.find((step) => step.node === 'model.tiny.fct')?.after).toEqual(['model.tiny.stg']);
  });

  it('warns of what is read, not built, and not there', () => {
    const { diagnostics } = planOf(shop, empty, ['fct']);
    expect(diagnostics).toMatchObject([
      {
        code: 'plan/missing-relation',
        severity: 'warning',
        message: 'staging.stg does not exist, and fct reads it.',
        hint: 'The model stg makes it and is not part of this run: add it with --select +fct.',
      },
    ]);
  });

  it('refuses what it has no rights to, with the GRANT to run', () => {
    const state = { ...empty, mayCreateSchemas: false, schemas: new Map([['marts', { mayCreate: false }]]) };
    const { diagnostics } = planOf({ fct: { sql: 'select 1 as a' } }, state);
    expect(diagnostics.map((each) => each.hint)).toEqual([
      `A run builds aside in schemas of its own. Let the database's owner run: grant create on database "d" to "me";`,
      `Let the schema's owner run: grant usage, create on schema "marts" to "me";`,
    ]);
  });

  it('is not stopped by what hangs on relations that it only reads', () => {
    const dependants = [
      {
        on: { schema: 'raw', identifier: 'orders' },
        description: 'view other.v',
        relation: { schema: 'other', identifier: 'v' },
        bond: 'points' as const,
      },
    ];
    expect(planOf(shop, { ...empty, dependants }).diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
  });

  it('gives the same plan for the same input', () => {
    expect(JSON.stringify(planOf(shop))).toBe(JSON.stringify(planOf(shop)));
  });
});
