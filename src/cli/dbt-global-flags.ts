import type { DbtFlag } from './dbt-flag.js';

const NO_LOG_FILE = 'jiggy writes no log file';
const ONE_PARSER = 'there is one parser, and it always tries the quick way first';
const NO_CACHE = 'the relations that a command needs are looked up at once, there is no cache to fill';
const NOTHING_SENT = 'nothing is ever sent to anyone';
const CARRIER = 'inside dbt it only carries an old environment variable; the flag without deprecated does the same';
const WITH_RUNS = ['seed', 'run', 'test', 'build', 'show', 'docs generate'];

/** Flags that dbt takes with every verb, before it and after it. */
export const GLOBAL_FLAGS: readonly DbtFlag[] = [
  { name: '--debug', also: ['-d'], no: true, env: 'DEBUG', project: true, state: 'done' },
  { name: '--quiet', also: ['-q'], no: true, env: 'QUIET', state: 'done' },
  { name: '--print', no: true, env: 'PRINT', state: 'done' },
  { name: '--use-colors', no: true, env: 'USE_COLORS', project: true, state: 'done' },
  { name: '--log-format', value: 'format', env: 'LOG_FORMAT', project: true, state: 'done' },
  { name: '--log-level', value: 'level', env: 'LOG_LEVEL', project: true, state: 'done' },
  { name: '--warn-error', env: 'WARN_ERROR', project: true, state: 'done' },
  { name: '--warn-error-options', value: 'yaml', env: 'WARN_ERROR_OPTIONS', project: true, state: 'done' },
  { name: '--fail-fast', also: ['-x'], no: true, env: 'FAIL_FAST', project: true, state: 'done' },
  { name: '--profile', value: 'name', env: 'PROFILE', state: 'done' },
  { name: '--target', also: ['-t'], value: 'name', env: 'TARGET', state: 'done' },
  { name: '--version', also: ['-V', '-v'], state: 'done' },
  { name: '--version-check', no: true, env: 'VERSION_CHECK', project: true, state: 'done' },
  { name: '--write-json', no: true, env: 'WRITE_JSON', project: true, state: 'done' },
  { name: '--state', value: 'dir', env: 'STATE', state: 'done' },
  { name: '--defer', no: true, env: 'DEFER', state: 'done', laterWith: WITH_RUNS },
  { name: '--defer-state', value: 'dir', env: 'DEFER_STATE', state: 'done' },
  { name: '--favor-state', no: true, env: 'FAVOR_STATE', state: 'done', laterWith: WITH_RUNS },
  { name: '--indirect-selection', value: 'mode', env: 'INDIRECT_SELECTION', project: true, state: 'done' },
  accepted('--send-anonymous-usage-stats', NOTHING_SENT, { no: true, project: true }),
  { name: '--partial-parse', no: true, env: 'PARTIAL_PARSE', project: true, state: 'done' },
  accepted('--partial-parse-file-path', 'jiggy keeps no such file', { value: 'path' }),
  accepted('--partial-parse-file-diff', 'jiggy keeps no such file', { no: true }),
  accepted('--static-parser', ONE_PARSER, { no: true, project: true }),
  accepted('--use-experimental-parser', ONE_PARSER, { no: true, project: true }),
  accepted('--use-v2-parser', ONE_PARSER, { no: true, project: true }),
  accepted('--v2-parser', ONE_PARSER, { value: 'command', project: true }),
  accepted('--cache-selected-only', NO_CACHE, { no: true, project: true }),
  accepted('--populate-cache', NO_CACHE, { no: true, project: true }),
  accepted('--log-cache-events', NO_CACHE, { no: true }),
  accepted('--log-path', NO_LOG_FILE, { value: 'dir' }),
  accepted('--log-format-file', NO_LOG_FILE, { value: 'format', project: true }),
  accepted('--log-level-file', NO_LOG_FILE, { value: 'level', project: true }),
  accepted('--log-file-max-bytes', NO_LOG_FILE, { value: 'n' }),
  accepted('--use-colors-file', NO_LOG_FILE, { no: true, project: true }),
  accepted('--printer-width', 'lines are as long as what they say', { value: 'n', project: true }),
  accepted('--hints-enabled', 'dbt’s hints are about dbt’s own products', { no: true, project: true }),
  accepted('--macro-debugging', 'an error inside a macro always names the macro and its caller', { no: true }),
  accepted('--show-all-deprecations', 'every place is always named', { no: true }),
  accepted('--single-threaded', 'nodes are worked on one after the other', { no: true }),
  accepted('--use-fast-test-edges', 'the order of tests costs nothing either way', { no: true }),
  accepted('--show-resource-report', 'jiggy measures what each node takes by itself', { no: true }),
  accepted('--snowflake-projects-otel', 'it concerns another database', { no: true, project: true }),
  {
    name: '--maximum-seed-size-mib',
    value: 'n',
    env: 'MAXIMUM_SEED_SIZE_MIB',
    project: true,
    state: 'accepted',
    note: 'seeds of any size are loaded; state: compares those above 1 MiB by their path',
  },
  {
    name: '--upload-to-artifacts-ingest-api',
    no: true,
    env: 'UPLOAD_TO_ARTIFACTS_INGEST_API',
    state: 'refused',
    note: NOTHING_SENT,
  },
  {
    name: '--record-timing-info',
    also: ['-r'],
    value: 'path',
    state: 'refused',
    note: 'it records what Python does; for a profile of jiggy run it with node --cpu-prof',
  },
  { name: '--deprecated-defer', env: 'DEFER_TO_STATE', state: 'refused', note: CARRIER },
  { name: '--deprecated-favor-state', value: 'text', env: 'FAVOR_STATE_MODE', state: 'refused', note: CARRIER },
  { name: '--deprecated-state', value: 'dir', env: 'ARTIFACT_STATE_PATH', state: 'refused', note: CARRIER },
  { name: '--deprecated-print', also: ['--deprecated-no-print'], state: 'refused', note: CARRIER },
];

/** A flag without effect; its environment variable is named as it is. */
function accepted(name: string, note: string, more: Pick<DbtFlag, 'no' | 'value' | 'project'>): DbtFlag {
  return { name, ...more, state: 'accepted', note };
}
