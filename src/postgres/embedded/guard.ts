import { spawnSync } from 'node:child_process';

/** How a child learns that the process which started it is gone. */
export type DeathGuard = 'pdeathsig' | 'shell';

let guard: DeathGuard | undefined;

/** A signal from the kernel where util-linux's setpriv can ask for one (Linux), else a shell that holds a pipe. */
export function availableGuard(): DeathGuard {
  guard ??=
    spawnSync('setpriv', ['--pdeathsig', 'INT', '--', 'true'], { stdio: 'ignore' }).status === 0
      ? 'pdeathsig'
      : 'shell';
  return guard;
}
