import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeClusterTemplate } from './cluster-template.js';
import { dataFolder } from './temporary.js';
import { startTestServer } from './test-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** An administrator's URL on the run's PostgreSQL; tests make their own database with `createDatabase`. */
    databaseUrl: string;
    /** A data directory that was never started, for copies. */
    clusterTemplate: string;
  }
}

/** One PostgreSQL for the whole run; stopped and removed at its end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const runFolder = mkdtempSync(join(dataFolder, `jiggy-test-${String(process.pid)}-`));
  chmodSync(runFolder, 0o755);
  const template = await makeClusterTemplate(runFolder);
  const server = await startTestServer(process.env, template);
  project.provide('databaseUrl', server.url);
  project.provide('clusterTemplate', template);
  return async () => {
    await server.stop();
    rmSync(runFolder, { recursive: true, force: true });
  };
}
