import type { Database, Session } from '../core/ports.js';

/** A database that tells each statement before it is sent. Bound values are not told. */
export function tellingDatabase(database: Database, tell: (sql: string) => void): Database {
  const telling = (session: Session): Session => ({
    query(statement, parameters) {
      tell(typeof statement === 'string' ? statement : statement.sql);
      return session.query(statement, parameters);
    },
    copyIn(sql, rows) {
      tell(sql);
      return session.copyIn(sql, rows);
    },
    get pid() {
      return session.pid;
    },
  });
  return {
    session: (purpose, work) => database.session(purpose, (session) => work(telling(session))),
    transaction: (purpose, options, work) =>
      database.transaction(purpose, options, (session) => work(telling(session))),
    cancel: () => database.cancel(),
  };
}

/**
 * Puts stars for secrets: values of DBT_ENV_SECRET... variables, and others that the caller knows. A secret of one or two
 * letters is none; stars for it would only make the text unreadable.
 */
export function scrubber(
  env: Readonly<Record<string, string | undefined>>,
  others: readonly unknown[],
): (text: string) => string {
  const named = Object.entries(env).flatMap(([name, value]) => (name.startsWith('DBT_ENV_SECRET') ? [value] : []));
  const secrets = [...named, ...others].filter((each): each is string => typeof each === 'string' && each.length > 2);
  return (text) => secrets.reduce((scrubbed, secret) => scrubbed.replaceAll(secret, '*****'), text);
}
