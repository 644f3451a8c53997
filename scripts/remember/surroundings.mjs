// What a test run depends on besides the project's files.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const NAMES =
  /^(?:JIGGY_|DBT_|PG|LC_|XDG_|DOCKER_|TESTCONTAINERS_)|^(?:TEST_DATABASE_URL|DATABASE_URL|CI|HOME|LANG|LANGUAGE|NODE_OPTIONS|TMPDIR|TZ|USER)$/;
const PROGRAMS = ['docker', 'psql', 'python3', 'setpriv'];

/** Node, machine, user and the environment's variables: what even a test without a file can see. */
export function describeProcess(env) {
  const variables = Object.entries(env).filter(([name]) => NAMES.test(name));
  return [process.version, process.platform, process.arch, process.getuid?.() ?? 0, variables.sort()];
}

/** What lies around the project: real data and cases, programs, Python's modules. Sizes and times stand for contents. */
export function describeAround(root, env) {
  return [
    ...listing(resolve(root, env.JIGGY_DATA_DIR ?? '../shared/data')),
    ...listing(resolve(root, '../shared/cases')),
    ...PROGRAMS.map((name) => [name, findProgram(name, env)]),
    ...pythonModules(env.JIGGY_PYTHON ?? 'python3', env),
    ...stamp(join(root, '.venv-dbt', 'pyvenv.cfg')),
    ...listing(join(root, '.venv-dbt', 'bin')),
  ];
}

/** Path, size and time of every file below a folder; nothing where there is no folder. */
export function listing(folder) {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return [[folder, 'absent']];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? listing(path) : stamp(path);
    });
}

/** What is there; nothing also where this user may not look, as in folders of PATH that belong to somebody else. */
function look(path) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function stamp(path) {
  const stat = look(path);
  return [[path, stat ? [stat.size, stat.mtimeMs] : 'absent']];
}

function findProgram(name, env) {
  const places = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  const found = places.find((path) => look(path)?.isFile());
  return found === undefined ? 'absent' : stamp(found);
}

function pythonModules(python, env) {
  const code = "from importlib.util import find_spec as f; print([bool(f(m)) for m in ('yaml', 'jinja2')])";
  return [['python', spawnSync(python, ['-c', code], { encoding: 'utf8', env }).stdout ?? 'absent']];
}
