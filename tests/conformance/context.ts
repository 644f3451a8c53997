import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Check } from './check.js';
import { mustRun, root } from './command.js';
import { compareCompiled, readCompiled } from './compiled.js';
import { profileEnvironment } from './dbt.js';

const NAME = 'conformance_context';

/**
 * Compiles a project whose templates use all of dbt's context with dbt and with jiggy, on one database in which dbt built
 * what they ask about, and compares the SQL. Both work in a copy of the project.
 */
export async function compareContext(bench: {
  readonly url: string;
  readonly folder: string;
}): Promise<readonly Check[]> {
  await createDatabase(bench.url);
  const copy = join(bench.folder, NAME);
  cpSync(join(root, 'tests', 'conformance', 'projects', 'context'), copy, { recursive: true });
  const url = new URL(bench.url);
  url.pathname = `/${NAME}`;
  const env = {
    ...profileEnvironment(url.href),
    JIGGY_CONTEXT_SET: 'set',
    DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
  };
  const dbt = join(root, '.venv-dbt', 'bin', 'dbt');
  const at = ['--project-dir', copy, '--profiles-dir', copy];
  const theirs = join(bench.folder, 'context-dbt');
  await mustRun(dbt, ['--quiet', 'run', '--select', 'tag:base', ...at, '--target-path', theirs], env);
  await mustRun(dbt, ['--quiet', 'compile', ...at, '--target-path', theirs], env);
  await mustRun(process.execPath, [join(root, 'dist', 'cli.js'), 'compile', ...at], env);
  const checks = compareCompiled(
    readCompiled(join(theirs, 'compiled'), NAME),
    readCompiled(join(copy, 'target', 'compiled'), NAME),
  );
  return checks.map((check) => ({ ...check, area: 'context' }));
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`drop database if exists ${NAME}`);
    await client.query(`create database ${NAME} template template0`);
  } finally {
    await client.end();
  }
}
