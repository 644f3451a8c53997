/** What a machine has to offer: memory in bytes and processor cores. */
export interface Machine {
  readonly memoryBytes: number;
  readonly cores: number;
  /** Room for POSIX shared memory in bytes, where it is limited. */
  readonly sharedMemoryBytes?: number;
}

/** `durable` for the warehouse; `fast` for tests only: a crash of the machine may lose everything. */
export type SettingsKind = 'durable' | 'fast';

const MB = 1024 * 1024;

/**
 * Server settings for one warehouse on one machine, as PostgreSQL writes them. Memory follows the usual rule of a quarter
 * for the server's own cache; `work_mem` is what remains for that many sorts at once, and never more than 256 MB.
 * https://www.postgresql.org/docs/18/runtime-config-resource.html
 */
export function serverSettings(machine: Machine, kind: SettingsKind): Readonly<Record<string, string>> {
  return kind === 'durable' ? { ...common, ...durable(machine) } : { ...common, ...fast };
}

const common = {
  timezone: 'UTC',
  log_timezone: 'UTC',
  datestyle: 'ISO, YMD',
  // One transaction creates, analyses and renames every relation of a build; each of them holds a lock to the end.
  max_locks_per_transaction: '1024',
  // A client that was killed must not keep its query, and its locks, running.
  client_connection_check_interval: '1s',
  max_connections: '100',
  log_line_prefix: '%m [%p] %a ',
  log_checkpoints: 'off',
} as const;

const fast = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  maintenance_work_mem: '64MB',
  autovacuum_naptime: '1h',
  max_wal_size: '1GB',
  checkpoint_timeout: '1h',
} as const;

function durable({ memoryBytes, cores, sharedMemoryBytes = Infinity }: Machine): Record<string, string> {
  const memory = Math.floor(memoryBytes / MB);
  const processors = Math.max(1, Math.floor(cores));
  const perGather = clamp(Math.ceil(processors / 2), 1, 8);
  return {
    shared_buffers: megabytes(clamp(memory / 4, 32, 8192)),
    effective_cache_size: megabytes(clamp(memory * 0.6, 64, memory)),
    work_mem: megabytes(clamp(memory / (32 * processors), 4, 256)),
    maintenance_work_mem: megabytes(clamp(memory / 16, 32, 1024)),
    hash_mem_multiplier: '2',
    max_worker_processes: String(Math.max(8, processors + 4)),
    max_parallel_workers: String(processors),
    max_parallel_workers_per_gather: String(perGather),
    max_parallel_maintenance_workers: String(perGather),
    // Parallel queries share memory; the 64 MB of a plain container are soon full, the data directory is not.
    ...(sharedMemoryBytes < 256 * MB ? { dynamic_shared_memory_type: 'mmap' } : {}),
    // A build rewrites whole tables: room for WAL means fewer checkpoints in the middle of it.
    max_wal_size: megabytes(clamp(memory / 4, 1024, 8192)),
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    wal_compression: 'pglz',
    random_page_cost: '1.1',
    effective_io_concurrency: '64',
    default_statistics_target: '200',
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

function megabytes(value: number): string {
  return `${String(Math.floor(value))}MB`;
}

/** The text of a settings file. */
export function settingsFile(settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return `# Written anew at every start. To override a setting, put it at the end of postgres/postgresql.conf.\n${lines.join('\n')}\n`;
}
