/**
 * A connection URL for a server behind a socket folder, in the form that libpq (psql), pg and @databases/pg all read:
 * the folder stands percent-encoded where the host name would.
 */
export function socketUrl(socketDirectory: string, database: string, user = 'postgres'): string {
  return `postgresql://${encodeURIComponent(user)}@${encodeURIComponent(socketDirectory)}/${encodeURIComponent(database)}`;
}
