-- The log of runs. The engine makes the same tables in projects that have no migrations; a test compares the two.

create schema if not exists ops;

create table if not exists ops.runs (
    run_id text primary key,
    verb text not null,
    status text not null check (status in ('running', 'success', 'failed', 'cancelled', 'lost')),
    target text not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    ms bigint,
    published_relations integer not null default 0,
    publish_lock_ms numeric,
    message text
);
comment on table ops.runs is 'One row a run of build, run, seed or test.';
comment on column ops.runs.run_id is 'Id of the run; part of the names of its build and trash schemas.';
comment on column ops.runs.verb is 'The command: build, run, seed or test.';
comment on column ops.runs.status is 'running, success, failed (something failed, nothing was published), cancelled, or lost (its process or connection died).';
comment on column ops.runs.target is 'Name of the target of the profile.';
comment on column ops.runs.started_at is 'When the run started, by the clock of the machine that ran it.';
comment on column ops.runs.finished_at is 'When the run ended; null while it runs and when it was lost.';
comment on column ops.runs.ms is 'Milliseconds from start to end.';
comment on column ops.runs.published_relations is 'How many relations the run published.';
comment on column ops.runs.publish_lock_ms is 'Milliseconds for which the publish held its exclusive locks.';
comment on column ops.runs.message is 'Why the run failed as a whole; null when single nodes say it.';

create table if not exists ops.run_nodes (
    run_id text not null references ops.runs on delete cascade,
    node_id text not null,
    status text not null check (status in ('success', 'pass', 'warn', 'fail', 'error', 'skipped')),
    rows bigint,
    failures bigint,
    ms bigint,
    message text,
    primary key (run_id, node_id)
);
comment on table ops.run_nodes is 'One row a node of a run.';
comment on column ops.run_nodes.run_id is 'The run.';
comment on column ops.run_nodes.node_id is 'Unique id of the node, as in dbt.';
comment on column ops.run_nodes.status is 'success for builds, pass, warn or fail for tests, error, or skipped.';
comment on column ops.run_nodes.rows is 'Rows of the relation that was built; null for views and tests.';
comment on column ops.run_nodes.failures is 'Failing rows of a test.';
comment on column ops.run_nodes.ms is 'Milliseconds that the node took; null when it was skipped.';
comment on column ops.run_nodes.message is 'The error, or why the node was skipped.';
