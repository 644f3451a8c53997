import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generate, recount } from './recount.js';

const repository = resolve(import.meta.dirname, '../../..');
const command = [join(repository, 'dist', 'cli.js'), 'generate'];
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiggy-generate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: readonly string[]): SpawnSyncReturns<string> {
  const env = { ...process.env, NO_COLOR: '1' };
  return spawnSync(process.execPath, [...command, ...args], { cwd: repository, encoding: 'utf8', env, maxBuffer: 1e9 });
}

describe('jiggy generate', () => {
  test('writes the file on stdout, the truth beside it and one line of news on stderr', async () => {
    const truthFile = join(folder, 'truth.json');
    const { status, stdout, stderr } = run('--orders', '300', '--seed', '9', '--dirt', '0.2', '--truth', truthFile);
    expect(status).toBe(0);
    const made = await generate({ orders: 300, seed: 9, dirt: 0.2 });
    expect(createHash('sha256').update(stdout).digest('hex')).toBe(made.sha256);
    const truth = JSON.parse(readFileSync(truthFile, 'utf8')) as unknown;
    expect(truth).toEqual(made.truth);
    const found = recount(stdout);
    const lost = found.rows - found.accepted.length;
    expect(stderr).toBe(`Generated 300 orders in ${found.rows} lines, ${lost} of them to be quarantined.\n`);
  });

  test('says all that is wrong with its flags, and writes nothing', () => {
    const truthFile = join(folder, 'never.json');
    const wrong = ['--orders', '-1', '--dirt', '2', '--dirt-kinds', 'broken_lines', '--truth', truthFile];
    const { status, stdout, stderr } = run(...wrong);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('--orders must be a whole number from 0 to 1000000000; it is "-1".');
    expect(stderr).toContain('--dirt must be a number from 0 to 1; it is "2".');
    expect(stderr).toContain('Did you mean broken_line?');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(truthFile)).toBe(false);
  });

  test('refuses a truth file that cannot be written before it generates anything', () => {
    const { status, stdout, stderr } = run('--orders', '1000000', '--truth', join(folder, 'no', 'such', 'truth.json'));
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('The truth cannot be written to');
  });

  test('ends quietly when its reader goes away', async () => {
    const child = spawn(process.execPath, [...command, '--orders', '100000000'], { cwd: repository });
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((done) => child.on('close', done));
    expect(code).toBe(0);
    expect(stderr).toBe('');
  });

  test('stops when it is interrupted, also while it waits for a slow reader', async () => {
    const child = spawn(process.execPath, [...command, '--orders', '100000000', '--quiet'], { cwd: repository });
    await new Promise((ready) => child.stdout.once('readable', ready));
    child.kill('SIGINT');
    const code = await new Promise((done) => {
      child.on('exit', done);
      child.stdout.resume();
    });
    expect(code).toBe(130);
  });
});
