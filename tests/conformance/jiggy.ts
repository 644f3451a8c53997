import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { mustRun, root, runCommand } from './command.js';
import { profileEnvironment, profiles } from './dbt.js';
import { type NodeOutcome, nameOfResult } from './results.js';

/** The built jiggy on one database, in target `prod` (no profile). */
export interface Jiggy {
  readonly migrate: () => Promise<void>;
  readonly ingest: (file: string) => Promise<void>;
  /** Ends with jiggy's exit code. */
  readonly build: () => Promise<number | null>;
  /** Builds these nodes as target `dev` of the repository's profile, which alone says where; ends with the exit code. */
  readonly buildDev: (...more: readonly string[]) => Promise<number | null>;
  /** Writes target/compiled anew. */
  readonly compile: () => Promise<void>;
  readonly list: (args: readonly string[]) => Promise<readonly string[]>;
}

export const compiledByJiggy = join(root, 'target', 'compiled', 'jiggy');

export function jiggyOn(databaseUrl: string): Jiggy {
  const cli = join(root, 'dist', 'cli.js');
  const at = ['--database-url', databaseUrl];
  const throughProfile = ['--profiles-dir', profiles];
  const profile = profileEnvironment(databaseUrl);
  return {
    migrate: async () => void (await mustRun(process.execPath, [cli, 'migrate', ...at])),
    ingest: async (file) => void (await mustRun(process.execPath, [cli, 'ingest', file, ...at])),
    build: async () => (await runCommand(process.execPath, [cli, 'build', ...at])).code,
    buildDev: async (...more) => {
      const args = [cli, 'build', ...more, ...throughProfile, '--target', 'dev'];
      return (await runCommand(process.execPath, args, profile)).code;
    },
    compile: async () => {
      rmSync(compiledByJiggy, { recursive: true, force: true }); // files of tests and models that are no more
      await mustRun(process.execPath, [cli, 'compile', ...throughProfile], profile);
    },
    list: async (args) => {
      const { stdout } = await mustRun(process.execPath, [cli, 'ls', ...args], {}, [0]);
      return stdout.split('\n').filter((line) => line !== '');
    },
  };
}

/** How the nodes of the last run ended, from the run log. */
export async function readRunLog(client: Client): Promise<ReadonlyMap<string, NodeOutcome>> {
  const { rows } = await client.query<{ id: string; status: string; failures: number | null; rows: number | null }>(
    `select node_id as id, status, failures::integer, rows::integer from ops.run_nodes
     where run_id = (select run_id from ops.runs where verb = 'build' order by started_at desc limit 1)`,
  );
  return new Map(rows.map(({ id, ...outcome }) => [nameOfResult(id), outcome]));
}
