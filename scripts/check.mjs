// `npm run check`: types, lint, format, dead code, generated files up to date. Ends with a line of counts.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { requireBuild, requirePackages, root } from './ensure.mjs';

requirePackages();
requireBuild();

const bin = (name) => join(root, 'node_modules', '.bin', name);
const checks = [
  ['types', bin('tsc'), '--noEmit', '-p', 'tsconfig.json'],
  ['lint', bin('eslint'), '.'],
  ['format', bin('prettier'), '--check', '--log-level', 'warn', '.'],
  ['SQL layout', process.execPath, 'dist/cli.js', 'format', '--check'],
  ['dead code', bin('knip'), '--no-progress'],
  [
    'import rule',
    process.execPath,
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    'unit',
    'tests/unit/imports.test.ts',
  ],
  ['command reference up to date', process.execPath, 'scripts/reference.mjs', '--check'],
];

let failed = 0;
for (const [name, command, ...args] of checks) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  const good = status === 0;
  if (!good) failed += 1;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${name}`);
  if (!good) console.log(`${stdout ?? ''}${stderr ?? ''}`.trimEnd());
}
console.log(`\n${checks.length - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 ? 1 : 0;
