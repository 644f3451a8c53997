import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Check, compareByName } from './check.js';
import { root, runCommand } from './command.js';
import { compareCompiled, readCompiled } from './compiled.js';
import { createDatabase } from './database.js';
import { profileEnvironment } from './dbt.js';
import { dbtSteps } from './dbt-steps.js';
import { compareEntries, readManifest } from './manifests.js';

/** A published package whose own integration tests are compared. */
interface Published {
  /** Of the checkout. */
  readonly folder: string;
  /** What the project installs: name in dbt -> checkout. */
  readonly installs: Readonly<Record<string, string>>;
}

const DBT_UTILS = { dbt_utils: 'dbt-utils' };

const PUBLISHED: readonly Published[] = [
  { folder: 'dbt-utils', installs: DBT_UTILS },
  { folder: 'dbt-expectations', installs: { dbt_expectations: 'dbt-expectations', dbt_date: 'dbt-date' } },
  { folder: 'dbt-date', installs: { dbt_date: 'dbt-date' } },
  { folder: 'dbt-audit-helper', installs: { audit_helper: 'dbt-audit-helper', ...DBT_UTILS } },
  { folder: 'dbt-codegen', installs: { codegen: 'dbt-codegen', ...DBT_UTILS } },
];

/** What `comparePackages` compared, and the packages that are not there. */
export interface PackagesCompared {
  readonly checks: readonly Check[];
  readonly absent: readonly string[];
}

/**
 * The integration tests of published packages, from checkouts in the folder that JIGGY_DBT_PACKAGES names: dbt loads their
 * seeds and builds their models, then both parse and compile, on one database.
 */
export async function comparePackages(bench: {
  readonly url: string;
  readonly folder: string;
}): Promise<PackagesCompared> {
  const given = process.env['JIGGY_DBT_PACKAGES'];
  const present = PUBLISHED.filter(({ folder, installs }) =>
    [folder, ...Object.values(installs)].every((each) => given !== undefined && existsSync(join(given, each))),
  );
  const checks: Check[] = [];
  for (const each of present) checks.push(...(await comparePackage(bench, resolve(given ?? ''), each)));
  return { checks, absent: PUBLISHED.filter((each) => !present.includes(each)).map(({ folder }) => folder) };
}

async function comparePackage(
  bench: { readonly url: string; readonly folder: string },
  checkouts: string,
  { folder, installs }: Published,
): Promise<readonly Check[]> {
  const database = `conformance_${folder.replaceAll('-', '_')}`;
  const url = await createDatabase(bench.url, database);
  const project = join(bench.folder, 'packages', folder);
  install(project, checkouts, folder, installs);
  const at = ['--project-dir', project, '--profiles-dir', project];
  const [parsed, compiled] = [join(project, 'target-parse'), join(project, 'target-dbt')];
  const env = profileEnvironment(url);
  const built = ['--target-path', join(project, 'target-built')];
  const [, , parse, compile] = await dbtSteps(
    project,
    [
      ['seed', ...at, ...built],
      ['run', ...at, ...built],
      ['parse', '--no-partial-parse', ...at, '--target-path', parsed],
      ['compile', ...at, '--target-path', compiled],
    ],
    env,
  );
  const ended = parse?.success === true && compile !== undefined && compile.exception === null;
  if (!ended)
    return [{ area: 'package', name: folder, difference: `dbt: ${parse?.exception ?? compile?.exception ?? '?'}` }];
  const cli = join(root, 'dist', 'cli.js');
  const target = join(project, 'target');
  const parsing = await runCommand(process.execPath, [cli, 'parse', ...at], env);
  if (parsing.code !== 0) return [{ area: 'package', name: folder, difference: `jiggy parse: ${parsing.output}` }];
  const ours = readManifest(target);
  const compiling = await runCommand(process.execPath, [cli, 'compile', ...at], env);
  const codes = new Map<string, number | null>([['exit code of compile', compile.success ? 0 : 1]]);
  return [
    ...compareByName('package', codes, new Map([['exit code of compile', compiling.code]]), (left, right) =>
      left === right ? undefined : `dbt ${String(left)}, jiggy ${String(right)}: ${compiling.output.slice(-1500)}`,
    ),
    ...compareByName('package', readManifest(parsed), ours, compareEntries),
    ...compareCompiled(
      readCompiled(join(compiled, 'compiled'), database),
      readCompiled(join(target, 'compiled'), database),
    ),
  ].map((check) => ({ ...check, area: 'package', name: `${folder}: ${check.name}` }));
}

/** The project with everything that it installs below dbt_packages, as `dbt deps` leaves it. */
function install(project: string, checkouts: string, folder: string, installs: Published['installs']): void {
  cpSync(join(checkouts, folder, 'integration_tests'), project, { recursive: true });
  rmSync(join(project, 'package-lock.yml'), { force: true });
  mkdirSync(join(project, 'dbt_packages'));
  const wanted = Object.keys(installs).map((name) => `  - local: dbt_packages/${name}\n`);
  writeFileSync(join(project, 'packages.yml'), `packages:\n${wanted.join('')}`); // dbt compares their number only
  for (const [name, checkout] of Object.entries(installs)) {
    const to = join(project, 'dbt_packages', name);
    cpSync(join(checkouts, checkout), to, { recursive: true, filter: (path) => !path.endsWith('/.git') });
    rmSync(join(to, 'integration_tests'), { recursive: true, force: true });
  }
  writeFileSync(join(project, 'profiles.yml'), PROFILE);
}

const PROFILE = `integration_tests:
  target: postgres
  outputs:
    postgres:
      type: postgres
      host: "{{ env_var('JIGGY_CONFORMANCE_HOST') }}"
      port: "{{ env_var('JIGGY_CONFORMANCE_PORT') | as_number }}"
      user: "{{ env_var('JIGGY_CONFORMANCE_USER') }}"
      password: "{{ env_var('JIGGY_CONFORMANCE_PASSWORD', '') }}"
      dbname: "{{ env_var('JIGGY_CONFORMANCE_DBNAME') }}"
      schema: it
      threads: 4
`;
