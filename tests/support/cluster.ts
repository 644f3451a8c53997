import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { temporaryFolder } from './temporary.js';
import { startTestServer } from './test-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** An administrator's URL on the run's PostgreSQL; tests make their own database with `createDatabase`. */
    databaseUrl: string;
    /** A folder for what test files share; removed at the end of the run. */
    runFolder: string;
  }
}

/** One PostgreSQL for the whole run; stopped and removed at its end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const runFolder = mkdtempSync(join(temporaryFolder, `jiggy-test-${String(process.pid)}-`));
  chmodSync(runFolder, 0o755);
  project.provide('databaseUrl', server.url);
  project.provide('runFolder', runFolder);
  return async () => {
    await server.stop();
    rmSync(runFolder, { recursive: true, force: true });
  };
}
