import { DiagnosticError, problem } from '../core/diagnostic.js';

/** The parts of a connection URL that may be shown. */
export interface UrlParts {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

const EXAMPLE = 'It looks like: postgresql://user:password@host:5432/database';

/**
 * Takes a PostgreSQL URL apart, without its password. libpq's defaults stand in for what is absent: the user for the
 * database, 5432. Throws `project/database-url` (which never shows the URL) where it cannot be read.
 */
export function parseConnectionUrl(
  text: string,
  origin: string,
  env: Readonly<Record<string, string | undefined>>,
): UrlParts {
  const url = readUrl(text);
  if (!url || !/^postgres(?:ql)?:$/.test(url.protocol)) {
    const what = url ? `starts with ${url.protocol}//` : 'is no URL';
    throw new DiagnosticError(
      problem('project/database-url', `${origin} ${what}; it must be a PostgreSQL URL.`, { hint: EXAMPLE }),
    );
  }
  const user = decode(url.username) || (env['PGUSER'] ?? env['USER'] ?? 'postgres');
  return {
    host: (url.searchParams.get('host') ?? decode(url.hostname)) || 'localhost',
    port: Number(url.port || url.searchParams.get('port') || 5432),
    user,
    database: decode(url.pathname.replace(/^\//, '')) || user,
  };
}

function readUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Broken percent escapes stay as they are. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
