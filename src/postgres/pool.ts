import createConnectionPool from '@databases/pg';
import type { ConnectionPool } from '@databases/pg';
import type { Dial } from './connect.js';

/** A pool for typed application queries (run log, migrations). Close it with `dispose()`. */
export function poolOf(dial: Dial, applicationName: string, size = 1): ConnectionPool {
  return createConnectionPool.default({
    ...addressOf(dial.config),
    applicationName,
    poolSize: size,
    bigIntMode: 'number',
    // Dead idle connections are dropped and replaced; the query that needs one says if that fails.
    onError: () => undefined,
  });
}

function addressOf(config: Dial['config']): Parameters<typeof createConnectionPool.default>[0] & object {
  if (config.connectionString !== undefined) return { connectionString: config.connectionString };
  return {
    host: config.host ?? 'localhost',
    port: config.port ?? 5432,
    user: config.user ?? '',
    password: typeof config.password === 'string' ? config.password : '',
    database: config.database ?? '',
    ssl: typeof config.ssl === 'object' ? config.ssl : config.ssl === true ? 'no-verify' : 'disable',
  };
}
