import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What a command left behind. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  /** Both streams, for messages. */
  readonly output: string;
}

/** Runs a command in the repository and waits for it; a code other than 0 is no error here. */
export function runCommand(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout, output });
    });
  });
}

/** `runCommand` for a command that must end with one of `codes`; else an error with the end of what it said. */
export async function mustRun(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  codes: readonly number[] = [0],
): Promise<Finished> {
  const finished = await runCommand(command, args, env);
  if (finished.code !== null && codes.includes(finished.code)) return finished;
  const said = finished.output.trim().split('\n').slice(-30).join('\n');
  throw new Error(`${command} ${args.join(' ')} ended with ${String(finished.code)}:\n${said}`);
}
