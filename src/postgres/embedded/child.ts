import { spawn } from 'node:child_process';

/** Runs a program to its end with a clean environment; never rejects. */
export async function run(
  program: string,
  args: readonly string[],
  identity: { uid?: number; gid?: number },
  cwd = '/',
  input = '',
): Promise<{ status: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...identity, cwd, env: cleanEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stdin.on('error', () => undefined).end(input);
    child.on('error', (error) => {
      resolve({ status: -1, output: `${output}${error.message}` });
    });
    child.on('close', (status) => {
      resolve({ status: status ?? -1, output });
    });
  });
}

/** What the server's programs may see of the environment: no PGDATA, PGPORT or PGOPTIONS of the user's own server. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const path = process.env['PATH'];
  return { ...(path === undefined ? {} : { PATH: path }), LC_ALL: 'C', TZ: 'UTC' };
}
