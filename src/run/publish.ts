import type { DatabaseState, ExistingRelation } from '../core/database-state.js';
import { canFollow, leftBehind } from '../core/database-state.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { doStatements } from '../core/do-block.js';
import type { Plan, Switch } from '../core/plan.js';
import { quoteIdentifier, relationKey, renderInSchema } from '../core/relation.js';
import type { PublishOutcome } from '../core/result.js';
import { SqlError, isConnectionLost } from '../core/sql-error.js';
import { blockers } from './blockers.js';
import type { Follower } from './followers.js';
import { readFollowers, switchedKeys } from './followers.js';
import type { RunOptions, RunPorts } from './ports.js';

/** SQLSTATEs after which the locks are tried again: timed out, lock not available, deadlock. */
const busy = new Set(['57014', '55P03', '40P01']);

/**
 * T2: one short transaction that takes all locks in one statement, moves what was published to the trash schemas and
 * what was built into its place. Either all of it is visible after the commit or none.
 */
export async function publish(plan: Plan, ports: RunPorts, options: RunOptions): Promise<PublishOutcome> {
  if (plan.publish.length === 0) return { status: 'nothing_to_publish' };
  ports.events({ kind: 'publishing', relations: plan.publish.length });
  const { session } = ports;
  await session.query('begin isolation level read committed');
  try {
    for (const { schema, trash, create } of plan.schemas) {
      if (create) await session.query(`create schema if not exists ${quoteIdentifier(schema)}`);
      await session.query(`create schema ${quoteIdentifier(trash)}`);
    }
    const xid = await transactionId(ports);
    const { tries, state, followers } = await takeLocks(plan, ports, options);
    const lockedAt = ports.clock.monotonic();
    const stranded = newDependants(plan, state);
    if (stranded.length > 0) return await giveUp(ports, stranded);
    await session.query(`set local search_path = pg_catalog`);
    await session.query(doStatements(plan.publish.flatMap((each) => moves(each, state))));
    for (const each of followers) await defineAgain(each, ports);
    await commit(ports, xid);
    const lockMs = ports.clock.monotonic() - lockedAt;
    if (followers.length > 0) ports.events({ kind: 'note', message: followed(followers) });
    return { status: 'published', relations: plan.publish.length, lockMs, tries };
  } catch (error) {
    if (isConnectionLost(error)) throw error;
    await session.query('rollback').catch(() => undefined);
    if (ports.signal.aborted || !(error instanceof SqlError)) throw error;
    return { status: 'failed', diagnostic: error.located(ports.fileOf) };
  }
}

/** A view that cannot be what it is on the new relations (a column is gone or of another type) stops the publish. */
async function defineAgain(view: Follower, ports: RunPorts): Promise<void> {
  try {
    await ports.session.query(view.statement);
  } catch (error) {
    if (!(error instanceof SqlError) || isConnectionLost(error)) throw error;
    throw new SqlError(
      {
        ...error.fault,
        message: `The view ${view.name} reads what this run replaces and cannot follow: ${error.fault.message}`,
        hint: 'Nothing was published. Drop the view, run, and create it again to fit the new columns.',
      },
      error.statement,
      error,
    );
  }
}

function followed(followers: readonly Follower[]): string {
  const names = followers.map((each) => each.name);
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ', ...' : '');
  return `Views that read what was replaced now read the new relations: ${shown}`;
}

async function giveUp(ports: RunPorts, stranded: readonly Diagnostic[]): Promise<PublishOutcome> {
  await ports.session.query('rollback');
  const [first] = stranded;
  return { status: 'failed', diagnostic: first ?? problem('publish/dependant', 'A new dependant appeared.') };
}

/** The names' kinds are read anew at each try: somebody may have changed them while we waited. */
async function stateUnderLock(plan: Plan, ports: RunPorts): Promise<DatabaseState> {
  return ports.readState(
    ports.session,
    plan.publish.flatMap((each) => [each.published, each.built]),
  );
}

/**
 * All locks in one statement under one time-out: a publisher that waits makes readers wait behind it, so it gives up
 * soon, pauses, and tries again a little more patiently, until `publishTimeoutMs`.
 */
async function takeLocks(plan: Plan, ports: RunPorts, options: RunOptions): Promise<Locked> {
  const { session, clock } = ports;
  const deadline = clock.monotonic() + options.publishTimeoutMs;
  for (let tries = 1; ; tries += 1) {
    const patience = Math.min(50 + 10 * (tries - 1), 300);
    const before = await stateUnderLock(plan, ports);
    const views = await readFollowers(plan, before, session);
    await session.query('savepoint locks');
    await session.query(`set local statement_timeout = ${patience}`);
    try {
      const locks = lockStatements(plan, before, views);
      if (locks.length > 0) await session.query(doStatements(locks));
      await session.query('set local statement_timeout = 0');
      const state = await stateUnderLock(plan, ports);
      const followers = await readFollowers(plan, state, session);
      if (sameNames(views, followers)) return { tries, state, followers };
      await session.query('rollback to savepoint locks');
    } catch (error) {
      if (!(error instanceof SqlError) || !busy.has(error.fault.sqlstate) || ports.signal.aborted) throw error;
      await session.query('rollback to savepoint locks');
      const who = tries % 20 === 1 ? await blockers(plan, ports, views) : [];
      if (who.length > 0) ports.events({ kind: 'waiting', message: `Publishing waits for ${who.join('; ')}.` });
      if (clock.monotonic() > deadline) throw publishTimedOut(await blockers(plan, ports, views), options, error);
      await pause(5 + ports.random() * 20);
    }
  }
}

/** What is known once the locks are held. */
interface Locked {
  readonly tries: number;
  readonly state: DatabaseState;
  readonly followers: readonly Follower[];
}

function lockStatements(plan: Plan, { relations }: DatabaseState, views: readonly Follower[]): readonly string[] {
  const there = plan.publish.flatMap((each) => relations.get(relationKey(each.published)) ?? []);
  return [...there.map(lockStatement), ...views.map(({ name, owner }) => lockView(name, owner))];
}

/** A view that came or went between reading and locking is not locked: then it all starts again. */
function sameNames(some: readonly Follower[], others: readonly Follower[]): boolean {
  const names = (list: readonly Follower[]): string => list.map((each) => each.name).join('\0');
  return names(some) === names(others);
}

function publishTimedOut(who: readonly string[], options: RunOptions, error: SqlError): SqlError {
  const message = `The publish did not get its locks within ${Math.round(options.publishTimeoutMs / 1000)} s${who.length > 0 ? `; it waited for ${who.join('; ')}` : ''}.`;
  const hint = 'End those sessions or raise --publish-timeout, then run again. What is published is as it was.';
  return new SqlError({ ...error.fault, message, hint }, error.statement, error);
}

/**
 * The strongest lock on a relation. LOCK TABLE on a view would lock the tables below it, and on a materialized view it
 * is an error; giving them to their present owner changes nothing and locks just them.
 */
function lockStatement(relation: ExistingRelation): string {
  const name = renderInSchema(relation);
  switch (relation.kind) {
    case 'view':
      return lockView(name, relation.owner);
    case 'materialized view':
      return `alter materialized view ${name} owner to ${quoteIdentifier(relation.owner)}`;
    case 'table':
    case 'partitioned table':
    case 'foreign table':
    case 'other':
      return `lock table only ${name} in access exclusive mode`;
  }
}

function lockView(name: string, owner: string): string {
  return `alter view ${name} owner to ${quoteIdentifier(owner)}`;
}

/** First the old relation out of the way (names of indexes would clash), then the new one in. */
function moves(each: Switch, state: DatabaseState): string[] {
  const old = state.relations.get(relationKey(each.published));
  const built = state.relations.get(relationKey(each.built));
  return [
    ...(old ? [`alter ${old.kind} ${renderInSchema(old)} set schema ${quoteIdentifier(each.trash.schema)}`] : []),
    // A post-hook may have dropped what the node had built: then there is nothing to put in its place.
    ...(built
      ? [`alter ${built.kind} ${renderInSchema(each.built)} set schema ${quoteIdentifier(each.published.schema)}`]
      : []),
  ];
}

/** Keys, triggers and the like that somebody added since the plan was made. */
function newDependants(plan: Plan, state: DatabaseState): readonly Diagnostic[] {
  return leftBehind(state.dependants, switchedKeys(plan))
    .filter((dependant) => !canFollow(dependant))
    .map(({ description, on }) =>
      problem(
        'publish/dependant',
        `${description} appeared on ${relationKey(on)} while this run was building; nothing was published.`,
        {
          hint: 'Drop it or add it to the project, then run again.',
        },
      ),
    );
}

async function transactionId(ports: RunPorts): Promise<string> {
  const { rows } = await ports.session.query('select pg_catalog.pg_current_xact_id()::text as xid');
  return String(rows[0]?.['xid']);
}

/** When the connection is lost during COMMIT the commit may be durable all the same: the server knows. */
async function commit(ports: RunPorts, xid: string): Promise<void> {
  try {
    await ports.session.query('commit');
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    const status = await ports.database.session('publish check', async (session) => {
      const { rows } = await session.query('select pg_catalog.pg_xact_status($1::xid8) as status', [xid]);
      return rows[0]?.['status'];
    });
    if (status !== 'committed') throw error;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
