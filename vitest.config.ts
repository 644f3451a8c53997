import { defineConfig } from 'vitest/config';

/** `*.test.ts` is pure or needs the file system only; `*.test.pg.ts` needs PostgreSQL and gets one cluster per run. */
export default defineConfig({
  test: {
    reporters: ['default', './tests/support/summary-reporter.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
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
