import type { ConnectionSettings, Target } from '../core/project.js';
import { Dict } from '../jinja/values.js';

type ProfileSettings = Extract<ConnectionSettings, { readonly origin: 'profiles.yml' }>;

/** `target`, without the password. */
export function targetValue(target: Target, connection?: ConnectionSettings): Dict {
  const settings = connection?.origin === 'profiles.yml' ? connection : undefined;
  return Dict.from({
    host: target.host,
    port: target.port,
    user: target.user,
    database: target.database,
    schema: target.schema,
    ...settingsOf(settings),
    application_name: 'dbt',
    autocommit: false,
    retries: 1,
    dbname: target.database,
    type: 'postgres',
    threads: target.threads,
    name: target.name,
    target_name: target.name,
    profile_name: target.profile,
  });
}

function settingsOf(settings: ProfileSettings | undefined): { readonly [name: string]: string | number | null } {
  return {
    connect_timeout: settings?.connectTimeoutSeconds ?? 10,
    role: settings?.role ?? null,
    search_path: settings?.searchPath ?? null,
    keepalives_idle: settings?.keepalivesIdleSeconds ?? 0,
    sslmode: settings?.sslmode ?? null,
    sslcert: settings?.sslcert ?? null,
    sslkey: settings?.sslkey ?? null,
    sslrootcert: settings?.sslrootcert ?? null,
  };
}
