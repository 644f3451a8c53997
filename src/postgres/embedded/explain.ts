import { DiagnosticError, problem, type Diagnostic } from '../../core/diagnostic.js';
import { nameOf } from './account.js';

/** What was being done, and where, when one of PostgreSQL's programs failed. */
interface Circumstances {
  readonly directory: string;
  /** Name of the user that it runs as. */
  readonly user: string;
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
    sign: /No space left on device|ENOSPC|EDQUOT|disk quota exceeded/i,
    explain: ({ directory }) => ({
      code: 'postgres/disk-full',
      message: `The embedded PostgreSQL has no room on the disk that holds ${directory}.`,
      hint: 'Free some space there (a warehouse needs a few hundred megabytes at least), then run the command again.',
    }),
  },
  {
    sign: /database files are incompatible with server|initialized by PostgreSQL version/i,
    explain: ({ directory }) => ({
      code: 'postgres/other-version',
      message: `The data in ${directory} was made by another major version of PostgreSQL.`,
      hint: 'Install the version of jiggy that made it, or start anew: jiggy db reset --yes (the data is rebuilt from your files).',
    }),
  },
  {
    sign: /could not look up effective user ID/i,
    explain: ({ user }) => ({
      code: 'postgres/no-user-entry',
      message: `This process runs as ${user}, which has no entry in /etc/passwd; PostgreSQL needs one.`,
      hint: 'Give that user an entry, run as another user, or use a server of your own: set DATABASE_URL.',
    }),
  },
  {
    sign: /error while loading shared libraries|ENOENT|GLIBC|cannot execute|Exec format error/i,
    explain: () => ({
      code: 'postgres/binaries-do-not-run',
      message: 'The embedded PostgreSQL does not run on this system.',
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
    sign: /(?:EPERM|EINVAL)[^\n]*(?:chown|spawn)|setpriv: set/i,
    explain: ({ user }) => ({
      code: 'postgres/cannot-switch-user',
      message: `PostgreSQL does not run as root, and ${user} may not start it as another user here (a container without that right).`,
      hint: 'Run jiggy as an ordinary user, or use a server of your own: set DATABASE_URL.',
    }),
  },
  {
    sign: /wrong ownership|must be started by the user that owns|Permission denied|EACCES|EPERM/i,
    explain: ({ directory, user }) => ({
      code: 'postgres/no-permission',
      message: `The embedded PostgreSQL, running as ${user}, may not use ${directory}.`,
      hint: `The folder must belong to ${user} (chown -R) and every folder above it must let that user through.`,
    }),
  },
];

/** Turns the output of a program that failed into one diagnostic with its cure; the program's own words are a note. */
export function explainFailure(what: string, output: string, at: Circumstances): Diagnostic {
  const said = lastWords(output);
  const cause = causes.find(({ sign }) => sign.test(output))?.explain(at);
  const also = said === '' ? {} : { also: [{ note: `${what} said: ${said}` }] };
  if (cause !== undefined) return problem(cause.code, cause.message, { hint: cause.hint, ...also });
  return problem('postgres/cannot-start', 'The embedded PostgreSQL could not be started.', {
    hint: 'jiggy db status tells where its log is. jiggy db reset starts anew; DATABASE_URL uses a server of your own.',
    ...also,
  });
}

const sayingWhy = /\b(?:FATAL|PANIC|ERROR|error|invalid|unrecognized|could not|cannot|E[A-Z]{3,})\b/;

/** The lines that say why, if there are any, else the last ones; without the time and process before each. */
function lastWords(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^\d{4}-\S+ \S+ \S+ \[\d+\] +/, '').trim());
  const why = lines.filter((line) => sayingWhy.test(line));
  return (why.length > 0 ? why : lines.filter((line) => line !== '')).slice(-3).join(' / ');
}

/** Any error of a start as diagnostics; what PostgreSQL or the system says about it is explained where it is known. */
export function diagnosticsOf(error: unknown, directory: string): readonly Diagnostic[] {
  if (error instanceof DiagnosticError) return error.diagnostics;
  const said = error instanceof Error ? error.message : String(error);
  return [explainFailure('the system', said, { directory, user: nameOf(process.getuid?.() ?? -1) })];
}
