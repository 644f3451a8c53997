import { problem, type Diagnostic } from '../../core/diagnostic.js';
import { majorVersion, type Binaries } from './binaries.js';
import type { Account } from './account.js';

/** What was being done, and where, when one of PostgreSQL's programs failed. */
interface Circumstances {
  readonly directory: string;
  readonly account: Account;
  readonly binaries: Binaries;
}

/** The causes that people meet, by what PostgreSQL or the operating system says about them. First match wins. */
const causes: readonly {
  readonly sign: RegExp;
  readonly explain: (at: Circumstances) => {
    readonly code: Diagnostic['code'];
    readonly message: string;
    readonly hint: string;
  };
}[] = [
  {
    sign: /No space left on device|ENOSPC|disk quota exceeded/i,
    explain: ({ directory }) => ({
      code: 'postgres/disk-full',
      message: `The embedded PostgreSQL has no room on the disk that holds ${directory}.`,
      hint: 'Free some space there (a warehouse needs a few hundred megabytes at least), then run the command again.',
    }),
  },
  {
    sign: /database files are incompatible with server|initialized by PostgreSQL version/i,
    explain: ({ directory, binaries }) => ({
      code: 'postgres/other-version',
      message: `The data in ${directory} was made by another major version than PostgreSQL ${String(majorVersion(binaries))}.`,
      hint: 'Install the version of jiggy that made it, or start anew: jiggy db reset --yes (the data is rebuilt from your files).',
    }),
  },
  {
    sign: /could not look up effective user ID/i,
    explain: ({ account }) => ({
      code: 'postgres/no-user-entry',
      message: `This process runs as ${account.name}, which has no entry in /etc/passwd; PostgreSQL needs one.`,
      hint: 'Give that user an entry, run as another user, or use a server of your own: set DATABASE_URL.',
    }),
  },
  {
    sign: /error while loading shared libraries|ENOENT|GLIBC|cannot execute|Exec format error/i,
    explain: ({ binaries }) => ({
      code: 'postgres/binaries-do-not-run',
      message: `The embedded PostgreSQL ${binaries.version} does not run on this system.`,
      hint: 'It needs glibc (not Alpine) and libstdc++. Use a server of your own: set DATABASE_URL or give --database-url.',
    }),
  },
  {
    sign: /could not create shared memory segment|could not map anonymous shared memory|Cannot allocate memory/i,
    explain: () => ({
      code: 'postgres/no-memory',
      message: 'The embedded PostgreSQL could not get the memory it asked for.',
      hint: 'Close other programs, or give this machine or container more memory.',
    }),
  },
  {
    sign: /wrong ownership|must be started by the user that owns|Permission denied|EACCES|EPERM/i,
    explain: ({ directory, account }) => ({
      code: 'postgres/no-permission',
      message: `The embedded PostgreSQL, running as ${account.name}, may not use ${directory}.`,
      hint: `The folder must belong to ${account.name} (chown -R) and every folder above it must let that user through.`,
    }),
  },
];

/** Turns the output of a program that failed into one diagnostic with its cure; the program's own words are a note. */
export function explainFailure(what: string, output: string, at: Circumstances): Diagnostic {
  const said = lastWords(output);
  const cause = causes.find(({ sign }) => sign.test(output))?.explain(at);
  const also = said === '' ? {} : { also: [{ note: `${what} said: ${said}` }] };
  if (cause !== undefined) return problem(cause.code, cause.message, { hint: cause.hint, ...also });
  return problem('postgres/cannot-start', `The embedded PostgreSQL could not be started (${what} failed).`, {
    hint: 'jiggy db status tells where its log is. jiggy db reset starts anew; DATABASE_URL uses a server of your own.',
    ...also,
  });
}

/** The lines that say why: errors if there are any, else the last ones. */
function lastWords(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const errors = lines.filter((line) => /\b(FATAL|PANIC|ERROR|error|could not|cannot|E[A-Z]{3,})\b/.test(line));
  return (errors.length > 0 ? errors : lines.filter((line) => line !== '')).slice(-3).join(' / ');
}
