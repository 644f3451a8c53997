import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Watchdogs that tests start are the compiled ones, as for users: from source each takes a second longer to start. */
const compiled = join(import.meta.dirname, 'dist/postgres/embedded/spawn-watchdog.js');
const alias = existsSync(compiled) ? [{ find: /^\.\/spawn-watchdog\.js$/, replacement: compiled }] : [];

/** `*.test.ts` is pure or needs the file system only; `*.test.pg.ts` needs PostgreSQL and gets one cluster per run. */
export default defineConfig({
  resolve: { alias },
  test: {
    reporters: ['default', './tests/support/summary-reporter.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // A process and its loaded modules serve many files: no test changes what another one sees.
    isolate: false,
    setupFiles: ['./tests/support/no-colour.ts'],
    // Many tests wait for servers to start and stop: more workers than cores keep the cores busy.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'postgres', include: ['tests/**/*.test.pg.ts'], globalSetup: ['tests/support/cluster.ts'] },
      },
    ],
  },
});
