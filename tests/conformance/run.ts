/**
 * Builds the warehouse with dbt and with jiggy from the same raw rows and compares what they made. `--quick` leaves out the
 * large sample and most listings. The last line is `N passed, N failed, N skipped`; the exit code is 1 when anything differs.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { startTestServer } from '../support/test-server.js';
import { type Check, compareByName } from './check.js';
import { mustRun, root } from './command.js';
import { compareCompiled, readCompiled } from './compiled.js';
import { compareBroken } from './broken/compare.js';
import { compareContext } from './context.js';
import { administer, databaseUrl, nameOf } from './database.js';
import { dbtOn } from './dbt.js';
import { compiledByJiggy, jiggyOn, readRunLog } from './jiggy.js';
import { compareListings, listings, nameOfListing } from './listings.js';
import { compareRelations } from './relations.js';
import { compareResults } from './results.js';
import { compareManifests } from './manifests.js';
import { comparePackages } from './packages.js';
import { perturbations } from './perturbations.js';
import { compareRecording } from './selection/still-answers.js';

interface Workbench {
  /** Of an administrator. */
  readonly url: string;
  /** For files of this run. */
  readonly folder: string;
}

/** Two databases that hold the same raw rows, and what builds them. */
interface Pair {
  readonly dbtUrl: string;
  readonly jiggyUrl: string;
  readonly dbtFolder: string;
}

async function main(quick: boolean): Promise<void> {
  const server = await startTestServer();
  const folder = mkdtempSync(join(tmpdir(), 'jiggy-conformance-'));
  const checks: Check[] = [];
  let skipped = 0;
  try {
    const bench = { url: server.url, folder };
    const sample = await preparePair(bench, 'sample', await generateSample(folder, 300));
    checks.push(...(await compareBuilds(sample, 'sample')));
    checks.push(...(await compareNames(sample, quick)));
    checks.push(...(await compareDevelopers(sample)));
    say('Comparing manifests ...');
    checks.push(...(await compareManifests(folder)));
    checks.push(...(await checkTheChecker(bench, sample)));
    say("Compiling templates that use all of dbt's context ...");
    checks.push(...(await compareContext(bench)));
    if (!quick) {
      say('Giving both small broken projects ...');
      checks.push(...(await compareBroken(folder)));
      say('Comparing published packages ...');
      const packages = await comparePackages(bench);
      checks.push(...packages.checks);
      skipped += packages.absent.length;
      for (const name of packages.absent) {
        console.log(`SKIPPED: ${name} with what it needs is not in the folder that JIGGY_DBT_PACKAGES names.`);
      }
      const large = await preparePair(bench, 'large', await generateSample(folder, 20_000));
      checks.push(...(await compareBuilds(large, 'large')));
      say('Asking dbt again for the recorded selections ...');
      checks.push(...(await compareRecording(folder)));
    }
    const exported = resolve(root, process.env['JIGGY_DATA_DIR'] ?? '../shared/data', 'jiggy', 'jiggy_ecommerce.csv');
    if (existsSync(exported)) {
      checks.push(...(await compareBuilds(await preparePair(bench, 'export', exported), 'export')));
    } else {
      skipped += 1;
      console.log(`SKIPPED: the comparison on the shop's export: there is no ${exported} (JIGGY_DATA_DIR).`);
    }
  } catch (error) {
    checks.push({ area: 'command', name: 'all commands end well', difference: String(error) });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  say('Done.');
  report(checks, skipped);
}

/** Progress, with the seconds since the start. */
function say(text: string): void {
  console.log(`${String(Math.round(performance.now() / 1000)).padStart(4)} s  ${text}`);
}

async function generateSample(folder: string, orders: number): Promise<string> {
  const file = join(folder, 'sample.csv');
  const args = ['generate', '--orders', String(orders), '--seed', '7', '--dirt', '0.05'];
  const cli = join(root, 'dist', 'cli.js');
  await mustRun('/bin/sh', ['-c', 'exec "$0" "$@" > "$JIGGY_SAMPLE"', process.execPath, cli, ...args], {
    JIGGY_SAMPLE: file,
  });
  return file;
}

/** Migrates and ingests once, then copies the whole database: both builds start from the very same rows. */
async function preparePair({ url, folder }: Workbench, name: string, file: string): Promise<Pair> {
  const [ours, theirs] = [`conformance_${name}_jiggy`, `conformance_${name}_dbt`];
  say(`Loading ${name} ...`);
  await administer(url, `drop database if exists ${ours}`, `create database ${ours} template template0`);
  const jiggyUrl = databaseUrl(url, ours);
  await jiggyOn(jiggyUrl).migrate();
  await jiggyOn(jiggyUrl).ingest(file);
  await administer(url, `drop database if exists ${theirs}`, `create database ${theirs} template ${ours}`);
  return { jiggyUrl, dbtUrl: databaseUrl(url, theirs), dbtFolder: join(folder, name) };
}

async function compareBuilds(pair: Pair, label: string): Promise<readonly Check[]> {
  say(`Building ${label} with dbt and with jiggy ...`);
  const dbt = dbtOn(pair.dbtUrl, pair.dbtFolder);
  const [dbtCode, jiggyCode] = await Promise.all([dbt.build(), jiggyOn(pair.jiggyUrl).build()]);
  const both = await withClients(pair.dbtUrl, pair.jiggyUrl, async (theirs, ours) => [
    ...(await compareRelations(theirs, ours)),
    ...compareResults(dbt.results(), await readRunLog(ours)),
  ]);
  return [...compareCodes(dbtCode, jiggyCode), ...both].map((check) => ({
    ...check,
    name: `${check.name} (${label})`,
  }));
}

function compareCodes(dbt: number | null, jiggy: number | null): readonly Check[] {
  return compareByName('result', new Map([['exit code', dbt]]), new Map([['exit code', jiggy]]), (left, right) =>
    left === right && left !== null ? undefined : `dbt ${String(left)}, jiggy ${String(right)}`,
  );
}

/** A developer's build: through the profile, into schemas of their own, beside what target prod built. */
async function compareDevelopers(pair: Pair): Promise<readonly Check[]> {
  say('Building some models as a developer, through the profile ...');
  const select = ['--select', '+fct_daily_sales', '--indirect-selection', 'buildable'];
  const codes = await Promise.all([
    dbtOn(pair.dbtUrl, pair.dbtFolder).build(...select, '--target', 'dev'),
    jiggyOn(pair.jiggyUrl).buildDev(...select),
  ]);
  const checks = await withClients(pair.dbtUrl, pair.jiggyUrl, compareRelations);
  const developers = checks.filter((check) => check.name.startsWith('dev_'));
  const some = developers.length > 0 ? developers : [{ area: 'relation', name: 'dev_*', difference: 'there is none' }];
  return [...compareCodes(...codes), ...some].map((check) => ({ ...check, name: `${check.name} (target dev)` }));
}

/** What does not depend on the rows: `ls` and compiled SQL. */
async function compareNames(pair: Pair, quick: boolean): Promise<readonly Check[]> {
  say('Comparing listings and compiled SQL ...');
  const dbt = dbtOn(pair.dbtUrl, pair.dbtFolder);
  const jiggy = jiggyOn(pair.jiggyUrl);
  const cases = listings(quick);
  const [theirs, ours] = await Promise.all([dbt.list(cases), listAll(jiggy.list, cases)]);
  const byName = (answers: readonly (readonly string[])[]): ReadonlyMap<string, readonly string[]> =>
    new Map(cases.map((args, index) => [nameOfListing(args), answers[index] ?? ['(no answer)']]));
  await jiggy.compile();
  return [
    ...compareListings(byName(theirs), byName(ours)),
    ...compareCompiled(
      readCompiled(dbt.compiled, nameOf(pair.dbtUrl)),
      readCompiled(compiledByJiggy, nameOf(pair.jiggyUrl)),
    ),
  ];
}

async function listAll(
  list: (args: readonly string[]) => Promise<readonly string[]>,
  cases: readonly (readonly string[])[],
): Promise<readonly (readonly string[])[]> {
  const answers: (readonly string[])[] = [];
  for (const args of cases) answers.push(await list(args).catch((error: unknown) => [`failed: ${String(error)}`]));
  return answers;
}

/** A comparison that cannot fail is worth nothing: changes one thing in a copy and expects that to be noticed. */
async function checkTheChecker({ url }: Workbench, pair: Pair): Promise<readonly Check[]> {
  say('Checking that the comparison notices differences ...');
  const checks: Check[] = [];
  const copy = 'conformance_perturbed';
  for (const { name, relation, sql } of perturbations) {
    await administer(url, `drop database if exists ${copy}`, `create database ${copy} template ${nameOf(pair.dbtUrl)}`);
    const noticed = await withClients(pair.dbtUrl, databaseUrl(url, copy), async (theirs, perturbed) => {
      await perturbed.query(sql);
      return (await compareRelations(theirs, perturbed)).filter((check) => check.difference !== undefined);
    });
    const right = noticed.length > 0 && noticed.every((check) => relation === undefined || check.name === relation);
    const found = noticed.map((check) => check.name).join(', ') || 'nothing';
    checks.push({ area: 'self-check', name, ...(right ? {} : { difference: `it reported ${found}` }) });
  }
  return checks;
}

function report(checks: readonly Check[], skipped: number): void {
  const failed = checks.filter((check) => check.difference !== undefined);
  for (const { area, name, difference } of failed) console.log(`FAILED ${area} ${name}\n       ${difference ?? ''}`);
  for (const area of new Set(checks.map((check) => check.area))) {
    const of = checks.filter((check) => check.area === area);
    const good = of.filter((check) => check.difference === undefined).length;
    console.log(`${area.padEnd(12)} ${String(good)} of ${String(of.length)} agree`);
  }
  const passed = checks.length - failed.length;
  console.log(`\n${String(passed)} passed, ${String(failed.length)} failed, ${String(skipped)} skipped`);
  process.exitCode = failed.length > 0 || passed === 0 ? 1 : 0;
}

async function withClients<T>(
  left: string,
  right: string,
  work: (left: Client, right: Client) => Promise<T>,
): Promise<T> {
  const clients = [new Client({ connectionString: left }), new Client({ connectionString: right })] as const;
  try {
    await Promise.all(clients.map((client) => client.connect()));
    return await work(...clients);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

await main(process.argv.includes('--quick'));
