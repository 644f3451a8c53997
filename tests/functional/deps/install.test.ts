import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DiagnosticError, valueOf } from '../../../src/core/diagnostic.js';
import type { Installed, InstallOptions } from '../../../src/load/deps/install.js';
import { installPackages } from '../../../src/load/deps/install.js';
import { loadProject } from '../../../src/load/load-project.js';
import { yamlRenderer } from '../../../src/render/yaml-renderer.js';
import { writeFiles } from '../../support/project.js';
import { tell } from '../../support/tell.js';
import { tarOf } from '../../unit/load/deps/support.js';

const never = new AbortController().signal;

/** A folder with the project `shop` and folders beside it. */
function workspace(packages: string, files: Record<string, string> = {}): Promise<string> {
  return writeFiles({ 'shop/dbt_project.yml': 'name: shop\n', 'shop/packages.yml': packages, ...files });
}

async function deps(
  root: string,
  more: Partial<InstallOptions> = {},
  env: Record<string, string> = {},
): Promise<Installed> {
  const cwd = join(root, 'shop');
  const project = valueOf(await loadProject({ cwd, env: {}, resources: false, profiles: false }));
  const render = yamlRenderer({ env, vars: {}, secrets: true });
  return installPackages({ project, name: 'shop', render, signal: never, ...more });
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DiagnosticError);
  return tell((error as DiagnosticError).diagnostics);
}

const installed = (root: string): readonly string[] => readdirSync(join(root, 'shop/dbt_packages')).sort();
const lock = (root: string): string => readFileSync(join(root, 'shop/package-lock.yml'), 'utf8');
const names = ({ packages }: Installed): readonly string[] => packages.map((each) => each.name);

function git(folder: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' }).trim();
}

function commit(folder: string, tag: string): string {
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '-m', tag);
  git(folder, 'tag', tag);
  return git(folder, 'rev-parse', 'HEAD');
}

describe('folders', () => {
  const two = {
    'a/dbt_project.yml': 'name: a\n',
    'a/packages.yml': 'packages: [{local: ../b}]\n',
    'b/dbt_project.yml': 'name: b\n',
  };

  test('links, with what the packages need; the second run goes by the lock file', async () => {
    const root = await workspace('packages:\n  - local: ../a\n', two);
    expect(await deps(root)).toMatchObject({ locked: true });
    expect(installed(root)).toEqual(['a', 'b']);
    expect(lstatSync(join(root, 'shop/dbt_packages/a')).isSymbolicLink()).toBe(true);
    expect(lock(root)).toMatch(
      /^packages:\n {2}- local: \.\.\/a\n {4}name: a\n {2}- local: \.\.\/b\n {4}name: b\nsha1_hash: /,
    );
    const again = await deps(root);
    expect(again.locked).toBe(false);
    expect(names(again)).toEqual(['a', 'b']);
    const loaded = await loadProject({ cwd: join(root, 'shop'), env: {}, profiles: false });
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.value.packages.map((each) => each.folder)).toEqual(['dbt_packages/a/', 'dbt_packages/b/']);
  });

  test('--lock writes the lock file alone', async () => {
    const root = await workspace('packages:\n  - local: ../a\n', two);
    await deps(root, { lockOnly: true });
    expect(lock(root)).toContain('name: b');
    expect(readdirSync(join(root, 'shop')).sort()).toEqual(['dbt_project.yml', 'package-lock.yml', 'packages.yml']);
  });

  test('a package that is not there: what was installed stays', async () => {
    const root = await workspace('packages:\n  - local: ../a\n', two);
    await deps(root);
    const before = lock(root);
    writeFileSync(join(root, 'shop/packages.yml'), 'packages:\n  - local: ../a\n  - local: ../nope\n');
    expect(await refusal(deps(root))).toBe(
      'error packages/local packages.yml:3:12 There is no dbt_project.yml in ../nope.\n  hint Looked in ../nope; paths are relative to the project.',
    );
    expect(installed(root)).toEqual(['a', 'b']);
    expect(lock(root)).toBe(before);
    expect(readdirSync(join(root, 'shop')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test.each([
    [
      'b needs a',
      { ...two, 'b/packages.yml': 'packages: [{local: ../a}]\n' },
      'packages/cycle b/packages.yml:1:20 Packages need each other in a circle: a -> b -> a.',
    ],
    [
      'b needs the project',
      { ...two, 'b/packages.yml': 'packages: [{local: ../shop}]\n' },
      'packages/cycle b/packages.yml:1:20 Packages need each other in a circle: shop -> a -> b -> shop.',
    ],
    [
      'b is called a',
      { ...two, 'b/dbt_project.yml': 'name: a\n' },
      'packages/same-name a/packages.yml:1:20 Two packages have the name a.',
    ],
    [
      'a is called shop',
      { 'a/dbt_project.yml': 'name: shop\n' },
      "packages/same-name packages.yml:2:12 The package ../a has the project's own name, shop.",
    ],
    [
      'a has no name',
      { 'a/dbt_project.yml': 'version: 1\n' },
      'packages/name packages.yml:2:12 The dbt_project.yml of ../a gives no name.',
    ],
  ])('%s', async (_, files: Record<string, string>, told) => {
    const root = await workspace('packages:\n  - local: ../a\n', files);
    expect(await refusal(deps(root))).toContain(`error ${told}`);
  });
});

describe('git', () => {
  const files = { 'repo/dbt_project.yml': 'name: r\n', 'repo/sub/dbt_project.yml': 'name: s\n' };
  const entry = (...lines: readonly string[]): string => `packages:\n  - ${lines.join('\n    ')}\n`;

  test('a tag, a commit, a branch, a folder of it; pinned by the lock file', async () => {
    const root = await workspace('packages: []\n', files);
    const repo = join(root, 'repo');
    const first = commit(repo, 'v1');
    for (const revision of ['v1', first, 'main']) {
      writeFileSync(
        join(root, 'shop/packages.yml'),
        entry(`git: ${repo}`, `revision: ${revision}`, 'warn-unpinned: false'),
      );
      expect(await deps(root, { upgrade: true })).toMatchObject({ diagnostics: [] });
      expect(lock(root)).toContain(`revision: ${first}`);
    }
    expect(readdirSync(join(root, 'shop/dbt_packages/r')).sort()).toEqual(['dbt_project.yml', 'sub']);
    const second = commit(repo, 'v2');
    await deps(root);
    expect(lock(root)).toContain(first);
    await deps(root, { upgrade: true });
    expect(lock(root)).toContain(second);
    writeFileSync(join(root, 'shop/packages.yml'), entry(`git: ${repo}`, 'subdirectory: sub', 'revision: v1'));
    expect(names(await deps(root))).toEqual(['s']);
    expect(installed(root)).toEqual(['s']);
  });

  test('no revision is a warning; one that is not there, or two of one repository, an error', async () => {
    const root = await workspace('packages: []\n', files);
    const repo = join(root, 'repo');
    commit(repo, 'v1');
    commit(repo, 'v2');
    const write = (text: string): void => {
      writeFileSync(join(root, 'shop/packages.yml'), text);
    };
    write(entry(`git: ${repo}`));
    expect((await deps(root)).diagnostics.map((each) => each.code)).toEqual(['packages/unpinned']);
    write(entry(`git: ${repo}`, 'revision: nope'));
    expect(await refusal(deps(root))).toContain('it has no branch, tag or commit nope.');
    write(entry(`git: ${repo}`, 'revision: v1') + entry(`git: ${repo}/`, 'revision: v2').replace('packages:\n', ''));
    expect(await refusal(deps(root))).toContain(`is asked for in two revisions: v1 and v2.`);
    write(entry(`git: ${repo}`, 'revision: v1', 'subdirectory: ../shop'));
    expect(await refusal(deps(root))).toContain('subdirectory leads out of it');
    write(entry(`git: ${repo}`, 'revision: "--upload-pack=x"'));
    expect(await refusal(deps(root))).toContain('its name begins with a dash');
    expect(installed(root)).toEqual(['r']);
  });

  test('credentials are shown nowhere, whether written or from the environment', async () => {
    const root = await workspace(
      entry('git: \'http://{{ env_var("DBT_ENV_SECRET_T") }}@127.0.0.1:9/x.git\'', 'revision: v1'),
    );
    const told = await refusal(deps(root, {}, { DBT_ENV_SECRET_T: 'me:hush' }));
    expect(told).toContain('packages/git');
    expect(told).not.toContain('hush');
    writeFileSync(join(root, 'shop/packages.yml'), entry('git: http://me:hush@127.0.0.1:9/x.git', 'revision: v1'));
    const error: unknown = await deps(root).catch((thrown: unknown) => thrown);
    expect(JSON.stringify((error as DiagnosticError).diagnostics)).not.toContain('hush');
  });
});

describe('tarballs', () => {
  const tar = gzipSync(
    tarOf([
      { path: 'x-1.0/dbt_project.yml', text: 'name: x\n' },
      { path: 'x-1.0/models/m.sql', text: 'select 1' },
    ]),
  );

  async function serve(): Promise<string> {
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/x.tgz' ? 200 : 404).end(request.url === '/x.tgz' ? tar : '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  test('from a server and from a file', async () => {
    const url = await serve();
    const root = await workspace(`packages:\n  - tarball: ${url}/x.tgz\n    name: x\n`);
    await deps(root);
    expect(readFileSync(join(root, 'shop/dbt_packages/x/models/m.sql'), 'utf8')).toBe('select 1');
    expect(lock(root)).toContain(`- name: x\n    tarball: ${url}/x.tgz\n`);
    writeFileSync(join(root, 'x.tgz'), tar);
    writeFileSync(join(root, 'shop/packages.yml'), 'packages:\n  - {tarball: ../x.tgz, name: x}\n');
    expect(names(await deps(root))).toEqual(['x']);
  });

  test('not there, no name, or nothing in it', async () => {
    const url = await serve();
    const root = await workspace(`packages:\n  - tarball: ${url}/y.tgz\n    name: x\n`);
    expect(await refusal(deps(root))).toBe(
      `error packages/tarball packages.yml:2:14 ${url}/y.tgz cannot be loaded: the server answers 404.`,
    );
    writeFileSync(join(root, 'shop/packages.yml'), 'packages:\n  - tarball: ../e.tar\n');
    expect(await refusal(deps(root))).toContain('A package from a tarball needs a name.');
    writeFileSync(join(root, 'e.tar'), tarOf([{ path: 'readme', text: 'x' }]));
    writeFileSync(join(root, 'shop/packages.yml'), 'packages:\n  - tarball: ../e.tar\n    name: e\n');
    expect(await refusal(deps(root))).toContain('There is no dbt_project.yml at the top of ../e.tar.');
  });
});

test('packages of the hub: what to write instead', async () => {
  const root = await workspace('packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.1.1\n');
  const told = await refusal(deps(root));
  expect(told).toContain("error packages/hub packages.yml:2:5 dbt-labs/dbt_utils is a package of dbt's hub");
  expect(told).toContain('git: https://github.com/dbt-labs/dbt_utils.git');
});

test('a folder of packages that holds the project’s own files is never replaced', async () => {
  const files = {
    'shop/dbt_project.yml': 'name: shop\npackages-install-path: models\n',
    'a/dbt_project.yml': 'name: a\n',
  };
  const root = await workspace('packages: [{local: ../a}]\n', { ...files, 'shop/models/m.sql': 'select 1' });
  expect(await refusal(deps(root))).toContain('error packages/path');
  expect(readFileSync(join(root, 'shop/models/m.sql'), 'utf8')).toBe('select 1');
});
