import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DiagnosticError, problem } from '../../core/diagnostic.js';
import type { Account } from './account.js';
import { majorVersion, type Binaries } from './binaries.js';
import { ensureCluster, removeUnfinishedClusters } from './cluster.js';
import { explainFailure } from './explain.js';
import type { DeathGuard } from './guard.js';
import { accountFor, type ServerHome } from './home.js';
import type { ServerLog } from './log.js';
import { thisMachine } from './machine.js';
import { clusterName, endLeftovers, readPostmasterFile, spawnPostmaster } from './postmaster.js';
import { readableBinaries } from './readable.js';
import { serverSettings, settingsFile } from './settings.js';
import { prepareSocketFolder, socketFolderOf } from './socket-folder.js';
import { replaceWhole } from './whole-file.js';

/** A server that this process started and that accepts connections. */
export interface StartedServer {
  readonly socketDirectory: string;
  readonly account: Account;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  readonly hasEnded: () => boolean;
  /** SIGINT: fast, sessions are ended and the data is written; SIGQUIT: at once; SIGKILL: the last resort. */
  readonly kill: (signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL') => void;
}

/** Starts the server of a home, whatever state a kill left it in. The caller holds the home's lock. */
export async function startServer(home: ServerHome, log: ServerLog, guard?: DeathGuard): Promise<StartedServer> {
  const { dataDirectory } = home;
  const account = accountFor(home);
  const binaries = readableBinaries(account);
  await removeUnfinishedClusters(dataDirectory, account);
  await endLeftovers(dataDirectory, account);
  checkVersion(home, binaries);
  await ensureCluster(dataDirectory, { binaries, account, include: '../server.conf', durable: true });
  const socketDirectory = socketFolderOf(home.folder, account);
  prepareSocketFolder(socketDirectory, account);
  replaceWhole(join(home.folder, '.gitignore'), '*\n'); // data is never to be committed
  replaceWhole(join(home.folder, 'project.txt'), `${home.projectRoot}\n`); // for people who find a state folder
  replaceWhole(join(home.folder, 'server.conf'), settingsFile(serverSettings(thisMachine(), 'durable')));
  replaceWhole(join(home.folder, 'server.hba.conf'), hostBasedAuthentication);
  const logged = log.size();
  const child = spawnPostmaster({
    binaries,
    account,
    dataDirectory,
    log: log.file,
    ...(guard === undefined ? {} : { guard }),
    settings: {
      listen_addresses: '',
      port: '5432',
      unix_socket_directories: socketDirectory,
      unix_socket_permissions: '0700',
      hba_file: join(home.folder, 'server.hba.conf'),
      cluster_name: clusterName(dataDirectory),
    },
  });
  const server = started(child, home, account, socketDirectory, log);
  while (readPostmasterFile(dataDirectory)?.status !== 'ready') {
    if (server.hasEnded()) {
      const output = log.since(logged);
      throw new DiagnosticError(explainFailure('postgres', output, { directory: dataDirectory, user: account.name }));
    }
    await sleep(3);
  }
  return server;
}

/**
 * Who is on the other side of the socket is decided by the socket's folder, which is open to one user alone. Only the
 * roles made for loopback connections (types are generated over TCP) need a password.
 */
const hostBasedAuthentication = `local all /^jiggy_loopback_ scram-sha-256
local all all trust
local replication all trust
`;

function started(
  child: ChildProcess,
  home: ServerHome,
  account: Account,
  socketDirectory: string,
  log: ServerLog,
): StartedServer {
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      over = true;
      resolve();
    };
    child.once('close', end);
    child.once('error', (error) => {
      log.write(error.message);
      end();
    });
  });
  return {
    socketDirectory,
    account,
    ended,
    hasEnded: () => over,
    kill(signal) {
      const pid = signal === 'SIGKILL' ? readPostmasterFile(home.dataDirectory)?.pid : undefined;
      if (pid === undefined) child.kill(signal);
      else process.kill(pid, signal); // below a guarding shell the child is not the server itself
    },
  };
}

/** Says so before the server would: data of another major version, or something that is no data at all. */
function checkVersion({ dataDirectory }: ServerHome, binaries: Binaries): void {
  if (!existsSync(dataDirectory)) return;
  const file = join(dataDirectory, 'PG_VERSION');
  const made = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  const ours = String(majorVersion(binaries));
  if (made === ours) return;
  const hint = 'Start anew with jiggy db reset --yes (the data is rebuilt from your files), or use DATABASE_URL.';
  throw new DiagnosticError(
    made === undefined
      ? problem('postgres/no-cluster', `${dataDirectory} is there but holds no PostgreSQL data.`, { hint })
      : problem(
          'postgres/other-version',
          `The data in ${dataDirectory} was made by PostgreSQL ${made}; this is ${ours}.`,
          {
            hint: `Use the version of jiggy that made it. ${hint}`,
          },
        ),
  );
}
