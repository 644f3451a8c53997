// One hash for each test file over everything that it can depend on. When in doubt, that is the whole project.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createClosures } from './imports.mjs';
import { describeAround, describeProcess } from './surroundings.mjs';

/** Folders that are made, at the root; those of the second list wherever they are. Git ignores them all. */
const MADE_AT_ROOT = ['.cache', '.venv-dbt', 'coverage', 'dbt_packages', 'dist'];
const MADE = ['.git', '.jiggy', 'logs', 'node_modules', 'target', '__pycache__'];
const TEST_FILE = /^tests\/.*\.test(?:\.pg)?\.ts$/;
const PROSE = /^(?:[^/]+\.md|LICENSE|docs\/.*\.md)$/;
const NAMES_PROSE = /README|CHANGELOG|CONTRIBUTING|ARCHITECTURE|LICENSE|['"`/]docs['"`/]/;
/** What decides how every test file runs, besides the files that vitest.config.ts names. */
const ALWAYS = /^(?:vitest\.config\.ts|package(?:-lock)?\.json|tsconfig[^/]*\.json)$/;

/** The suite's test files and their fingerprints. */
export function readFingerprints(root, env) {
  const hashOf = createHasher(root);
  const files = filesBelow(root);
  const closure = createClosures(root);
  const common = hash([describeProcess(env), commonFiles(root, files, closure).map((file) => [file, hashOf(file)])]);
  let around;
  const all = (file, seen) => {
    around ??= hash([describeAround(root, env), compiled(root).map((each) => [each, hashOf(each)])]);
    const prose = seen.some(
      (each) => each.startsWith('tests/') && NAMES_PROSE.test(readFileSync(join(root, each), 'utf8')),
    );
    return [
      around,
      ...files.filter((each) => each === file || (!TEST_FILE.test(each) && (prose || !PROSE.test(each)))),
    ];
  };
  const fingerprint = (file) => {
    const { files: seen, seesAll } = closure(file);
    const [rest, ...parts] =
      seesAll || file.endsWith('.pg.ts') ? all(file, seen) : ['', ...seen, ...snapshots(root, file)];
    return hash([common, rest, parts.map((each) => [each, hashOf(each)])]);
  };
  return new Map(files.filter((file) => TEST_FILE.test(file)).map((file) => [file, fingerprint(file)]));
}

/** All files of the project by path below the root, with forward slashes, without those that are made. */
export function filesBelow(root, folder = '') {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (MADE.includes(entry.name) || MADE_AT_ROOT.includes(path) || path.endsWith('.tsbuildinfo')) return [];
      return entry.isDirectory() ? filesBelow(root, path) : entry.isFile() ? [path] : [];
    });
}

function commonFiles(root, files, closure) {
  const config = readFileSync(join(root, 'vitest.config.ts'), 'utf8');
  const named = [...config.matchAll(/setupFiles: \[([^\]]*)\]/g)].flatMap(([, list]) => [
    ...list.matchAll(/'\.\/([^']+)'/g),
  ]);
  return [
    ...files.filter((file) => ALWAYS.test(file)),
    ...named.flatMap(([, file]) => closure(file).files),
    ...packages(root),
  ];
}

/** npm's own list of what is installed. */
function packages(root) {
  const list = 'node_modules/.package-lock.json';
  return existsSync(join(root, list)) ? [list] : [];
}

function compiled(root) {
  return existsSync(join(root, 'dist')) ? filesBelow(root, 'dist') : [];
}

function snapshots(root, file) {
  const path = file.replace(/([^/]+)$/, '__snapshots__/$1.snap');
  return existsSync(join(root, path)) ? [path] : [];
}

function createHasher(root) {
  const known = new Map();
  return (file) => {
    if (!known.has(file)) known.set(file, hash(readFileSync(join(root, file))));
    return known.get(file);
  };
}

function hash(content) {
  return createHash('sha256')
    .update(Buffer.isBuffer(content) ? content : JSON.stringify(content))
    .digest('hex');
}
