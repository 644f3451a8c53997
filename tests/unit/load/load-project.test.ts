import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DiagnosticError } from '../../../src/core/diagnostic.js';
import type { LoadOptions } from '../../../src/load/load-project.js';
import { loadProject } from '../../../src/load/load-project.js';
import { tell, writeFiles, writeProject } from '../../support/project.js';

const paths = (files: readonly { readonly path: string }[]): readonly string[] => files.map((file) => file.path);

function load(cwd: string, options: Partial<LoadOptions> = {}): ReturnType<typeof loadProject> {
  return loadProject({ cwd, env: {}, home: join(cwd, 'no-home'), ...options });
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DiagnosticError);
  return tell((error as DiagnosticError).diagnostics);
}

describe('which file is what', () => {
  test('by resource path and extension, in the order of their paths', async () => {
    const root = await writeProject({
      'models/b.sql': '',
      'models/a/c.sql': '',
      'models/a/properties.yml': '',
      'models/a/doc.md': '',
      'models/.hidden.sql': '',
      'models/~lock.sql': '',
      'models/#edit.sql': '',
      'seeds/s.csv': '',
      'seeds/notes.txt': '',
      'macros/m.sql': '',
      'macros/m.yaml': '',
      'tests/t.sql': '',
      'tests/generic/g.sql': '',
      'analyses/y.sql': '',
      'elsewhere/x.sql': '',
    });
    const { value, diagnostics } = await load(root);
    expect(diagnostics).toEqual([]);
    expect(value.root).toBe(root);
    expect(paths(value.models)).toEqual(['models/a/c.sql', 'models/b.sql']);
    expect(paths(value.seeds)).toEqual(['seeds/s.csv']);
    expect(paths(value.macros)).toEqual(['macros/m.sql', 'tests/generic/g.sql']);
    expect(paths(value.tests)).toEqual(['tests/t.sql']);
    expect(paths(value.analyses)).toEqual(['analyses/y.sql']);
    expect(paths(value.properties)).toEqual(['models/a/properties.yml', 'macros/m.yaml']);
  });

  test('paths of dbt_project.yml, old names among them', async () => {
    const root = await writeFiles({
      'dbt_project.yml': 'name: shop\nsource-paths: [transform/sql/]\ntest-paths: ./checks\n',
      'transform/sql/a.sql': '',
      'checks/t.sql': '',
      'models/not-read.sql': '',
    });
    const { value, diagnostics } = await load(root);
    expect(paths(value.models)).toEqual(['transform/sql/a.sql']);
    expect(paths(value.tests)).toEqual(['checks/t.sql']);
    expect(tell(diagnostics)).toBe(
      'warning project/old-key dbt_project.yml:2:1 source-paths is an old name of model-paths.\n  hint Rename it to model-paths.',
    );
  });

  test('a path outside of the project or made by a template is refused', async () => {
    const root = await writeFiles({
      'dbt_project.yml': `name: shop\nmodel-paths: [../other, "{{ var('x') }}", /etc, models]\n`,
      'models/a.sql': '',
    });
    const { value, diagnostics } = await load(root);
    expect(paths(value.models)).toEqual(['models/a.sql']);
    const told = 'model-paths takes folders inside the project.';
    expect(diagnostics.map((each) => `${each.at?.column} ${each.message}`)).toEqual([
      `15 ${told}`,
      `25 ${told}`,
      `43 ${told}`,
    ]);
  });

  test('links are followed, circles of links are not', async () => {
    const root = await writeProject({ 'models/a.sql': '' });
    await mkdir(join(root, 'shared'));
    await writeFile(join(root, 'shared', 'b.sql'), '');
    await symlink(join(root, 'shared'), join(root, 'models', 'linked'));
    await symlink(join(root, 'models'), join(root, 'models', 'round'));
    expect(paths((await load(root)).value.models)).toEqual(['models/a.sql', 'models/linked/b.sql']);
  });

  test('snapshots, functions, docs, fixtures, Python models', async () => {
    const root = await writeProject({
      'models/p.py': '',
      'models/deep/d.md': '',
      'snapshots/s.sql': '',
      'functions/f.sql': '',
      'tests/fixtures/f.csv': '',
      'tests/fixtures/f.sql': '',
      'tests/generic/g.sql': '',
      'selectors.yml': '',
    });
    const { value } = await load(root);
    expect(paths(value.pythonModels)).toEqual(['models/p.py']);
    expect(paths(value.docs)).toEqual(['models/deep/d.md']);
    expect(paths(value.snapshots)).toEqual(['snapshots/s.sql']);
    expect(paths(value.functions)).toEqual(['functions/f.sql']);
    expect(paths(value.fixtures)).toEqual(['tests/fixtures/f.csv', 'tests/fixtures/f.sql']);
    expect(value.selectorsFile?.path).toBe('selectors.yml');
  });

  test('docs-paths: .md files of those folders alone', async () => {
    const root = await writeFiles({
      'dbt_project.yml': 'name: shop\ndocs-paths: [docs]\n',
      'docs/a.md': '',
      'models/b.md': '',
    });
    expect(paths((await load(root)).value.docs)).toEqual(['docs/a.md']);
  });

  test('.dbtignore, as .gitignore', async () => {
    const root = await writeProject({
      '.dbtignore':
        '# old things\nmodels/old/\n*.tmp.sql\n!keep.tmp.sql\n/models/top.sql\n**/deep/**/x.sql\n[ab].sql\n',
      'models/old/a.sql': '',
      'models/one.tmp.sql': '',
      'models/keep.tmp.sql': '',
      'models/top.sql': '',
      'models/in/top.sql': '',
      'models/deep/er/x.sql': '',
      'models/b.sql': '',
      'models/c.sql': '',
    });
    expect(paths((await load(root)).value.models)).toEqual([
      'models/c.sql',
      'models/in/top.sql',
      'models/keep.tmp.sql',
    ]);
  });

  test('only the configuration, where nothing more is wanted', async () => {
    const root = await writeProject({ 'models/a.sql': Uint8Array.of(0xff) });
    const { value, diagnostics } = await load(root, { resources: false });
    expect(value.models).toEqual([]);
    expect(diagnostics).toEqual([]);
  });
});

describe('packages', () => {
  const installed = {
    'dbt_packages/b/dbt_project.yml': 'name: b\nmodel-paths: [sql]\n',
    'dbt_packages/b/sql/m.sql': '',
    'dbt_packages/a/dbt_project.yml': 'name: a\n',
    'dbt_packages/not-one/readme.md': '',
  };

  test('each folder with a dbt_project.yml, with paths from the project’s root', async () => {
    const root = await writeProject({ ...installed, 'packages.yml': 'packages: [{local: a}, {local: b}]\n' });
    const { value, diagnostics } = await load(root);
    expect(diagnostics).toEqual([]);
    expect(value.packages.map((each) => each.folder)).toEqual(['dbt_packages/a/', 'dbt_packages/b/']);
    expect(paths(value.packages[1]?.models ?? [])).toEqual(['dbt_packages/b/sql/m.sql']);
  });

  test('fewer than are listed, or more', async () => {
    const lock = 'packages:\n  - {local: x, name: a}\n  - {local: x, name: b}\n  - {local: x, name: c}\n';
    const fewer = await writeProject({ ...installed, 'package-lock.yml': lock });
    expect(tell((await load(fewer)).diagnostics)).toBe(
      'error packages/not-installed package-lock.yml:1:1 package-lock.yml lists 3 packages, but 2 are installed in dbt_packages. Missing: c.\n  hint Install them: jiggy deps',
    );
    const more = await writeProject(installed);
    expect(tell((await load(more)).diagnostics)).toContain('packages/not-listed');
  });

  test('listed in two files', async () => {
    const list = 'packages: []\n';
    const root = await writeProject({ 'packages.yml': list, 'dependencies.yml': list });
    expect(tell((await load(root)).diagnostics)).toBe(
      'error packages/two-files dependencies.yml:1:1 packages.yml and dependencies.yml both list packages.\n  hint Keep them in one file.',
    );
  });
});

describe('texts', () => {
  test('a byte order mark goes, line ends stay', async () => {
    const root = await writeProject({ 'models/a.sql': '\ufeffselect 1\r\n' });
    expect((await load(root)).value.models[0]?.text).toBe('select 1\r\n');
  });

  test('bytes that are no UTF-8: the file, the line, and how to convert it', async () => {
    const root = await writeProject({
      'models/a.sql': Buffer.from("select 1,\n  'caf\xe9'\n", 'latin1'),
      'models/b.sql': '',
    });
    const { value, diagnostics } = await load(root);
    expect(paths(value.models)).toEqual(['models/b.sql']);
    expect(tell(diagnostics)).toBe(
      [
        'error load/not-utf8 models/a.sql:2:7 models/a.sql is not UTF-8 (line 2).',
        '  hint Save it as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 models/a.sql',
      ].join('\n'),
    );
  });

  test('a binary file', async () => {
    const root = await writeProject({ 'seeds/a.csv': Uint8Array.of(0x50, 0x4b, 0, 3) });
    expect(tell((await load(root)).diagnostics)).toBe(
      [
        'error load/binary seeds/a.csv:1:1 seeds/a.csv holds a NUL byte: it is not a text.',
        '  hint Move the file out of the project’s resource paths, or save it as UTF-8.',
      ].join('\n'),
    );
  });
});

describe('where the project is', () => {
  test('here or in a folder above', async () => {
    const root = await writeProject({ 'models/deep/a.sql': '' });
    expect((await load(join(root, 'models', 'deep'))).value.root).toBe(root);
  });

  test('--project-dir, relative to where the command is given', async () => {
    const root = await writeFiles({ 'inner/dbt_project.yml': 'name: inner\n' });
    expect((await load(root, { projectDir: 'inner' })).value.root).toBe(join(root, 'inner'));
    expect(await refusal(load(root, { projectDir: 'other' }))).toBe(
      `error load/no-project - No dbt_project.yml in ${join(root, 'other')}.\n  hint Give --project-dir the folder that holds it.`,
    );
  });

  test('nowhere', async () => {
    const root = await writeFiles({});
    expect(await refusal(load(root))).toBe(
      `error load/no-project - No dbt_project.yml here or above (${root}).\n  hint Go into a project, name it with --project-dir, or start one with: jiggy init my_project`,
    );
  });

  test('a dbt_project.yml that is broken or empty ends the load', async () => {
    const broken = await writeFiles({ 'dbt_project.yml': 'name: [shop\n' });
    expect(await refusal(load(broken))).toMatch(/^error yaml\/syntax dbt_project.yml:2:1 Broken YAML: /);
    const empty = await writeFiles({ 'dbt_project.yml': '# nothing\n' });
    expect(await refusal(load(empty))).toBe(
      'error project/empty dbt_project.yml:1:1 dbt_project.yml holds no settings.\n  hint It needs at least: name: my_project',
    );
  });
});

describe('profiles.yml', () => {
  const named = (text: string): string => `a: ${text}\n`;

  test('in dbt’s order: the option, the environment, the project, the home', async () => {
    const root = await writeProject({
      'profiles.yml': named('project'),
      'option/profiles.yml': named('option'),
      'environment/profiles.yml': named('environment'),
      'home/.dbt/profiles.yml': named('home'),
    });
    const env = { DBT_PROFILES_DIR: 'environment' };
    const home = join(root, 'home');
    const text = async (options: Partial<LoadOptions>): Promise<string | undefined> =>
      (await load(root, { home, ...options })).value.profiles?.text;
    expect(await text({ env, profilesDir: 'option' })).toBe(named('option'));
    expect(await text({ env })).toBe(named('environment'));
    expect(await text({})).toBe(named('project'));
    expect(await text({ profiles: false })).toBe(undefined);
    const other = await writeProject({ 'home/.dbt/profiles.yml': named('home') });
    expect((await load(other, { home: join(other, 'home') })).value.profiles?.text).toBe(named('home'));
    expect((await load(other)).value.profiles).toBe(undefined);
  });

  test('a folder that was named must hold one', async () => {
    const root = await writeProject({ 'profiles.yml': named('project') });
    expect(await refusal(load(root, { profilesDir: 'nowhere' }))).toBe(
      `error load/no-profiles - No profiles.yml in ${join(root, 'nowhere')}, the folder that --profiles-dir names.\n  hint Put a profiles.yml there, or leave --profiles-dir out.`,
    );
  });
});
