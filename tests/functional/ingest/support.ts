import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openProject } from '../../../src/cli/project.js';
import type { Outcome } from '../../../src/core/diagnostic.js';
import type { LoadReport } from '../../../src/core/load-report.js';
import type { Clock } from '../../../src/core/ports.js';
import type { SourceContract } from '../../../src/ingest/contract.js';
import { ingestFiles } from '../../../src/ingest/ingest-files.js';
import type { OnProgress } from '../../../src/ingest/progress.js';
import { contractsOf } from '../../../src/ingest/read-contract.js';
import { dialOf } from '../../../src/postgres/connect.js';
import { openDatabase } from '../../../src/postgres/database.js';
import { migrate } from '../../../src/postgres/migrate.js';
import { createDatabase } from '../../support/database.js';
import { column, contract } from '../../unit/ingest/support.js';

export const projectRoot = join(import.meta.dirname, '../../..');

export type Row = Readonly<Record<string, unknown>>;

/** A migrated database, a folder for files, and ingest on both. */
export interface Warehouse {
  readonly url: string;
  readonly folder: string;
  /** Writes a file into the folder and gives its path. */
  write(name: string, content: string | Buffer): string;
  ingest(
    paths: readonly string[],
    contracts: readonly SourceContract[],
    onProgress?: OnProgress,
  ): Promise<Outcome<readonly LoadReport[]>>;
  ask(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openWarehouse(): Promise<Warehouse> {
  const server = await createDatabase();
  const dial = dialOf({ origin: '--database-url', url: server.url });
  const database = openDatabase(dial);
  const migrated = await migrate({ dial, database, directory: join(projectRoot, 'migrations'), label: 'migrations' });
  if (migrated.diagnostics.length > 0) throw new Error(migrated.diagnostics[0]?.message);
  const folder = mkdtempSync(join(tmpdir(), 'jiggy-ingest-'));
  const client = new Client({ connectionString: server.url });
  await client.connect();
  return {
    url: server.url,
    folder,
    write: (name, content) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    ingest: (paths, contracts, onProgress) =>
      ingestFiles(paths, { contracts, database, clock, ...(onProgress ? { onProgress } : {}) }),
    ask: async (sql, values = []) => (await client.query<Row>(sql, [...values])).rows,
    close: async () => {
      await client.end();
      await server.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Always the same moment; `monotonic` runs on, as durations need. */
const clock: Clock = { now: () => new Date('2026-01-31T12:00:00Z'), monotonic: () => performance.now() };

/** The contract of the shop's export, as the project's .yml declares it. */
export async function shopContract(): Promise<SourceContract> {
  const { graph } = await openProject({ cwd: projectRoot, env: {}, embedded: true });
  const { value, diagnostics } = contractsOf([...graph.nodes.values()].filter((node) => node.kind === 'source'));
  const own = value.find((each) => each.name === 'shop.transactions');
  if (!own || diagnostics.length > 0) throw new Error(`no contract: ${JSON.stringify(diagnostics)}`);
  return own;
}

/** A small table with a column of each type. */
export const orders = contract(
  [
    column('id', { header: 'Id', type: 'integer', required: true }),
    column('day', { header: 'Day', type: 'date', required: true }),
    column('price', { header: 'Price', type: 'numeric' }),
    column('views', { header: 'Views', type: 'bigint' }),
    column('note', { header: 'Note' }),
  ],
  { duplicates: 'quarantine' },
);

export const ordersHeader = 'Id,Day,Price,Views,Note';

export const ordersTables = `
  create unlogged table raw.orders_landing (like raw.transactions_landing);
  ${dropColumns('raw.orders_landing', 'raw.transactions_landing')}
  alter table raw.orders_landing add id text, add day text, add price text, add views text, add note text;
  create table raw.orders (_file_id bigint not null, _line_no bigint not null,
    _txid xid8 not null default pg_current_xact_id(),
    id integer not null, day date not null, price numeric, views bigint, note text, primary key (_file_id, _line_no));`;

/** Leaves only the columns of the engine's own. */
function dropColumns(table: string, model: string): string {
  return `do $$ declare name text; begin
    for name in select attname from pg_attribute where attrelid = '${model}'::regclass and attnum > 0 and attname !~ '^_'
    loop execute format('alter table ${table} drop column %I', name); end loop; end $$;`;
}
