import type { Database } from '../core/ports.js';
import type { ProjectConfig } from '../core/project.js';
import type { Dial } from '../postgres/connect.js';
import { dialOf, hostLabel } from '../postgres/connect.js';
import { openDatabase } from '../postgres/database.js';
import { ensureServer } from '../postgres/embedded/server.js';
import type { ServerFacts } from '../postgres/pooler.js';
import { inspectServer } from '../postgres/pooler.js';
import type { Context } from './context.js';
import { scrubber, tellingDatabase } from './sql-teller.js';

/** A server that answered and may be used. */
export interface Connection {
  readonly database: Database;
  readonly dial: Dial;
  readonly server: ServerFacts;
}

/**
 * Reaches the project's PostgreSQL (starting the embedded one where nothing else is configured), after saying on
 * stderr where that is and who said so. Ctrl-C cancels what runs on its connections.
 */
export async function connectProject(context: Context, root: string, config: ProjectConfig): Promise<Connection> {
  const dial = await dialProject(context, root, config);
  const { endpoint } = dial;
  context.note(
    context.errorStyle.faint(
      `Connecting to ${hostLabel(endpoint)}, database ${endpoint.database}, schema ${config.target.schema} (${originText(config, endpoint.label)})`,
    ),
  );
  const server = await inspectServer(dial);
  const scrub = scrubber(context.env, [dial.config.password]);
  const database = tellingDatabase(openDatabase(dial), (sql) => context.detail(context.errorStyle.faint(scrub(sql))));
  context.signal.addEventListener('abort', () => void database.cancel().catch(() => undefined));
  return { database, dial, server };
}

async function dialProject(context: Context, root: string, config: ProjectConfig): Promise<Dial> {
  if (config.connection.origin !== 'embedded') return dialOf(config.connection);
  const onProgress = (message: string): void => {
    context.note(message);
  };
  const server = await ensureServer({ projectRoot: root, onProgress, signal: context.signal });
  return dialOf(config.connection, server.url);
}

function originText(config: ProjectConfig, label: string): string {
  return label === 'embedded'
    ? `embedded PostgreSQL, target ${config.target.name}`
    : `from ${label}, target ${config.target.name}`;
}
