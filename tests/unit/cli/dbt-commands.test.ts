import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DbtFlag } from '../../../src/cli/dbt-flag.js';
import { spellings, stateWith } from '../../../src/cli/dbt-flag.js';
import { GLOBAL_FLAGS } from '../../../src/cli/dbt-global-flags.js';
import { dbtFlags } from '../../../src/cli/dbt-options.js';
import { renderDbtCommands } from '../../../src/cli/dbt-page.js';
import { DBT_VERBS } from '../../../src/cli/dbt-verbs.js';
import { createProgram } from '../../../src/cli/program.js';
import { repository } from '../../support/cli.js';
import { runInProcess } from '../../support/in-process.js';
import { writeProject } from '../../support/project.js';

let program: Command;

beforeAll(async () => {
  program = await createProgram(() => undefined);
});

function commandOf(verb: string): Command | undefined {
  return verb
    .split(' ')
    .reduce<Command | undefined>(
      (parent, word) => parent?.commands.find((each) => each.name() === word || each.aliases().includes(word)),
      program,
    );
}

/** Visible verbs, and hidden ones that say why they are not there. */
const runnable = DBT_VERBS.filter(({ verb }) => !['docs', 'source'].includes(verb));

describe('the table of dbt’s verbs and flags', () => {
  test('has every verb as a command of the program', () => {
    const names = DBT_VERBS.flatMap(({ verb, also }) => [verb, ...(also ?? [])]);
    expect(names.filter((name) => !commandOf(name))).toEqual([]);
  });

  test('has every flag of it as an option of its command', () => {
    const missing = runnable.flatMap(({ verb }) =>
      dbtFlags(verb)
        .filter(({ name }) => name !== '--version')
        .flatMap((flag) => [flag.name, ...(flag.no ? [flag.name.replace('--', '--no-')] : [])])
        .filter((name) => !commandOf(verb)?.options.some(({ long }) => long === name))
        .map((name) => `${verb} ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('calls done only what a command has itself, described for people', () => {
    const silent = runnable
      .filter(({ state }) => state === 'done')
      .flatMap(({ verb, flags }) =>
        flags
          .filter(({ state }) => state === 'done')
          .filter(({ name }) => !commandOf(verb)?.options.find(({ long }) => long === name)?.description)
          .map(({ name }) => `${verb} ${name}`),
      );
    expect(silent).toEqual([]);
  });

  test('calls done no global flag that no command knows', () => {
    const described = runnable.flatMap(({ verb }) => commandOf(verb)?.options ?? []).filter((each) => each.description);
    const known = new Set(described.map(({ long }) => long));
    const done = GLOBAL_FLAGS.filter(({ state, name }) => state === 'done' && name !== '--version');
    expect(done.filter(({ name }) => !known.has(name)).map(({ name }) => name)).toEqual([]);
  });

  test('gives a reason for everything that is not done', () => {
    const all: readonly (Pick<DbtFlag, 'state' | 'note'> & { readonly of: string })[] = [
      ...DBT_VERBS.map((verb) => ({ ...verb, of: verb.verb })),
      ...[...GLOBAL_FLAGS, ...DBT_VERBS.flatMap(({ flags }) => flags)].map((flag) => ({ ...flag, of: flag.name })),
    ];
    expect(all.filter(({ state, note }) => state !== 'done' && !note).map(({ of }) => of)).toEqual([]);
  });

  test('makes a page that names each of them', () => {
    const page = renderDbtCommands();
    for (const { verb, flags } of DBT_VERBS) {
      expect(page).toContain(`\`${verb}\``);
      for (const flag of flags) for (const name of spellings(flag)) expect(page).toContain(name);
    }
  });
});

describe('what is not done', () => {
  const verbs = DBT_VERBS.filter(({ state }) => state !== 'done');
  test.each(verbs.map(({ verb, note = '' }) => [verb, note]))('%s ends with 2 and its reason', async (verb, note) => {
    const { code, err } = await runInProcess([...verb.split(' '), '--anything']);
    expect({ code, says: err.includes(note) }).toEqual({ code: 2, says: true });
  });

  const flags = runnable
    .filter(({ state }) => state === 'done')
    .flatMap(({ verb }) => dbtFlags(verb).map((flag) => ({ verb, flag, ...stateWith(flag, verb) })))
    .filter(({ state }) => state === 'later' || state === 'refused');

  test('each such flag ends its verb with 2 and its reason', async () => {
    const root = await writeProject({});
    expect(flags.length).toBeGreaterThan(50);
    for (const { verb, flag, note = '' } of flags) {
      const given = flag.value === undefined ? [flag.name] : [flag.name, '1'];
      const place = verb === 'init' ? ['new_one'] : ['--project-dir', root];
      const { code, err } = await runInProcess([...verb.split(' '), ...place, ...given]);
      expect({ verb, flag: flag.name, code, says: err.includes(flag.name) && err.includes(note) }).toEqual({
        verb,
        flag: flag.name,
        code: 2,
        says: true,
      });
    }
  });
});

interface DbtCommand {
  readonly [verb: string]: readonly { readonly opts: readonly string[]; readonly env: readonly string[] }[];
}

const python = join(repository, '.venv-dbt', 'bin', 'python');

describe.skipIf(!existsSync(python))('nothing of dbt’s own is missing', () => {
  let dbt: DbtCommand;
  beforeAll(() => {
    dbt = JSON.parse(
      execFileSync(python, [join(repository, 'tests', 'conformance', 'dbt_flags.py')], {
        encoding: 'utf8',
        env: { ...process.env, DBT_SEND_ANONYMOUS_USAGE_STATS: 'false' },
      }),
    ) as DbtCommand;
  }, 120_000);

  test('every verb', () => {
    const ours = new Set(DBT_VERBS.flatMap(({ verb, also }) => [verb, ...(also ?? [])]));
    expect(Object.keys(dbt).filter((verb) => verb !== '' && !ours.has(verb))).toEqual([]);
    expect([...ours].filter((verb) => !(verb in dbt))).toEqual([]);
  });

  test('every spelling of every flag, and no flag that dbt has not', () => {
    for (const [verb, flags] of Object.entries(dbt)) {
      const ours = new Set(dbtFlags(verb).flatMap(spellings));
      const theirs = new Set(flags.flatMap(({ opts }) => opts).filter((name) => name.startsWith('-')));
      expect({ verb, missing: [...theirs].filter((name) => !ours.has(name)) }).toEqual({ verb, missing: [] });
      const more = [...ours].filter((name) => !theirs.has(name) && name !== '--show-resource-report');
      expect({ verb, more: more.filter((name) => name !== '--no-show-resource-report') }).toEqual({ verb, more: [] });
    }
  });

  test('every environment variable of what has an effect', () => {
    for (const [verb, flags] of Object.entries(dbt)) {
      const theirs = new Map(flags.map(({ opts, env }) => [opts[0], env]));
      const wrong = dbtFlags(verb)
        .filter(({ state }) => state === 'done' || state === 'later')
        .filter(({ name, env }) => {
          const known = flags.find(({ opts }) => opts.includes(name))?.env ?? theirs.get(name) ?? [];
          return (
            (env === undefined) !== (known.length === 0) || (env !== undefined && !known.includes(`DBT_ENGINE_${env}`))
          );
        });
      expect({ verb, wrong: wrong.map(({ name }) => name) }).toEqual({ verb, wrong: [] });
    }
  });
});
