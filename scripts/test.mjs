// `npm test`: installs and compiles what is missing, then runs the tests that have not passed before in this very state.
// `--all`, and CI, run all; other arguments go to vitest as they are.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireBuild, requirePackages, root, run } from './ensure.mjs';
import { readFingerprints } from './remember/fingerprints.mjs';
import { readRecord, unchanged, updateRecord, writeRecord } from './remember/record.mjs';

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const recordFile = join(root, '.cache', 'tests.json');
const args = process.argv.slice(2);
/** What a run of no files gives. */
const nothing = { status: 0, results: { errors: 0, files: {} } };
const rest = args.filter((arg) => arg !== '--all');

requirePackages();
requireBuild();
if (rest.length > 0) run(process.execPath, [vitest, 'run', ...rest]);
else runSuite(args.includes('--all') || ![undefined, '', 'false', '0'].includes(process.env.CI));

/** Runs the suite's files that are not known to pass, remembers those that do, and sums up the whole suite. */
function runSuite(all) {
  const before = readFingerprints(root, process.env);
  const record = readRecord(recordFile);
  const remembered = all ? [] : unchanged(record, before);
  const left = [...before.keys()].filter((file) => !remembered.includes(file));
  const { status, results } = left.length === 0 ? nothing : runFiles(remembered.length === 0 ? [] : left);
  if (results === undefined) process.exit(status || 1);
  // Another run may have ended meanwhile: what it wrote is kept.
  const next = updateRecord(readRecord(recordFile), results.files, before, readFingerprints(root, process.env));
  if (left.length > 0) writeRecord(recordFile, next);
  sumUp(
    remembered.map((file) => record.get(file)),
    results,
  );
  process.exitCode = status;
}

function runFiles(files) {
  const folder = mkdtempSync(join(tmpdir(), 'jiggy-tests-'));
  const path = join(folder, 'results.json');
  try {
    const env = { ...process.env, JIGGY_TEST_RESULTS: path };
    const { status } = spawnSync(process.execPath, [vitest, 'run', ...files], { cwd: root, stdio: 'inherit', env });
    return { status: status ?? 1, results: readResults(path) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readResults(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function sumUp(remembered, { errors, files }) {
  const counts = [...remembered, ...Object.values(files)];
  const sum = (list, name) => list.reduce((total, each) => total + (each[name] ?? 0), 0);
  if (remembered.length > 0) {
    const number = sum(remembered, 'passed').toLocaleString('en-US');
    console.log(
      `\n${number} of these passed before, and nothing they depend on has changed since (npm test -- --all runs them again)`,
    );
  }
  console.log(
    `\n${sum(counts, 'passed')} passed, ${sum(counts, 'failed') + errors} failed, ${sum(counts, 'skipped')} skipped`,
  );
}
