import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverAccount, type Account } from '../../src/postgres/embedded/account.js';
import { ensureCluster } from '../../src/postgres/embedded/cluster.js';
import { readableBinaries } from '../../src/postgres/embedded/readable.js';
import { readPostmasterFile, spawnPostmaster } from '../../src/postgres/embedded/postmaster.js';
import { serverSettings } from '../../src/postgres/embedded/settings.js';
import { socketUrl } from '../../src/postgres/embedded/url.js';
import { dataFolder, removeLeftOvers } from './temporary.js';

/**
 * A throw-away server with fast settings, owned by this process: it goes down with it. Its folder is removed by `stop`,
 * or, after a kill, by the next run.
 */
export async function startTestCluster(template?: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const account = serverAccount();
  if (account === undefined) throw new Error('Neither a user postgres nor nobody is here to run PostgreSQL as.');
  removeLeftOvers();
  const home = mkdtempSync(join(dataFolder, `jiggy-test-${String(process.pid)}-`));
  chmodSync(home, 0o755);
  const socketDirectory = join(home, 's');
  makePrivate(socketDirectory, account);
  const dataDirectory = join(home, 'data');
  const binaries = readableBinaries(account);
  if (template === undefined) await ensureCluster(dataDirectory, { binaries, account, durable: false });
  else execFileSync('cp', ['-a', template, dataDirectory]);
  const logFile = join(home, 'server.log');
  const log = openSync(logFile, 'a');
  const settings = {
    ...serverSettings({ memoryBytes: 0, cores: 1 }, 'fast'),
    listen_addresses: '',
    unix_socket_directories: socketDirectory,
  };
  const server = spawnPostmaster({ binaries, account, dataDirectory, settings, log });
  closeSync(log);
  const ended = new Promise<void>((resolve) =>
    server.once('close', () => {
      resolve();
    }),
  );
  while (readPostmasterFile(dataDirectory)?.status !== 'ready') {
    if (server.exitCode !== null) throw new Error(`The test server did not start:\n${readFileSync(logFile, 'utf8')}`);
    await sleep(5);
  }
  return {
    url: socketUrl(socketDirectory, 'postgres'),
    stop: async () => {
      server.kill('SIGQUIT'); // nothing here is worth a checkpoint
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function makePrivate(directory: string, account: Account): void {
  mkdirSync(directory, { mode: 0o700 });
  if (account.switched) chownSync(directory, account.uid, account.gid);
}
