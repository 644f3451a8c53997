import { startTestCluster } from './test-cluster.js';

/** A PostgreSQL for one run of the tests. */
export interface TestServer {
  /** Of a user who may create databases. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * TEST_DATABASE_URL if it is set, else a container if JIGGY_TEST_CONTAINERS=1 (image JIGGY_TEST_IMAGE, default
 * `jiggy/postgres:18`), else an embedded server (on a copy of `template`, where there is one). Never DATABASE_URL, which may be somebody's production.
 */
export async function startTestServer(env: NodeJS.ProcessEnv = process.env, template?: string): Promise<TestServer> {
  const given = env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() };
  if (env['JIGGY_TEST_CONTAINERS'] === '1') return startContainer(env['JIGGY_TEST_IMAGE'] ?? 'jiggy/postgres:18');
  return startTestCluster(template);
}

/** Loaded only when asked for: testcontainers takes half a second to import. */
async function startContainer(image: string): Promise<TestServer> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer(image)
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_locks_per_transaction=1024'])
    .start();
  return {
    url: container.getConnectionUri(),
    stop: async () => {
      await container.stop();
    },
  };
}
