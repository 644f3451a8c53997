import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, root, runCommand } from './command.js';
import { type NodeOutcome, nameOfResult } from './results.js';

/** Real dbt on one database; it writes below a folder of its own, so that nothing of jiggy's is touched. */
export interface Dbt {
  /** Builds with these arguments added; ends with dbt's exit code. */
  readonly build: (...more: readonly string[]) => Promise<number | null>;
  /** Of the last build. */
  readonly results: () => ReadonlyMap<string, NodeOutcome>;
  /** The answers to `ls` with each of these arguments. */
  readonly list: (cases: readonly (readonly string[])[]) => Promise<readonly (readonly string[])[]>;
  readonly compiled: string;
}

/** The folder of the repository's profiles.yml. */
export const profiles = join(root, 'tests', 'conformance');

const BIN = join(root, '.venv-dbt', 'bin');

export function dbtOn(databaseUrl: string, folder: string): Dbt {
  const env = { ...profileEnvironment(databaseUrl), DBT_SEND_ANONYMOUS_USAGE_STATS: 'false' };
  const target = join(folder, 'target');
  const common = [
    ...['--project-dir', root, '--profiles-dir', profiles],
    ...['--target-path', target, '--log-path', join(folder, 'logs')],
  ];
  return {
    compiled: join(target, 'compiled', 'jiggy'),
    build: async (...more) => (await runCommand(join(BIN, 'dbt'), ['--quiet', 'build', ...more, ...common], env)).code,
    results: () => readResults(join(target, 'run_results.json')),
    list: async (cases) => {
      const answers = join(folder, 'listings.json');
      await mustRun(
        join(BIN, 'python'),
        [join(profiles, 'list.py'), answers, JSON.stringify(common), JSON.stringify(cases)],
        env,
      );
      return JSON.parse(readFileSync(answers, 'utf8')) as string[][];
    },
  };
}

/** What tests/conformance/profiles.yml reads. */
export function profileEnvironment(databaseUrl: string): NodeJS.ProcessEnv {
  const url = new URL(databaseUrl);
  return {
    JIGGY_CONFORMANCE_HOST: decodeURIComponent(url.hostname),
    JIGGY_CONFORMANCE_PORT: url.port === '' ? '5432' : url.port,
    JIGGY_CONFORMANCE_USER: decodeURIComponent(url.username),
    JIGGY_CONFORMANCE_PASSWORD: decodeURIComponent(url.password),
    JIGGY_CONFORMANCE_DBNAME: decodeURIComponent(url.pathname.slice(1)),
  };
}

interface RunResults {
  readonly results: readonly {
    readonly unique_id: string;
    readonly status: string;
    readonly failures: number | null;
    readonly adapter_response: { readonly rows_affected?: number; readonly code?: string };
  }[];
}

function readResults(path: string): ReadonlyMap<string, NodeOutcome> {
  const { results } = JSON.parse(readFileSync(path, 'utf8')) as RunResults;
  return new Map(
    results.map(({ unique_id: id, status, failures, adapter_response: response }) => {
      const counted = status === 'success' && ['SELECT', 'INSERT'].includes(response.code ?? '');
      return [nameOfResult(id), { status, failures, rows: counted ? (response.rows_affected ?? null) : null }];
    }),
  );
}
