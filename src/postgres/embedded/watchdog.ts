/**
 * The process that owns an embedded server: `watchdog.js '{"folder":…,"projectRoot":…,"idleMilliseconds":…}'`. It is
 * started by `ensureServer` in a session of its own, tells how the start went on descriptor 3, and lives as long as its
 * server is wanted. The server goes down with it, however it ends.
 */
import { closeSync, writeSync } from 'node:fs';
import { homeIn } from './home.js';
import { serve, type WatchdogReport } from './serve.js';
import type { WatchdogOrder } from './spawn-watchdog.js';

const order = JSON.parse(process.argv[2] ?? '{}') as WatchdogOrder;
process.title = `jiggy watchdog ${order.projectRoot}`;

const stop = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const)
  process.on(name, () => {
    stop.abort();
  });
process.on('SIGHUP', () => undefined);

let reported = false;

function report(message: WatchdogReport): void {
  if (reported) return; // the descriptor's number may be in other use by now
  reported = true;
  try {
    writeSync(3, `${JSON.stringify(message)}\n`);
    closeSync(3);
  } catch {
    // the command that asked is gone; the server serves the next one
  }
}

await serve(homeIn(order.folder, order.projectRoot), {
  idleMilliseconds: order.idleMilliseconds,
  stop: stop.signal,
  report,
});
process.exit();
