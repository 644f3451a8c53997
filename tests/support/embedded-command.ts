/**
 * `embedded-command.ts ensure|keep|stop FOLDER`: what a command of jiggy does with the embedded server, and no more.
 * `serve` is a watchdog that guards its server by a shell, as on systems without a signal at a parent's death.
 */
import { join } from 'node:path';
import { DiagnosticError } from '../../src/core/diagnostic.js';
import { homeIn } from '../../src/postgres/embedded/home.js';
import { serve } from '../../src/postgres/embedded/serve.js';
import { ensureServer } from '../../src/postgres/embedded/server.js';
import { stopServer } from '../../src/postgres/embedded/stop-server.js';

const [verb, projectRoot = ''] = process.argv.slice(2);
try {
  process.stdout.write(JSON.stringify(await act()));
} catch (error) {
  process.stdout.write(JSON.stringify(error instanceof DiagnosticError ? error.diagnostics : String(error)));
  process.exitCode = 2;
}

async function act(): Promise<unknown> {
  if (verb === 'stop') return stopServer({ projectRoot });
  if (verb === 'serve') return guarded();
  return ensureServer({ projectRoot, keepRunning: verb === 'keep' });
}

async function guarded(): Promise<string[]> {
  const stop = new AbortController();
  process.on('SIGTERM', () => {
    stop.abort();
  });
  const reports: string[] = [];
  const home = homeIn(join(projectRoot, '.jiggy'), projectRoot);
  await serve(home, {
    idleMilliseconds: 60_000,
    stop: stop.signal,
    guard: 'shell',
    report: ({ kind }) => reports.push(kind),
  });
  return reports;
}
