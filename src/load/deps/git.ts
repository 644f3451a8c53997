import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DiagnosticError, problem } from '../../core/diagnostic.js';
import { isFile } from '../find-project.js';
import type { GitPackage } from './package-spec.js';

/** A checkout: its folder, and the commit that it holds. */
export interface Checkout {
  readonly folder: string;
  readonly commit: string;
}

/**
 * Gets one revision of a repository into a new folder, without its history. `packages/git` where git is not there, the
 * repository does not answer or has no such revision. What git says is shown without credentials.
 */
export async function checkOut(spec: GitPackage, folder: string, signal: AbortSignal): Promise<Checkout> {
  if (spec.url.startsWith('-') || spec.revision?.startsWith('-')) throw failed(spec, 'its name begins with a dash');
  mkdirSync(folder, { recursive: true });
  const git = (...args: string[]): Promise<string> => run(spec, folder, args, signal);
  await git('init', '--quiet');
  const wanted = spec.revision ?? 'HEAD';
  const shallow = await git('fetch', '--quiet', '--depth', '1', '--', spec.url, wanted).catch(ignoreUnless(signal));
  if (shallow === undefined) {
    // Servers need not give a single commit by its hash: then all branches and tags are fetched.
    await git('fetch', '--quiet', '--tags', '--', spec.url, '+refs/heads/*:refs/remotes/origin/*');
  }
  const commit = shallow === undefined ? await anyCommit(git, wanted) : 'FETCH_HEAD';
  if (commit === undefined) throw failed(spec, `it has no branch, tag or commit ${wanted}`);
  await git('checkout', '--quiet', '--detach', commit);
  const hash = (await git('rev-parse', 'HEAD')).trim();
  rmSync(join(folder, '.git'), { recursive: true, force: true });
  const below = spec.subdirectory === undefined ? folder : join(folder, spec.subdirectory);
  if (spec.subdirectory?.split(/[/\\]/).includes('..')) throw failed(spec, 'subdirectory leads out of it');
  if (!(await isFile(join(below, 'dbt_project.yml')))) {
    throw failed(spec, `there is no dbt_project.yml in ${spec.subdirectory ?? 'it'}`);
  }
  return { folder: below, commit: hash };
}

function ignoreUnless(signal: AbortSignal): (error: unknown) => undefined {
  return (error) => {
    if (signal.aborted || isMissing(error)) throw error;
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof DiagnosticError && error.message.includes('not installed');
}

async function anyCommit(git: (...args: string[]) => Promise<string>, wanted: string): Promise<string | undefined> {
  for (const name of [`refs/remotes/origin/${wanted}`, `refs/tags/${wanted}`, wanted]) {
    const found = await git('rev-parse', '--quiet', '--verify', `${name}^{commit}`).catch(() => undefined);
    if (found !== undefined) return found.trim();
  }
  return undefined;
}

function run(spec: GitPackage, cwd: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', GIT_DIR: undefined, GIT_WORK_TREE: undefined };
  return new Promise((resolve, reject) => {
    execFile('git', args, { cwd, env, signal, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (error.code === 'ENOENT') reject(failed(spec, 'git is not installed'));
      else reject(failed(spec, said(spec, stderr)));
    });
  });
}

/** The last line of what git said, with the URL as it is written in packages.yml. */
function said(spec: GitPackage, stderr: string): string {
  const lines = stderr
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('fatal:') || line.startsWith('error:'));
  const line = lines.at(0)?.replace(/^(?:fatal|error): /, '') ?? 'git failed';
  return line.replaceAll(spec.url, spec.shown).replace(/(\w:\/\/)[^/@\s]*@/g, '$1***@');
}

function failed(spec: GitPackage, why: string): DiagnosticError {
  const message = `${spec.shown} cannot be installed: ${why}.`;
  return new DiagnosticError(problem('packages/git', message, { at: spec.at }));
}
