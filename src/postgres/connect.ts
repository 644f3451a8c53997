import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Diagnostic } from '../core/diagnostic.js';
import { DiagnosticError, problem } from '../core/diagnostic.js';
import type { ConnectionOrigin, ConnectionSettings } from '../core/project.js';
import { parseValue } from './values.js';

/** Where a connection goes, without its secret. */
export interface Endpoint {
  readonly origin: ConnectionOrigin;
  /** Host name, address, or the folder of a unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Where the settings were found, as people read it. */
  readonly label: string;
}

/** Settings that can be dialled, and what may be said about them. */
export interface Dial {
  readonly endpoint: Endpoint;
  readonly config: pg.ClientConfig;
  /** Statements for a new connection: role and search_path of the profile. */
  readonly onConnect: readonly string[];
}

type Reachable = Exclude<ConnectionSettings, { origin: 'embedded' }>;

/** Prepares a connection from settings; does not connect yet. `embeddedUrl` stands for the embedded server. */
export function dialOf(settings: ConnectionSettings, embeddedUrl?: string): Dial {
  if (settings.origin === 'embedded') {
    if (embeddedUrl === undefined) throw new Error('The embedded server has no URL yet.');
    return fromUrl('embedded', embeddedUrl);
  }
  return settings.origin === 'profiles.yml' ? fromProfile(settings) : fromUrl(settings.origin, settings.url);
}

function fromUrl(origin: ConnectionOrigin, url: string): Dial {
  const config = common({ connectionString: url });
  try {
    return { endpoint: endpointOf(config, origin, origin), config, onConnect: [] };
  } catch {
    // The parser's own message repeats the URL, which holds the password.
    throw new DiagnosticError(
      problem('connection/bad-url', `The database URL from ${origin} cannot be read.`, {
        hint: 'It must look like postgresql://user:password@host:5432/database; write special characters in the password as %XX.',
      }),
    );
  }
}

function fromProfile(settings: Extract<Reachable, { origin: 'profiles.yml' }>): Dial {
  const config = common({
    host: settings.host,
    port: settings.port,
    user: settings.user,
    password: settings.password,
    database: settings.database,
    connectionTimeoutMillis: settings.connectTimeoutSeconds * 1000,
    ssl: sslOf(settings),
  });
  const onConnect = [
    ...(settings.role ? [`set role ${pg.escapeIdentifier(settings.role)}`] : []),
    ...(settings.searchPath
      ? [`select set_config('search_path', ${pg.escapeLiteral(settings.searchPath)}, false)`]
      : []),
  ];
  return { endpoint: endpointOf(config, 'profiles.yml', settings.label), config, onConnect };
}

function common(config: pg.ClientConfig): pg.ClientConfig {
  return {
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: {
      getTypeParser: (oid: number) => (text: string) => parseValue(oid, text),
    },
    ...config,
  };
}

/** libpq's sslmode: `verify-*` check the server, `require` and below take any certificate. */
function sslOf(settings: Extract<Reachable, { origin: 'profiles.yml' }>): NonNullable<pg.ClientConfig['ssl']> {
  const mode = settings.sslmode ?? 'prefer';
  if (mode === 'disable' || mode === 'allow' || mode === 'prefer') return false;
  return {
    rejectUnauthorized: mode.startsWith('verify'),
    ...(mode === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
    ...(settings.sslrootcert ? { ca: readFileSync(settings.sslrootcert, 'utf8') } : {}),
    ...(settings.sslcert ? { cert: readFileSync(settings.sslcert, 'utf8') } : {}),
    ...(settings.sslkey ? { key: readFileSync(settings.sslkey, 'utf8') } : {}),
  };
}

function endpointOf(config: pg.ClientConfig, origin: ConnectionOrigin, label: string): Endpoint {
  const { host, port, database, user } = new pg.Client(config);
  return { origin, label, host, port, database: database ?? '', user: user ?? '' };
}

/** `localhost:5432`, or the folder of the socket. */
export function hostLabel(endpoint: Pick<Endpoint, 'host' | 'port'>): string {
  return endpoint.host.startsWith('/') ? endpoint.host : `${endpoint.host}:${endpoint.port}`;
}

/** Opens one connection. Failures become one clear `connection/...` diagnostic with its cure. */
export async function connect(dial: Dial, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({ ...dial.config, application_name: applicationName.slice(0, 63) });
  // A lost connection also rejects the query under way; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(sessionDefaults);
    for (const statement of dial.onConnect) await client.query(statement);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw new DiagnosticError(explainFailure(error, dial.endpoint), { cause: error });
  }
}

/** Text forms that the engine relies on; the server must notice within a second that a runner was killed. */
const sessionDefaults = `set datestyle = 'ISO, MDY'; set intervalstyle = 'postgres'; set extra_float_digits = 1;
  set client_min_messages = 'warning'; set client_connection_check_interval = '1s'; set bytea_output = 'hex'`;

function explainFailure(error: unknown, endpoint: Endpoint): Diagnostic {
  const where = `${hostLabel(endpoint)}, database ${endpoint.database}, user ${endpoint.user} (from ${endpoint.label})`;
  const code = errorCode(error);
  const known = causes.find((each) => each.codes.includes(code));
  const reason = error instanceof Error ? error.message : String(error);
  return problem(`connection/${known?.name ?? 'failed'}`, `Cannot connect to ${where}: ${reason || code}.`, {
    hint: known?.cure ?? 'Check host, port, database and user; `jiggy debug` shows where each setting comes from.',
  });
}

function errorCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string') return code;
  const message = error instanceof Error ? error.message : '';
  if (/timeout/i.test(message)) return 'ETIMEDOUT';
  return /password/i.test(message) ? '28P01' : '';
}

const causes: readonly { readonly name: string; readonly codes: readonly string[]; readonly cure: string }[] = [
  {
    name: 'refused',
    codes: ['ECONNREFUSED', 'ENOENT'],
    cure: 'No server answers there. Start it, or correct host and port; without DATABASE_URL and profile jiggy uses its embedded server.',
  },
  { name: 'unknown-host', codes: ['ENOTFOUND', 'EAI_AGAIN'], cure: 'That host name is not known. Check its spelling.' },
  {
    name: 'timeout',
    codes: ['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
    cure: 'The host did not answer. Check the address and the firewall.',
  },
  { name: 'password', codes: ['28P01', '28000'], cure: 'Check user and password; the server refused them.' },
  { name: 'no-database', codes: ['3D000'], cure: 'That database does not exist. Create it, or correct the name.' },
  {
    name: 'too-many',
    codes: ['53300'],
    cure: 'The server has no free connection. Close some, or raise max_connections.',
  },
  { name: 'starting', codes: ['57P03'], cure: 'The server is starting or stopping. Try again in a moment.' },
];
