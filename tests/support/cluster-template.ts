import { appendFileSync, chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { serverAccount } from '../../src/postgres/embedded/account.js';
import { ensureCluster } from '../../src/postgres/embedded/cluster.js';
import { readableBinaries } from '../../src/postgres/embedded/readable.js';

/**
 * A fresh cluster that was never started, to be copied: initdb takes a second, a copy a tenth of it. Its servers get by
 * with little memory, which makes each start quicker.
 */
export async function makeClusterTemplate(runFolder: string): Promise<string> {
  const account = serverAccount();
  if (account === undefined) throw new Error('Neither a user postgres nor nobody is here to run PostgreSQL as.');
  const folder = join(runFolder, 'template');
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  const data = join(folder, 'postgres');
  await ensureCluster(data, {
    binaries: readableBinaries(account),
    account,
    include: '../server.conf',
    durable: false,
  });
  appendFileSync(join(data, 'postgresql.conf'), "shared_buffers = '16MB'\n");
  return data;
}
