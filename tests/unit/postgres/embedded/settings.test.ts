import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serverSettings, settingsFile } from '../../../../src/postgres/embedded/settings.js';

const GB = 1024 ** 3;

describe('durable settings', () => {
  test('of a laptop with 16 GB and 8 cores', () => {
    expect(serverSettings({ memoryBytes: 16 * GB, cores: 8 }, 'durable')).toEqual({
      timezone: 'UTC',
      log_timezone: 'UTC',
      datestyle: 'ISO, YMD',
      max_locks_per_transaction: '1024',
      client_connection_check_interval: '1s',
      max_connections: '100',
      log_line_prefix: '%m [%p] %a ',
      log_checkpoints: 'off',
      shared_buffers: '4096MB',
      effective_cache_size: '9830MB',
      work_mem: '64MB',
      maintenance_work_mem: '1024MB',
      hash_mem_multiplier: '2',
      max_worker_processes: '12',
      max_parallel_workers: '8',
      max_parallel_workers_per_gather: '4',
      max_parallel_maintenance_workers: '4',
      max_wal_size: '4096MB',
      min_wal_size: '256MB',
      checkpoint_timeout: '15min',
      checkpoint_completion_target: '0.9',
      wal_compression: 'pglz',
      random_page_cost: '1.1',
      effective_io_concurrency: '64',
      default_statistics_target: '200',
    });
  });

  test('never switch off what keeps data safe', () => {
    const settings = serverSettings({ memoryBytes: 4 * GB, cores: 2 }, 'durable');
    expect(Object.keys(settings)).not.toEqual(expect.arrayContaining(['fsync']));
    expect(settings).not.toHaveProperty('synchronous_commit');
    expect(settings).not.toHaveProperty('full_page_writes');
  });

  test('stay within what the machine has, whatever its size', () => {
    const machines = fc.record({
      memoryBytes: fc.integer({ min: GB / 4, max: 2048 * GB }),
      cores: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(machines, (machine) => {
        const settings = serverSettings(machine, 'durable');
        const megabytes = (name: string): number => Number(/^(\d+)MB$/.exec(settings[name] ?? '')?.[1]);
        const memory = machine.memoryBytes / 1024 ** 2;
        expect(megabytes('shared_buffers')).toBeGreaterThanOrEqual(32);
        expect(megabytes('shared_buffers')).toBeLessThanOrEqual(memory / 4);
        expect(megabytes('shared_buffers')).toBeLessThanOrEqual(8192);
        expect(megabytes('effective_cache_size')).toBeLessThanOrEqual(memory);
        expect(megabytes('work_mem')).toBeGreaterThanOrEqual(4);
        expect(megabytes('work_mem')).toBeLessThanOrEqual(256);
        expect(Number(settings['max_parallel_workers'])).toBeLessThan(Number(settings['max_worker_processes']));
        expect(Number(settings['max_parallel_workers_per_gather'])).toBeLessThanOrEqual(
          Number(settings['max_parallel_workers']),
        );
      }),
    );
  });

  test('keep parallel queries out of a shared memory that is too small for them', () => {
    const container = { memoryBytes: 4 * GB, cores: 2, sharedMemoryBytes: 64 * 1024 ** 2 };
    expect(serverSettings(container, 'durable')).toMatchObject({ dynamic_shared_memory_type: 'mmap' });
    expect(serverSettings({ ...container, sharedMemoryBytes: GB }, 'durable')).not.toHaveProperty(
      'dynamic_shared_memory_type',
    );
  });
});

test('fast settings do not depend on the machine, and give up safety', () => {
  const small = serverSettings({ memoryBytes: GB, cores: 1 }, 'fast');
  expect(small).toEqual(serverSettings({ memoryBytes: 64 * GB, cores: 64 }, 'fast'));
  expect(small).toMatchObject({
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    timezone: 'UTC',
    max_locks_per_transaction: '1024',
  });
});

test('a settings file quotes every value', () => {
  expect(settingsFile({ work_mem: '64MB', cluster_name: "it's" }).split('\n').slice(1)).toEqual([
    "work_mem = '64MB'",
    "cluster_name = 'it''s'",
    '',
  ]);
});
