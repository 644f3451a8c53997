/**
 * `embedded-command.mjs ensure|keep|stop FOLDER`: what a command of jiggy does with the embedded server, and no more.
 * `serve` is a watchdog that guards its server by a shell, as on systems without a signal at a parent's death.
 * It runs the compiled program, as commands do.
 */
import { join } from 'node:path';
import { DiagnosticError } from '../../dist/core/diagnostic.js';
import { homeIn } from '../../dist/postgres/embedded/home.js';
import { serve } from '../../dist/postgres/embedded/serve.js';
import { ensureServer } from '../../dist/postgres/embedded/server.js';
import { stopServer } from '../../dist/postgres/embedded/stop-server.js';

const [verb, projectRoot = ''] = process.argv.slice(2);
try {
  process.stdout.write(JSON.stringify(await act()));
} catch (error) {
  process.stdout.write(JSON.stringify(error instanceof DiagnosticError ? error.diagnostics : String(error)));
  process.exitCode = 2;
}

function act() {
  if (verb === 'stop') return stopServer({ projectRoot });
  if (verb === 'serve') return guarded();
  return ensureServer({ projectRoot, keepRunning: verb === 'keep' });
}

async function guarded() {
  const stop = new AbortController();
  process.on('SIGTERM', () => {
    stop.abort();
  });
  const reports = [];
  const home = homeIn(join(projectRoot, '.jiggy'), projectRoot);
  await serve(home, {
    idleMilliseconds: 60_000,
    stop: stop.signal,
    guard: 'shell',
    report: ({ kind }) => reports.push(kind),
  });
  return reports;
}
