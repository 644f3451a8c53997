import { describe, expect, test } from 'vitest';
import type { Command } from 'commander';
import { settledOptions } from '../../../src/cli/dbt-settings.js';
import { createProgram } from '../../../src/cli/program.js';
import { writeProject } from '../../support/project.js';

/** The options of `build` as they are settled for a command line, an environment and flags of a project. */
async function settled(
  line: readonly string[],
  env: Readonly<Record<string, string>> = {},
  flags = '',
): Promise<Readonly<Record<string, unknown>>> {
  const root = await writeProject({ 'dbt_project.yml': `name: shop\nprofile: shop\n${flags}` });
  const program = await createProgram(() => undefined, 'build');
  const build = program.commands.find((command) => command.name() === 'build') as Command;
  build.action(() => undefined);
  await program.parseAsync(['build', ...line], { from: 'user' });
  return settledOptions(build, root, env);
}

describe('options', () => {
  test('of the command line win over the environment, and this over the project', async () => {
    const flags = 'flags: {fail_fast: true, warn_error: true}\n';
    expect((await settled([], {}, flags))['failFast']).toBe(true);
    expect((await settled([], { DBT_FAIL_FAST: 'no' }, flags))['failFast']).toBe(false);
    expect((await settled(['-x'], { DBT_FAIL_FAST: 'no' }, flags))['failFast']).toBe(true);
    expect((await settled(['--no-fail-fast'], { DBT_FAIL_FAST: '1' }, flags))['failFast']).toBe(false);
    expect((await settled([], {}, flags))['warnError']).toBe(true);
  });

  test('come from DBT_ENGINE_ before DBT_', async () => {
    expect((await settled([], { DBT_TARGET: 'a' }))['target']).toBe('a');
    expect((await settled([], { DBT_TARGET: 'a', DBT_ENGINE_TARGET: 'b' }))['target']).toBe('b');
  });

  test('with several values are words of the variable', async () => {
    expect((await settled([], { DBT_RESOURCE_TYPES: 'model seed' }))['resourceType']).toEqual(['model', 'seed']);
  });

  test('keep a mapping of the project', async () => {
    const { warnErrorOptions } = await settled([], {}, 'flags:\n  warn_error_options: {error: [NothingToDo]}\n');
    expect(warnErrorOptions).toEqual({ error: ['NothingToDo'] });
  });

  test('that only the command line may set are not taken from the project', async () => {
    expect((await settled([], {}, 'flags: {full_refresh: true, target: x}\n'))['fullRefresh']).toBeUndefined();
  });

  test('that cannot be read are refused by name', async () => {
    await expect(settled([], { DBT_QUIET: 'maybe' })).rejects.toThrow('DBT_QUIET is maybe');
    await expect(settled([], { DBT_LOG_LEVEL: 'loud' })).rejects.toThrow('DBT_LOG_LEVEL is loud');
  });
});
