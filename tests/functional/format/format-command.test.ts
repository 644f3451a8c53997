import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { main } from '../../../src/cli/program.js';
import { repository } from '../../support/cli.js';
import { temporaryFolder } from '../../support/temporary.js';

type Files = Readonly<Record<string, string>>;

const parent = mkdtempSync(join(temporaryFolder, 'jiggy-format-'));
afterAll(() => rmSync(parent, { recursive: true }));

function writeFiles(files: Files): string {
  const root = mkdtempSync(join(parent, 'p-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function writeProject(files: Files): string {
  return writeFiles({ 'dbt_project.yml': 'name: shop\n', ...files });
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function jiggy(...args: readonly string[]): Promise<Ended> {
  const printed = { out: '', err: '' };
  const keep = (name: 'out' | 'err') => (text: unknown) => {
    printed[name] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('err')),
  ];
  try {
    return { code: await main(args), ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const SHOP: Files = {
  'models/good.sql': 'select a\nfrom t\n',
  'models/ugly.sql': "SELECT a,{{ x }}_b FROM {{ ref('good') }}",
  'models/odd.sql': 'select a\nfrom from t\n',
  'macros/m.sql': '{% macro m() %}SELECT 1{% endmacro %}',
  'migrations/001-a.sql': "select '{{1,2}}'::int[];\n",
  'queries/q.sql': 'select a from t where id=:id!',
  'target/compiled/x.sql': 'SELECT   1',
};

const left = 'models/odd.sql is left as it is: PostgreSQL cannot read this: syntax error at or near "from".';

describe('the project', () => {
  test('--check lists what would change, changes nothing, and fails', async () => {
    const root = writeProject(SHOP);
    const { code, out, err } = await jiggy('format', '--project-dir', root, '--check');
    expect([code, out]).toEqual([1, 'models/ugly.sql\nqueries/q.sql\n']);
    expect(err).toContain(`warning: ${left} (format/left-alone)\n  --> models/odd.sql:2:6`);
    expect(err).toContain('2 to format, 2 unchanged, 1 left alone.');
    expect(readFileSync(join(root, 'models/ugly.sql'), 'utf8')).toBe(SHOP['models/ugly.sql']);
  });

  test('formats, is then content, and starts no server; a file left alone is no failure', async () => {
    const root = writeProject(SHOP);
    const first = await jiggy('format', '--project-dir', root);
    expect([first.code, first.out]).toEqual([0, 'models/ugly.sql\nqueries/q.sql\n']);
    expect(readFileSync(join(root, 'models/ugly.sql'), 'utf8')).toBe(
      "select\n    a,\n    {{ x }}_b\nfrom {{ ref('good') }}\n",
    );
    expect(readFileSync(join(root, 'queries/q.sql'), 'utf8')).toBe('select a\nfrom t\nwhere id = :id!\n');
    expect(readFileSync(join(root, 'models/odd.sql'), 'utf8')).toBe(SHOP['models/odd.sql']);
    const second = await jiggy('format', '--project-dir', root, '--check');
    expect([second.code, second.out]).toEqual([0, '']);
    expect(existsSync(join(root, '.jiggy'))).toBe(false);
  });

  test('--json', async () => {
    const root = writeProject(SHOP);
    const { out } = await jiggy('format', '--project-dir', root, '--check', '--json');
    expect(JSON.parse(out)).toEqual({
      files: [
        { path: 'models/good.sql', status: 'unchanged' },
        { path: 'models/odd.sql', status: 'left_alone', reason: left },
        { path: 'models/ugly.sql', status: 'formatted' },
        { path: 'migrations/001-a.sql', status: 'unchanged' },
        { path: 'queries/q.sql', status: 'formatted' },
      ],
    });
  });

  test('the settings of jiggy.yml, and what is wrong in them', async () => {
    const root = writeProject({ ...SHOP, 'jiggy.yml': 'format: {keyword_case: upper, indent: 2}\n' });
    await jiggy('format', '--project-dir', root);
    expect(readFileSync(join(root, 'models/ugly.sql'), 'utf8')).toMatch(/^SELECT\n  a,\n/);
    writeFileSync(join(root, 'jiggy.yml'), 'format: {ident: 2}\n');
    const { code, err } = await jiggy('format', '--project-dir', root);
    expect(code).toBe(2);
    expect(err).toContain('Did you mean indent?');
  });
});

describe('paths', () => {
  test('a file and a folder, without a project', async () => {
    const root = writeFiles({ 'a.sql': 'SELECT 1', 'b/c.sql': 'SELECT 2', 'b/d.txt': 'SELECT 3' });
    const { code, out } = await jiggy('format', join(root, 'a.sql'), join(root, 'b'));
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(2);
    expect(readFileSync(join(root, 'b/c.sql'), 'utf8')).toBe('select 2\n');
  });

  test('one that is not there', async () => {
    const { code, err } = await jiggy('format', 'no/such/file.sql');
    expect(code).toBe(2);
    expect(err).toContain('There is no file or folder no/such/file.sql.');
  });

  test('bytes that are no UTF-8 and a broken template are errors; a byte order mark and CRLF stay', async () => {
    const root = writeFiles({ 'marked.sql': '\ufeffSELECT a,\r\nb\r\n', 'broken.sql': 'select {{ a' });
    writeFileSync(join(root, 'latin.sql'), Buffer.from([0x73, 0xe9, 0x0a]));
    const { code, err } = await jiggy('format', root);
    expect(code).toBe(1);
    expect(err).toContain('is not UTF-8');
    expect(err).toMatch(/\(template\/syntax\)\n {2}--> .*broken\.sql:1:/);
    expect(readFileSync(join(root, 'marked.sql'), 'utf8')).toBe('\ufeffselect\r\n    a,\r\n    b\r\n');
  });

  test('stdin to stdout', () => {
    const run = (input: string): readonly [number | null, string] => {
      const args = [join('dist', 'cli.js'), 'format', '-'];
      const { status, stdout } = spawnSync(process.execPath, args, { cwd: repository, input, encoding: 'utf8' });
      return [status, stdout];
    };
    expect(run("SELECT 1 FROM {{ ref('a') }}")).toEqual([0, "select 1\nfrom {{ ref('a') }}\n"]);
    expect(run('select (')).toEqual([0, 'select (']);
  });
});
