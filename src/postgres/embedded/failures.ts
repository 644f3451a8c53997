import { DiagnosticError, problem } from '../../core/diagnostic.js';
import type { ServerHome } from './home.js';

/** How long a server that runs may leave a command without an answer, in milliseconds. */
export const answerPatience = 60_000;

/** How long a command waits for a server that starts (it may have much to recover) or stops, in milliseconds. */
export const patience = 10 * 60_000;

/** Another container or machine that shares the folder runs a server on it. */
export function servedElsewhere(home: ServerHome): DiagnosticError {
  return new DiagnosticError(
    problem(
      'postgres/served-elsewhere',
      `The database in ${home.dataDirectory} is in use from another container or machine.`,
      {
        hint: 'Stop it there (jiggy db stop). Two servers on one set of files would destroy them.',
      },
    ),
  );
}

/** The watchdog ended without a word, several times. */
export function watchdogDied(home: ServerHome): DiagnosticError {
  return new DiagnosticError(
    problem(
      'postgres/watchdog-died',
      'The process that looks after the embedded PostgreSQL ended again and again while it was starting.',
      {
        hint: `Its log says more: ${home.logFile}`,
      },
    ),
  );
}

/** Nothing came of waiting. `lastWords` is what the last attempt to connect ended with. */
export function notAnswering(home: ServerHome, lastWords?: string): DiagnosticError {
  return new DiagnosticError(
    problem('postgres/not-answering', 'The embedded PostgreSQL does not answer.', {
      ...(lastWords === undefined ? {} : { also: [{ note: lastWords }] }),
      hint: `Its log says more: ${home.logFile}. jiggy db stop ends it.`,
    }),
  );
}
