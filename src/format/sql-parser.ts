import { fingerprintSync, hasSqlDetails, loadModule, parseSync } from 'libpg-query';

/** PostgreSQL's own parser: the fingerprint of a text, or where it is wrong (a character offset). */
export interface SqlParser {
  fingerprint(sql: string): ParsedSql;
}

export type ParsedSql =
  | { readonly kind: 'parsed'; readonly fingerprint: string }
  | { readonly kind: 'wrong'; readonly message: string; readonly offset: number };

/** Loads the parser, which is WebAssembly. */
export async function loadSqlParser(): Promise<SqlParser> {
  await loadModule();
  return { fingerprint };
}

function fingerprint(sql: string): ParsedSql {
  if (sql.trim() === '') return { kind: 'parsed', fingerprint: '' };
  try {
    return { kind: 'parsed', fingerprint: fingerprintSync(sql) };
  } catch (error) {
    return { kind: 'wrong', message: messageOf(error), offset: errorOffset(sql) };
  }
}

/** Only parsing says where it stumbled. */
function errorOffset(sql: string): number {
  try {
    parseSync(sql);
  } catch (error) {
    const offset = hasSqlDetails(error) ? (error.sqlDetails?.cursorPosition ?? -1) : -1;
    if (offset >= 0) return offset;
  }
  return sql.length;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
