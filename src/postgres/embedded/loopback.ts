import { randomBytes } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import type { EmbeddedServer } from './server.js';

/**
 * Gives `work` a URL with which programs that only know TCP can read the database, for as long as it runs: a port on
 * 127.0.0.1, a role of its own that may read everything and write nothing, and a random password (SCRAM). The server
 * itself never listens on TCP; this process passes the bytes on to its socket, for that one role alone.
 *
 *     await withLoopback(server, (url) => generateTypes(url));
 */
export async function withLoopback<T>(server: EmbeddedServer, work: (url: string) => Promise<T>): Promise<T> {
  const role = `jiggy_loopback_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(24).toString('base64url');
  const admin = new Client({ connectionString: server.url, application_name: 'jiggy loopback' });
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    await admin.query(`create role ${role} login password '${password}' in role pg_read_all_data`);
    const { proxy, sockets } = await listen(server.socketDirectory, role);
    try {
      const { port } = proxy.address() as AddressInfo;
      const { pathname } = new URL(server.url);
      return await work(`postgresql://${role}:${password}@127.0.0.1:${String(port)}${pathname}`);
    } finally {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    }
  } finally {
    await endRole(admin, role).catch(() => undefined);
    await admin.end().catch(() => undefined);
  }
}

/** Sessions of the role may outlive their sockets by a moment. */
async function endRole(admin: Client, role: string): Promise<void> {
  await admin.query('select pg_terminate_backend(pid, 2000) from pg_stat_activity where usename = $1', [role]);
  await admin.query(`drop role if exists ${role}`);
}

async function listen(socketDirectory: string, role: string): Promise<{ proxy: Server; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket
      .setNoDelay(true)
      .on('close', () => sockets.delete(socket))
      .on('error', () => socket.destroy());
  };
  const proxy = createServer((incoming) => {
    keep(incoming);
    void admit(incoming, role).then((opening) => {
      if (opening === undefined) return incoming.destroy();
      const outgoing = keep(connect(join(socketDirectory, '.s.PGSQL.5432')));
      outgoing.write(opening);
      incoming.pipe(outgoing).pipe(incoming);
      return undefined;
    });
  });
  await new Promise<void>((resolve, reject) => {
    proxy.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return { proxy, sockets };
}

/** The longest opening message that PostgreSQL itself accepts. */
const longestOpening = 10_000;
const protocol3 = 3;
const encryptionRequests = [80877103, 80877104]; // TLS, GSSAPI

/**
 * Reads a client's opening message and gives it back when it asks for the one role that needs a password; any other
 * would be let in by the server without one. Encryption is declined: this is the loopback interface.
 * https://www.postgresql.org/docs/18/protocol-message-formats.html
 */
async function admit(incoming: Socket, role: string): Promise<Buffer | undefined> {
  let bytes = Buffer.alloc(0);
  for (;;) {
    while (bytes.length < 8 || bytes.length < bytes.readInt32BE(0)) {
      if (bytes.length > longestOpening || (bytes.length >= 4 && bytes.readInt32BE(0) > longestOpening))
        return undefined;
      const more = await nextBytes(incoming);
      if (more === undefined) return undefined;
      bytes = Buffer.concat([bytes, more]);
    }
    if (encryptionRequests.includes(bytes.readInt32BE(4))) {
      incoming.write('N');
      bytes = bytes.subarray(bytes.readInt32BE(0));
      continue;
    }
    return bytes.readInt16BE(4) === protocol3 && userOf(bytes) === role ? bytes : undefined;
  }
}

/** The parameters of an opening message are names and values that each end with a zero byte. */
function userOf(opening: Buffer): string | undefined {
  const parts = opening.toString('utf8', 8, opening.readInt32BE(0)).split('\0');
  const users = parts.filter((_, at) => at % 2 === 1 && parts[at - 1] === 'user');
  return users.length === 1 ? users[0] : undefined;
}

function nextBytes(socket: Socket): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const finish = (bytes?: Buffer): void => {
      socket.off('data', finish).off('end', finish).off('close', finish).off('error', finish);
      socket.pause();
      resolve(bytes);
    };
    const ended = (): void => {
      finish();
    };
    socket.once('data', finish).once('end', ended).once('close', ended).once('error', ended);
    socket.resume();
  });
}
