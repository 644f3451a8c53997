import type { DbtFlag, DbtVerb } from './dbt-flag.js';

const LATER = 'comes with the engine';

const PLACE: readonly DbtFlag[] = [
  { name: '--project-dir', value: 'dir', env: 'PROJECT_DIR', state: 'done' },
  { name: '--profiles-dir', value: 'dir', env: 'PROFILES_DIR', state: 'done' },
  { name: '--vars', value: 'yaml', state: 'done' },
];
const TARGET_PATH: DbtFlag = { name: '--target-path', value: 'dir', env: 'TARGET_PATH', state: 'done' };
const THREADS: DbtFlag = {
  name: '--threads',
  value: 'n',
  state: 'accepted',
  note: 'nodes are worked on one after the other; more at a time comes with the engine',
};
const OUTPUTS: readonly DbtFlag[] = [...PLACE, TARGET_PATH, THREADS];
const SQLPARSE: DbtFlag = {
  name: '--sqlparse',
  value: 'yaml',
  env: 'SQLPARSE',
  state: 'accepted',
  note: 'no limits of a parser of SQL apply: jiggy uses none there',
};
const SELECT: DbtFlag = {
  name: '--select',
  also: ['-s', '--models', '-m', '--model'],
  value: 'selector...',
  state: 'done',
};
const SELECTION: readonly DbtFlag[] = [
  SELECT,
  { name: '--exclude', value: 'selector...', state: 'done' },
  { name: '--selector', value: 'name', state: 'done' },
];
const TYPES: readonly DbtFlag[] = [
  { name: '--resource-type', also: ['--resource-types'], value: 'type...', env: 'RESOURCE_TYPES', state: 'done' },
  {
    name: '--exclude-resource-type',
    also: ['--exclude-resource-types'],
    value: 'type...',
    env: 'EXCLUDE_RESOURCE_TYPES',
    state: 'done',
  },
];
const FULL_REFRESH: DbtFlag = { name: '--full-refresh', also: ['-f'], env: 'FULL_REFRESH', state: 'done' };
const EMPTY: DbtFlag = { name: '--empty', no: true, env: 'EMPTY', state: 'done' };
const SHOW: DbtFlag = { name: '--show', state: 'done' };
const INTROSPECT: DbtFlag = { name: '--introspect', no: true, env: 'INTROSPECT', state: 'done' };
const STORE: DbtFlag = { name: '--store-failures', env: 'STORE_FAILURES', state: 'later', note: LATER };
const WINDOW: readonly DbtFlag[] = [
  { name: '--event-time-start', value: 'time', env: 'EVENT_TIME_START', state: 'later', note: LATER },
  { name: '--event-time-end', value: 'time', env: 'EVENT_TIME_END', state: 'later', note: LATER },
  { name: '--sample', value: 'window', env: 'SAMPLE', state: 'later', note: LATER },
];
const SAVED_QUERIES: readonly DbtFlag[] = [
  {
    name: '--export-saved-queries',
    no: true,
    env: 'EXPORT_SAVED_QUERIES',
    state: 'refused',
    note: 'dbt itself exports them only on its platform',
  },
  {
    name: '--include-saved-query',
    no: true,
    env: 'INCLUDE_SAVED_QUERY',
    state: 'accepted',
    note: 'saved queries are listed, and nothing of them is run',
  },
];

/** dbt-core 1.12's verbs in the order of its help, each with the flags that are not global. */
export const DBT_VERBS: readonly DbtVerb[] = [
  {
    verb: 'build',
    state: 'done',
    flags: [
      ...OUTPUTS,
      ...SELECTION,
      ...TYPES,
      FULL_REFRESH,
      EMPTY,
      SHOW,
      STORE,
      ...WINDOW,
      ...SAVED_QUERIES,
      SQLPARSE,
    ],
  },
  {
    verb: 'clean',
    state: 'done',
    flags: [
      ...PLACE,
      TARGET_PATH,
      {
        name: '--clean-project-files-only',
        no: true,
        env: 'CLEAN_PROJECT_FILES_ONLY',
        state: 'accepted',
        note: 'nothing outside the project is ever removed',
      },
    ],
  },
  { verb: 'docs', state: 'done', flags: [] },
  {
    verb: 'docs generate',
    state: 'done',
    flags: [
      ...OUTPUTS,
      ...SELECTION,
      { name: '--compile', no: true, state: 'done' },
      { name: '--empty-catalog', state: 'done' },
      { name: '--static', state: 'refused', note: 'it writes dbt’s own site into one page, and jiggy ships no site' },
      SQLPARSE,
    ],
  },
  {
    verb: 'docs serve',
    state: 'refused',
    note: 'jiggy ships no site; manifest.json and catalog.json from docs generate are what dbt docs serve shows',
    flags: [
      ...PLACE,
      TARGET_PATH,
      refusedWithVerb('--browser', { no: true }),
      refusedWithVerb('--host', { value: 'name', env: 'HOST' }),
      refusedWithVerb('--port', { value: 'n' }),
    ],
  },
  {
    verb: 'compile',
    state: 'done',
    flags: [
      ...OUTPUTS,
      ...SELECTION,
      FULL_REFRESH,
      EMPTY,
      INTROSPECT,
      { name: '--output', value: 'format', state: 'done' },
      { name: '--inline', value: 'sql', state: 'done' },
      {
        name: '--inject-ephemeral-ctes',
        no: true,
        state: 'refused',
        note: 'ephemeral models are always put in, as SQL without them cannot run',
      },
      SQLPARSE,
    ],
  },
  {
    verb: 'show',
    state: 'done',
    flags: [
      ...OUTPUTS,
      SELECT,
      refused('--exclude', 'selector...', 'show takes one node; name it with --select'),
      refused('--selector', 'name', 'show takes one node; name it with --select'),
      FULL_REFRESH,
      { ...INTROSPECT, state: 'accepted', note: 'rows cannot be shown without asking the database' },
      { name: '--output', value: 'format', state: 'done' },
      { name: '--limit', value: 'n', state: 'done' },
      { name: '--inline', value: 'sql', state: 'done' },
      { name: '--inline-direct', value: 'sql', state: 'refused', note: '--inline shows SQL without templates as well' },
      SQLPARSE,
    ],
  },
  {
    verb: 'debug',
    state: 'done',
    flags: [...PLACE, { name: '--connection', state: 'done' }, { name: '--config-dir', state: 'done' }],
  },
  {
    verb: 'deps',
    state: 'done',
    flags: [
      ...PLACE,
      { name: '--lock', state: 'done' },
      { name: '--upgrade', state: 'done' },
      {
        name: '--add-package',
        value: 'package',
        state: 'refused',
        note: 'jiggy does not write packages.yml; add an entry to it, and run jiggy deps',
      },
      {
        name: '--source',
        value: 'kind',
        state: 'accepted',
        note: 'it says where --add-package looks, which is refused',
      },
    ],
  },
  {
    verb: 'init',
    state: 'done',
    flags: [
      ...PLACE.map((flag): DbtFlag => ({ ...flag, state: 'accepted', note: 'a new project has nothing of these yet' })),
      { name: '--skip-profile-setup', also: ['-s'], state: 'accepted', note: 'init asks for nothing' },
      { name: '--skip-debug', state: 'accepted', note: 'init connects to nothing' },
    ],
  },
  {
    verb: 'list',
    also: ['ls'],
    state: 'done',
    flags: [
      ...PLACE,
      TARGET_PATH,
      ...SELECTION,
      ...TYPES,
      { name: '--output', value: 'format', state: 'done' },
      { name: '--output-keys', value: 'key...', state: 'done' },
    ],
  },
  { verb: 'parse', state: 'done', flags: OUTPUTS },
  {
    verb: 'run',
    state: 'done',
    flags: [...OUTPUTS, ...SELECTION, FULL_REFRESH, EMPTY, ...WINDOW, SQLPARSE],
  },
  {
    verb: 'retry',
    state: 'later',
    note: 'comes with the engine: what succeeded in a run that failed was not published, so it has to be built again too',
    flags: [...OUTPUTS, { ...FULL_REFRESH, state: 'later', note: LATER }],
  },
  {
    verb: 'clone',
    state: 'later',
    note: LATER,
    flags: withVerb([...OUTPUTS, ...SELECTION, ...TYPES, FULL_REFRESH]),
  },
  {
    verb: 'run-operation',
    state: 'done',
    flags: [
      ...OUTPUTS,
      { name: '--args', value: 'yaml', state: 'done' },
      { name: '--sql', value: 'sql', state: 'done' },
    ],
  },
  { verb: 'seed', state: 'done', flags: [...OUTPUTS, ...SELECTION, FULL_REFRESH, EMPTY, SHOW, SQLPARSE] },
  { verb: 'snapshot', state: 'later', note: LATER, flags: withVerb([...OUTPUTS, ...SELECTION, EMPTY, SQLPARSE]) },
  { verb: 'source', state: 'done', flags: [] },
  {
    verb: 'source freshness',
    also: ['source snapshot-freshness'],
    state: 'done',
    flags: [...OUTPUTS, ...SELECTION, { name: '--output', also: ['-o'], value: 'path', state: 'done' }, SQLPARSE],
  },
  { verb: 'test', state: 'done', flags: [...OUTPUTS, ...SELECTION, ...TYPES, STORE, SQLPARSE] },
];

function refused(name: string, value: string, note: string): DbtFlag {
  return { name, value, state: 'refused', note };
}

function refusedWithVerb(name: string, more: Pick<DbtFlag, 'no' | 'value' | 'env'>): DbtFlag {
  return { name, ...more, state: 'refused', note: 'the verb is refused' };
}

/** Flags of a verb that is not there yet. */
function withVerb(flags: readonly DbtFlag[]): readonly DbtFlag[] {
  return flags.map((flag) => ({ ...flag, state: 'later', note: 'comes with the verb' }));
}
