import { describe, expect, test } from 'vitest';
import type { OpenedConfig, OpenOptions } from '../../../src/cli/project.js';
import { openConfig } from '../../../src/cli/project.js';
import { configureProject } from '../../../src/configure/configure-project.js';
import type { Outcome } from '../../../src/core/diagnostic.js';
import { DiagnosticError, valueOf } from '../../../src/core/diagnostic.js';
import type { ProjectConfig } from '../../../src/core/project.js';
import { varsFor } from '../../../src/core/vars.js';
import { loadProject } from '../../../src/load/load-project.js';
import { yamlRenderer } from '../../../src/render/yaml-renderer.js';
import { tell, writeFiles } from '../../support/project.js';

const PROFILES = `
shop:
  target: "{{ env_var('SHOP_TARGET', 'dev') }}"
  outputs:
    dev: &dev
      type: postgres
      host: db.example
      user: ada
      password: "{{ env_var('DBT_ENV_SECRET_PASSWORD', 'hush') }}"
      port: "{{ env_var('SHOP_PORT', '5433') | as_number }}"
      dbname: shop
      schema: ada
      threads: 4
    prod:
      <<: *dev
      host: "{{ env_var('ONLY_IN_PRODUCTION') }}"
      schema: public
    warehouse: {type: snowflake, account: x}
    half: {type: postgres, host: h, prot: 5432}
other: {}
`;

async function configure(
  options: Partial<OpenOptions> = {},
  files: Record<string, string> = {},
): Promise<OpenedConfig> {
  const cwd = await writeFiles({ 'dbt_project.yml': 'name: shop\nprofile: shop\n', ...files });
  return openConfig({ cwd, env: {}, home: `${cwd}/no-home`, ...options });
}

async function refusal(options: Partial<OpenOptions>, files: Record<string, string> = {}): Promise<string> {
  const error: unknown = await configure(options, files).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DiagnosticError);
  return tell((error as DiagnosticError).diagnostics);
}

const project = (text: string, options: Partial<OpenOptions> = {}): Promise<OpenedConfig> =>
  configure(options, { 'dbt_project.yml': `name: shop\n${text}` });

const withProfiles = { 'profiles.yml': PROFILES };
const URL = 'postgresql://u:secret@host.example:6000/data';

describe('where to connect', () => {
  test('the order: --embedded, --database-url, profiles.yml, DATABASE_URL, embedded', async () => {
    const env = { DATABASE_URL: URL };
    const origin = async (options: Partial<OpenOptions>, files = {}): Promise<string> =>
      (await configure(options, files)).config.connection.origin;
    expect(await origin({ env, embedded: true }, withProfiles)).toBe('embedded');
    expect(await origin({ env, databaseUrl: URL }, withProfiles)).toBe('--database-url');
    expect(await origin({ env }, withProfiles)).toBe('profiles.yml');
    expect(await origin({ env }, { 'profiles.yml': 'somebody: {}' })).toBe('DATABASE_URL');
    expect(await origin({ env })).toBe('DATABASE_URL');
    expect(await origin({ env: { DATABASE_URL: '' } })).toBe('embedded');
    expect(await origin({})).toBe('embedded');
  });

  test('a profile: its target, rendered, the password only where it belongs', async () => {
    const { config, diagnostics } = await configure({}, withProfiles);
    expect(diagnostics).toEqual([]);
    expect(config.target).toEqual({
      name: 'dev',
      profile: 'shop',
      schema: 'ada',
      database: 'shop',
      threads: 4,
      host: 'db.example',
      port: 5433,
      user: 'ada',
    });
    expect(config.connection).toEqual({
      origin: 'profiles.yml',
      label: 'profiles.yml, profile shop, target dev',
      host: 'db.example',
      port: 5433,
      user: 'ada',
      password: 'hush',
      database: 'shop',
      connectTimeoutSeconds: 10,
    });
  });

  test('without a profile the target is prod in schema jiggy', async () => {
    const { config } = await configure();
    expect(config.target).toEqual({
      name: 'prod',
      profile: 'shop',
      schema: 'jiggy',
      database: 'jiggy',
      threads: 1,
      host: 'localhost',
      port: 5432,
      user: 'postgres',
    });
  });

  test('a URL gives the database; the target is prod in schema jiggy', async () => {
    const { config } = await configure({ databaseUrl: URL });
    expect(config.target).toMatchObject({
      name: 'prod',
      schema: 'jiggy',
      database: 'data',
      host: 'host.example',
      port: 6000,
      user: 'u',
    });
    expect(config.connection).toEqual({ origin: '--database-url', url: URL });
  });

  test('flags win: --target, --threads, --profile', async () => {
    const env = { ONLY_IN_PRODUCTION: 'live.example', SHOP_PORT: '7000' };
    const { config } = await configure({ env, target: 'prod', threads: 9 }, withProfiles);
    expect(config.target).toMatchObject({
      name: 'prod',
      schema: 'public',
      host: 'live.example',
      port: 7000,
      threads: 9,
    });
    const chosen = await configure({ env: { SHOP_TARGET: 'prod', ...env } }, withProfiles);
    expect(chosen.config.target.name).toBe('prod');
  });
});

describe('a connection that cannot be had', () => {
  test.each<[string, Partial<OpenOptions>, string]>([
    [
      'a target that the profile lacks',
      { target: 'prd' },
      'error profile/no-target profiles.yml:4:3 Profile shop has no target prd.\n  hint Did you mean prod?',
    ],
    [
      'a profile that the file lacks',
      { profile: 'shopp' },
      `error profile/unknown - profiles.yml holds no profile shopp.\n  hint Did you mean shop?`,
    ],
    [
      'a profile without outputs',
      { profile: 'other' },
      'error profile/no-outputs profiles.yml:20:1 Profile other in profiles.yml has no outputs.\n  hint It needs: outputs: {dev: {type: postgres, host: ..., user: ..., dbname: ..., schema: ...}}',
    ],
    [
      'another adapter',
      { target: 'warehouse' },
      'error profile/adapter profiles.yml:18:23 Target warehouse is for snowflake; jiggy works with PostgreSQL only.\n  hint Choose a target of type postgres with --target, or another profile with --profile.',
    ],
    [
      'keys missing and misspelt',
      { target: 'half' },
      'error profile/incomplete profiles.yml:19:5 Target half of profile shop lacks user, dbname, schema.\nwarning profile/unknown-key profiles.yml:19:37 Target half of profile shop has no key prot.\n  hint Did you mean port?',
    ],
    [
      'a variable that is not set',
      { target: 'prod' },
      'error template/unknown-env-var profiles.yml:16:13 Environment variable ONLY_IN_PRODUCTION is not set.\n  hint Set it, or give env_var() a default.',
    ],
    [
      'a number that is none',
      { env: { SHOP_PORT: 'many' } },
      'error template/value profiles.yml:10:13 The value is no number.\n  hint Write a number.',
    ],
    [
      'a target beside --embedded',
      { embedded: true, target: 'dev' },
      'error profile/no-target - There is no target dev: with --embedded the only target is prod.\n  hint Targets come from profiles.yml; write one for profile shop, or leave --target out.',
    ],
    [
      'a URL that is none',
      { databaseUrl: 'localhost' },
      'error project/database-url - --database-url is no URL; it must be a PostgreSQL URL.\n  hint It looks like: postgresql://user:password@host:5432/database',
    ],
    [
      'a URL of another database',
      { databaseUrl: 'mysql://u:secret@h/d' },
      'error project/database-url - --database-url starts with mysql://; it must be a PostgreSQL URL.\n  hint It looks like: postgresql://user:password@host:5432/database',
    ],
  ])('%s', async (_what, options, told) => {
    expect(await refusal(options, withProfiles)).toBe(told);
  });

  test('a profile that was asked for, and no profiles.yml at all', async () => {
    expect(await refusal({ profile: 'shop' })).toBe(
      'error profile/unknown - There is no profiles.yml to look for profile shop.\n  hint Name its folder with --profiles-dir, or leave --profile out.',
    );
  });

  test('a broken profiles.yml', async () => {
    expect(await refusal({}, { 'profiles.yml': 'shop: [' })).toMatch(
      /^error yaml\/syntax profiles.yml:1:8 Broken YAML: /,
    );
  });
});

describe('dbt_project.yml', () => {
  test('values are rendered with env_var, var and target; keys, vars and hooks are not', async () => {
    const { config, diagnostics } = await project(
      [
        `version: "{{ env_var('V') }}"`,
        'models:',
        '  shop:',
        `    +schema: "{{ target.schema }}_{{ var('suffix') }}"`,
        `    +enabled: "{{ target.name == 'prod' }}"`,
        `    +tags: ["{{ target.name }}", plain]`,
        `    +post-hook: "grant select on {{ this }} to x"`,
        'vars:',
        `  raw: "{{ not_rendered }}"`,
      ].join('\n'),
      { env: { V: '1.2' }, vars: '{suffix: x}' },
    );
    expect(diagnostics).toEqual([]);
    expect(config.version).toBe('1.2');
    expect(config.trees.models).toEqual({
      shop: {
        '+schema': 'jiggy_x',
        '+enabled': true,
        '+tags': ['prod', 'plain'],
        '+post-hook': 'grant select on {{ this }} to x',
      },
    });
    expect(config.vars).toEqual({ raw: '{{ not_rendered }}' });
    expect(config.unrenderedTrees.models).toMatchObject({
      shop: { '+schema': "{{ target.schema }}_{{ var('suffix') }}" },
    });
  });

  test('vars: the command line, then the package, then the project', async () => {
    const { config } = await project('vars:\n  a: 1\n  b: 1\n  c: 1\n  shop: {b: 2, c: 2}\n', { vars: '{"c": 3}' });
    expect(varsFor(config, 'shop')).toMatchObject({ a: 1, b: 2, c: 3 });
  });

  test.each([
    [
      '[1, 2]',
      "error project/vars --vars:1:1 --vars takes a mapping of names to values.\n  hint For example: --vars '{start: 2026-01-01, debug: true}'",
    ],
    ['{a: ', 'error yaml/syntax --vars:1:5 Broken YAML: missing closing ] or }.'],
  ])('--vars %s', async (vars, told) => {
    expect(tell((await project('', { vars })).diagnostics)).toBe(told);
  });

  test('data_tests may be called tests; target-path and clean-targets have defaults', async () => {
    const { config } = await project('tests: {+severity: warn}\ntarget-path: out\n');
    expect(config.trees.data_tests).toEqual({ '+severity': 'warn' });
    expect(config.cleanTargets).toEqual(['out']);
  });

  test.each([
    [
      'modelpaths: [x]',
      'error project/unknown-key dbt_project.yml:2:1 dbt_project.yml has no key modelpaths.\n  hint Did you mean model-paths?',
    ],
    ['models: [x]', 'error project/type dbt_project.yml:2:9 models must be a mapping.'],
    [
      'tests: {}\ndata_tests: {}',
      'error project/two-keys dbt_project.yml:2:1 dbt_project.yml has both tests and data_tests, which mean the same.',
    ],
    ['dispatch: [{macro_namespace: a}]', 'error project/dispatch dbt_project.yml:2:12 dispatch is a list of'],
    ['restrict-access: maybe', 'error project/type dbt_project.yml:2:18 restrict-access must be true or false.'],
    ['quoting: {databas: false}', 'error project/unknown-key dbt_project.yml:2:11 quoting has no key databas.'],
    [
      'require-dbt-version: ">=1.13.0"',
      'error project/dbt-version dbt_project.yml:2:22 This project requires dbt >=1.13.0; jiggy works as dbt 1.12.6.',
    ],
    [
      'config-version: 1',
      'error project/config-version dbt_project.yml:2:17 config-version 1 is not read; it must be 2.',
    ],
    ['require-dbt-version: abc', 'error project/version-range dbt_project.yml:2:22 abc is no range of versions.'],
    [
      'flags: {require_generic_test_arguments_propert: true}',
      'warning project/unknown-flag dbt_project.yml:2:9 flags has no require_generic_test_arguments_propert.\n  hint Did you mean require_generic_test_arguments_property?',
    ],
    [
      'flags: {validate_macro_args: maybe}',
      'error project/type dbt_project.yml:2:30 validate_macro_args must be true or false.',
    ],
    [
      `version: "{{ env_var('NOPE') }}"`,
      'error template/unknown-env-var dbt_project.yml:2:10 Environment variable NOPE is not set.\n  hint Set it, or give env_var() a default.',
    ],
    [
      `version: "{{ env_var('DBT_ENV_SECRET_X', 'y') }}"`,
      'error template/secret dbt_project.yml:2:10 The secret DBT_ENV_SECRET_X may only be used in profiles.yml.',
    ],
    [
      `version: "{{ var('start') }}"`,
      "error template/unknown-var dbt_project.yml:2:10 Variable start is not set.\n  hint Set it under vars: in dbt_project.yml, give var() a default, or run with --vars '{start: ...}'.",
    ],
    [`version: "{{ oops"`, 'error template/syntax dbt_project.yml:2:10'],
  ])('%s', async (text, told) => {
    expect(tell((await project(text)).diagnostics).startsWith(told)).toBe(true);
  });

  test('a name that cannot be one', async () => {
    const { diagnostics } = await configure({}, { 'dbt_project.yml': 'name: my-shop\n' });
    expect(tell(diagnostics)).toBe(
      'error project/name dbt_project.yml:1:7 my-shop cannot be the name of a project.\n  hint Letters, digits and underscores, no digit first, for example: name: my_project',
    );
  });
});

describe('what else dbt_project.yml says', () => {
  test('hooks, quoting, dispatch, flags, comments and paths', async () => {
    const { config, diagnostics } = await project(
      [
        'on-run-start: "{{ log(1) }}"',
        "on-run-end: ['select 1', 'select 2']",
        'quoting: {identifier: false}',
        'dispatch: [{macro_namespace: dbt_utils, search_order: [shop, dbt_utils]}]',
        'flags: {validate_macro_args: false, fail_fast: true}',
        'query-comment: null',
        'restrict-access: true',
        'log-path: out/logs',
        'packages-install-path: vendor',
        'require-dbt-version: [">=1.0.0", "<2.0.0"]',
        'semantic-models: {+enabled: false}',
      ].join('\n'),
    );
    expect(diagnostics).toEqual([]);
    expect(config).toMatchObject({
      onRunStart: ['{{ log(1) }}'],
      onRunEnd: ['select 1', 'select 2'],
      quoting: { identifier: false },
      dispatch: [{ namespace: 'dbt_utils', searchOrder: ['shop', 'dbt_utils'] }],
      queryComment: null,
      restrictAccess: true,
      logPath: 'out/logs',
      packagesPath: 'vendor',
    });
    expect(config.flags).toMatchObject({
      validate_macro_args: false,
      fail_fast: true,
      require_generic_test_arguments_property: true,
    });
    expect(config.trees.semantic_models).toEqual({ '+enabled': false });
  });

  test.each([
    ['1.12.6', true],
    ['>1.12.6', false],
    ['>=1.12.6-rc1', true],
    ['<1.12.6', false],
    ['>=1.7.0,<2.0.0', true],
    ['<=1.12.5', false],
  ])('require-dbt-version: %s', async (range, holds) => {
    const { diagnostics } = await project(`require-dbt-version: '${range}'`);
    expect(diagnostics.map((each) => each.code)).toEqual(holds ? [] : ['project/dbt-version']);
    expect((await project(`require-dbt-version: '${range}'`, { versionCheck: false })).diagnostics).toEqual([]);
  });

  test('vars.yml: variables for dbt_project.yml too; not beside vars: there', async () => {
    const { config } = await configure(
      {},
      {
        'dbt_project.yml': 'name: shop\nprofile: shop\nversion: "{{ var(\'v\') }}"\n',
        'vars.yml': 'vars: {v: from-file}\n',
      },
    );
    expect(config.version).toBe('from-file');
    expect(varsFor(config, 'shop')).toEqual({ v: 'from-file' });
    const both = await configure({}, { 'dbt_project.yml': 'name: shop\nvars: {a: 1}\n', 'vars.yml': 'vars: {v: 1}\n' });
    expect(tell(both.diagnostics)).toBe(
      'error project/vars dbt_project.yml:2:1 Variables stand both in dbt_project.yml and in vars.yml.\n  hint Keep them in one of the two.',
    );
  });
});

/** Packages and models are read too; nothing is parsed. */
async function whole(options: { vars?: string }, files: Record<string, string>): Promise<Outcome<ProjectConfig>> {
  const cwd = await writeFiles(files);
  const project = valueOf(await loadProject({ cwd, env: {} }));
  return configureProject(project, { env: {}, renderer: yamlRenderer, ...options });
}

describe('packages', () => {
  const lock = 'packages: [{local: a, name: a}, {local: b, name: b}]\n';
  const root = 'name: shop\nprofile: shop\nvars: {x: root, a: {y: root-a}}\n';

  test('each with its own configuration, rendered with the same target; variables in dbt’s order', async () => {
    const { value: config, diagnostics } = await whole(
      { vars: '{cli: 1}' },
      {
        'dbt_project.yml': root,
        'package-lock.yml': lock,
        'dbt_packages/a/dbt_project.yml':
          'name: a\nvars: {x: own, z: own, a: {y: own-a, w: own-a}}\nmodels: {a: {+schema: "{{ target.schema }}_a"}}\n',
        'dbt_packages/b/dbt_project.yml': 'name: b\n',
      },
    );
    expect(diagnostics).toEqual([]);
    expect([...config.packages.keys()]).toEqual(['a', 'b']);
    expect(config.packages.get('a')).toMatchObject({
      folder: 'dbt_packages/a/',
      trees: { models: { a: { '+schema': 'jiggy_a' } } },
    });
    expect(varsFor(config, 'a')).toMatchObject({ x: 'root', y: 'root-a', z: 'own', w: 'own-a', cli: 1 });
    expect(varsFor(config, 'b')).toMatchObject({ x: 'root', cli: 1 });
    expect(varsFor(config, 'b')).not.toHaveProperty('z');
  });

  test('names that two packages have, or a package and the project', async () => {
    const { diagnostics } = await whole(
      {},
      {
        'dbt_project.yml': 'name: shop\n',
        'package-lock.yml': lock,
        'dbt_packages/a/dbt_project.yml': 'name: shop\n',
        'dbt_packages/b/dbt_project.yml': 'name: b\n',
      },
    );
    expect(tell(diagnostics)).toMatch(
      /^error packages\/same-name dbt_packages\/a\/dbt_project.yml:1:7 Two packages have the name shop.\n {2}note dbt_project.yml:1:7 first here/,
    );
  });

  test('a Python model is an error unless it is switched off', async () => {
    const files = { 'models/p.py': 'def model(dbt, session):\n    return 1\n', 'models/off/q.py': '' };
    const tree = 'models: {shop: {off: {+enabled: false}}}\n';
    const { diagnostics } = await whole({}, { 'dbt_project.yml': `name: shop\n${tree}`, ...files });
    expect(diagnostics.map((each) => `${each.code} ${each.at?.file}`)).toEqual(['model/python models/p.py']);
  });
});

describe('jiggy.yml', () => {
  test('defaults, and what it says', async () => {
    expect((await configure()).config.engine).toEqual({ opsSchema: 'ops' });
    expect((await configure({}, { 'jiggy.yml': 'ops_schema: log\n' })).config.engine).toEqual({ opsSchema: 'log' });
  });

  test('an unknown key is an error with the nearest one', async () => {
    const { diagnostics } = await configure({}, { 'jiggy.yml': 'opsschema: log\n' });
    expect(tell(diagnostics)).toBe(
      'error project/unknown-key jiggy.yml:1:1 jiggy.yml has no key opsschema.\n  hint Did you mean ops_schema?',
    );
  });
});
