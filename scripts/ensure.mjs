// What every entry script needs first: a Node that is new enough, the locked packages, and a compiled dist/.
// Plain JavaScript on Node alone, since it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const lockFile = join(root, 'package-lock.json');
const installStamp = join(root, 'node_modules', '.jiggy-installed');

/** Stops with a sentence when this Node is older than package.json asks for. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`jiggy needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(2);
}

/** Runs `npm ci` when node_modules is missing or was installed from another lock file. */
export function requirePackages() {
  requireNode();
  const wanted = fingerprint([lockFile]);
  if (existsSync(installStamp) && readFileSync(installStamp, 'utf8') === wanted) return;
  console.error('Installing packages (npm ci) ...');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { ...process.env, NODE_ENV: 'development' });
  mkdirSync(dirname(installStamp), { recursive: true });
  writeFileSync(installStamp, wanted);
}

/** Compiles src/ to dist/ when a source file is newer than the last build. */
export function requireBuild() {
  const built = join(root, 'dist', '.tsbuildinfo');
  const newest = newestChange([join(root, 'src'), join(root, 'tsconfig.json'), join(root, 'tsconfig.build.json')]);
  const entry = join(root, 'dist', 'cli.js');
  if (existsSync(built) && existsSync(entry) && statSync(built).mtimeMs >= newest) return;
  run(process.execPath, [join(root, 'scripts', 'compile.mjs')]);
}

/** Runs a command in the project's root with inherited output; ends this process with its exit code when it fails. */
export function run(command, args, env = process.env) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  if (error) {
    console.error(`Cannot run ${command}: ${error.message}`);
    process.exit(2);
  }
  if (status !== 0) process.exit(status ?? 1);
}

function fingerprint(files) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function newestChange(paths) {
  let newest = 0;
  for (const path of paths) {
    const stat = statSync(path);
    newest = Math.max(newest, stat.mtimeMs);
    if (stat.isDirectory()) newest = Math.max(newest, newestChange(readdirSync(path).map((name) => join(path, name))));
  }
  return newest;
}
