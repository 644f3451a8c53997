import { homedir } from 'node:os';
import type { CommonOptions, Context } from './context.js';
import type { OpenOptions } from './project.js';

/** What a command's flags and its surroundings say of the project that it is to open. */
export function openOptions(context: Context, options: CommonOptions): OpenOptions {
  return {
    cwd: context.cwd,
    env: context.env,
    home: homedir(),
    ...(options.projectDir === undefined ? {} : { projectDir: options.projectDir }),
    ...(options.profilesDir === undefined ? {} : { profilesDir: options.profilesDir }),
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(options.target === undefined ? {} : { target: options.target }),
    ...(options.vars === undefined ? {} : { vars: options.vars }),
    ...(options.versionCheck === undefined ? {} : { versionCheck: options.versionCheck }),
    ...(options.targetPath === undefined ? {} : { targetPath: options.targetPath }),
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
    ...(options.embedded === undefined ? {} : { embedded: options.embedded }),
  };
}
