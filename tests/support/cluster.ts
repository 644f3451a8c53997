import type { TestProject } from 'vitest/node';
import { startTestServer } from './test-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** An administrator's URL on the run's PostgreSQL; tests make their own database with `createDatabase`. */
    databaseUrl: string;
  }
}

/** One PostgreSQL for the whole run; stopped and removed at its end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  project.provide('databaseUrl', server.url);
  return server.stop;
}
