import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CommonOptions, Context } from '../../../src/cli/context.js';
import { createContext } from '../../../src/cli/context.js';
import { parseNow } from '../../../src/cli/parse-now.js';
import { parsedBefore } from '../../../src/cli/repeat-parse.js';
import type { Diagnostic } from '../../../src/core/diagnostic.js';
import { writeProject } from '../../support/project.js';

const FILES = {
  'dbt_project.yml': "name: shop\nprofile: shop\nvars: {day: '2026-01-01'}\n",
  'profiles.yml': 'shop: {target: dev, outputs: {dev: {type: postgres, host: h, user: u, dbname: d, schema: s}}}\n',
  'macros/twice.sql': '{% macro twice(x) %}{{ x }} * 2{% endmacro %}\n',
  'models/a.sql':
    "{{ config(tags=[env_var('TAG', 'none')]) }} select {{ twice(1) }} as id, '{{ var(\"day\") }}' as day\n",
  'models/b.sql': "select * from {{ ref('a') }}\n",
  'models/p.yml': 'models: [{name: a, columns: [{name: id, data_tests: [unique]}]}]\n',
};

interface Said {
  readonly summary: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly manifest: unknown;
}

interface Surroundings {
  readonly root: string;
  env: { [name: string]: string };
  options: CommonOptions;
}

/** What a way to parse says, errors included, and the manifest but for what differs from command to command. */
async function said(
  around: Surroundings,
  parse: (context: Context, options: CommonOptions, build: string) => Promise<string | undefined>,
  build = 'this build',
): Promise<Said> {
  const diagnostics: Diagnostic[] = [];
  const { root, env, options } = around;
  const plain = createContext(options, new AbortController().signal);
  const context = { ...plain, cwd: root, env, report: (more: readonly Diagnostic[]) => diagnostics.push(...more) };
  const summary = await parse(context, options, build).catch((error: unknown) => String(error));
  return { summary, diagnostics, manifest: await manifestIn(root) };
}

async function manifestIn(root: string): Promise<unknown> {
  const text = await readFile(join(root, 'target', 'manifest.json'), 'utf8').catch(() => 'null');
  const passing = ['generated_at', 'invocation_id', 'invocation_started_at', 'run_started_at', 'created_at'];
  return JSON.parse(text, (key, value: unknown) => (passing.includes(key) ? undefined : value));
}

async function started(): Promise<Surroundings> {
  const root = await writeProject(FILES);
  const around = { root, env: { HOME: root }, options: {} };
  await said(around, parseNow);
  return around;
}

async function put(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** Changes of a project; each may also change nothing. */
const changes: readonly ((around: Surroundings, value: number) => Promise<void> | void)[] = [
  ({ root }, value) => put(root, 'models/b.sql', `select ${String(value)} as x from {{ ref('a') }}\n`),
  ({ root }, value) => put(root, `models/more/c${String(value)}.sql`, "select * from {{ ref('b') }}\n"),
  ({ root }, value) => rm(join(root, `models/more/c${String(value)}.sql`), { force: true }),
  ({ root }, value) => put(root, 'macros/twice.sql', `{% macro twice(x) %}{{ x }} * ${String(value)}{% endmacro %}\n`),
  ({ root }, value) => put(root, 'models/p.yml', `models: [{name: a, description: "${String(value)}"}]\n`),
  ({ root }, value) =>
    put(root, 'models/q.yml', `models: [{name: ${value === 0 ? 'nowhere' : 'b'}, description: q}]\n`),
  ({ root }) => rm(join(root, 'models/q.yml'), { force: true }),
  ({ root }, value) =>
    put(
      root,
      'dbt_project.yml',
      `name: shop\nprofile: shop\nvars: {day: '${String(value)}'}\nmodels: {+tags: [x${String(value)}]}\n`,
    ),
  ({ root }, value) => put(root, '.dbtignore', value === 0 ? 'b.sql\n' : '# nothing\n'),
  ({ root }, value) => put(root, 'vars.yml', value === 0 ? 'vars: {other: 1}\n' : 'vars: {}\n'),
  ({ root }) => rm(join(root, 'vars.yml'), { force: true }),
  ({ root }) => utimes(join(root, 'models/a.sql'), new Date(), new Date()),
  (around, value) => void (around.env = { ...around.env, TAG: String(value) }),
  (around, value) => void (around.env = { ...around.env, NOBODY_READS: String(value) }),
  (around, value) => void (around.options = value === 0 ? {} : { vars: `{day: ${String(value)}}` }),
  ({ root }, value) => put(root, 'target/manifest.json', `{"metadata":{},"other":${String(value)}}`),
];

test('whatever is edited: what is said of an unchanged project is what reading it anew says', async () => {
  let repeated = 0;
  const edits = fc.array(fc.tuple(fc.integer({ min: 0, max: changes.length - 1 }), fc.integer({ min: 0, max: 2 })), {
    minLength: 3,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(edits, async (steps) => {
      const around = await started();
      for (const [which, value] of steps) {
        await changes[which]?.(around, value);
        const before = await said(around, parsedBefore);
        const now = await said(around, parseNow);
        if (before.summary === undefined) continue;
        repeated += 1;
        expect(before).toEqual(now);
      }
    }),
    { numRuns: 25 },
  );
  expect(repeated).toBeGreaterThan(10);
});

test('nothing changed, or nothing that was read: it is not read again', async () => {
  const around = await started();
  expect((await said(around, parsedBefore)).summary).toBe('shop: 2 models, 1 data test');
  around.env = { ...around.env, NOBODY_READS: 'x' };
  await utimes(join(around.root, 'models/a.sql'), new Date(0), new Date(0));
  expect((await said(around, parsedBefore)).summary).toBe('shop: 2 models, 1 data test');
});

test.each([
  ['a variable of the environment that a model reads', (around: Surroundings) => void (around.env = { TAG: 'x' })],
  ['--vars', (around: Surroundings) => void (around.options = { vars: '{day: x}' })],
  ['--no-partial-parse', (around: Surroundings) => void (around.options = { partialParse: false })],
  ['a model', ({ root }: Surroundings) => put(root, 'models/b.sql', 'select 2 as id\n')],
  ['a new model', ({ root }: Surroundings) => put(root, 'models/new/c.sql', 'select 2 as id\n')],
  ['a file that was not there', ({ root }: Surroundings) => put(root, '.env', 'A=b\n')],
  ['the profile', ({ root }: Surroundings) => put(root, 'profiles.yml', `${FILES['profiles.yml']}\n# changed`)],
  ['the manifest', ({ root }: Surroundings) => put(root, 'target/manifest.json', '{}')],
  ['a broken record', ({ root }: Surroundings) => put(root, 'target/.jiggy-cache/parse.json', '{"key":')],
  ['a foreign record', ({ root }: Surroundings) => put(root, 'target/.jiggy-cache/parse.json', '[1, 2]')],
])('%s: it is read again', async (_, change) => {
  const around = await started();
  await change(around);
  expect((await said(around, parsedBefore)).summary).toBeUndefined();
});

test('another build of the program does not believe the record', async () => {
  const around = await started();
  expect((await said(around, parsedBefore, 'another build')).summary).toBeUndefined();
});
