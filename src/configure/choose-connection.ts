import type { Diagnostic } from '../core/diagnostic.js';
import { DiagnosticError, problem } from '../core/diagnostic.js';
import { didYouMean } from '../core/nearest.js';
import type { ConnectionSettings, Target } from '../core/project.js';
import type { SourceFile } from '../core/source-file.js';
import { parseConnectionUrl } from './connection-url.js';
import { profileNames, readProfile } from './profile.js';
import type { RenderText } from '../core/yaml-templates.js';

export interface ConnectionChoice {
  /** `--embedded` */
  readonly embedded?: boolean | undefined;
  /** `--database-url` */
  readonly databaseUrl?: string | undefined;
  /** `--profile` */
  readonly profile?: string | undefined;
  /** `profile:` of dbt_project.yml */
  readonly projectProfile: string | undefined;
  /** `--target` */
  readonly target?: string | undefined;
  /** `--threads` */
  readonly threads?: number | undefined;
  readonly profiles: SourceFile | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly render: RenderText;
}

export interface ChosenConnection {
  readonly target: Target;
  readonly connection: ConnectionSettings;
}

/** Stands for a target where no profile says one. */
const WITHOUT_PROFILE = { name: 'prod', schema: 'jiggy', threads: 1 } as const;

/** The database of the embedded server. */
export const EMBEDDED_DATABASE = 'jiggy';

/**
 * Where to connect, by the first that applies: `--embedded`, `--database-url`, profiles.yml that holds the project's
 * profile, DATABASE_URL, the embedded server. Without a profile the target is `prod`. Throws `profile/*` or
 * `project/database-url` where what was asked for is not there.
 */
export function chooseConnection(choice: ConnectionChoice, diagnostics: Diagnostic[]): ChosenConnection {
  const chosen = choose(choice, diagnostics);
  const threads = choice.threads ?? chosen.target.threads;
  return { ...chosen, target: { ...chosen.target, threads } };
}

function choose(choice: ConnectionChoice, diagnostics: Diagnostic[]): ChosenConnection {
  if (choice.embedded) return embedded(choice, '--embedded');
  if (choice.databaseUrl !== undefined) return fromUrl(choice, '--database-url', choice.databaseUrl);
  const fromFile = fromProfiles(choice, diagnostics);
  if (fromFile) return fromFile;
  const url = choice.env['DATABASE_URL'];
  if (url !== undefined && url !== '') return fromUrl(choice, 'DATABASE_URL', url);
  return embedded(choice, 'no profile');
}

function fromProfiles(choice: ConnectionChoice, diagnostics: Diagnostic[]): ChosenConnection | undefined {
  const profile = choice.profile ?? choice.projectProfile;
  if (profile === undefined) return undefined;
  const { profiles: file, target, render } = choice;
  const found = file && readProfile({ file, profile, target, render }, diagnostics);
  if (found || choice.profile === undefined) return found;
  throw new DiagnosticError(
    file
      ? problem('profile/unknown', `${file.path} holds no profile ${profile}.`, {
          hint: didYouMean(profile, profileNames(file)) ?? `It holds: ${profileNames(file).join(', ')}.`,
        })
      : problem('profile/unknown', `There is no profiles.yml to look for profile ${profile}.`, {
          hint: 'Name its folder with --profiles-dir, or leave --profile out.',
        }),
  );
}

function fromUrl(choice: ConnectionChoice, origin: '--database-url' | 'DATABASE_URL', url: string): ChosenConnection {
  const parts = parseConnectionUrl(url, origin, choice.env);
  return { target: withoutProfile(choice, origin, parts), connection: { origin, url } };
}

function embedded(choice: ConnectionChoice, because: string): ChosenConnection {
  const parts = { host: 'localhost', port: 5432, user: 'postgres', database: EMBEDDED_DATABASE };
  return { target: withoutProfile(choice, because, parts), connection: { origin: 'embedded' } };
}

function withoutProfile(
  choice: ConnectionChoice,
  because: string,
  parts: Pick<Target, 'host' | 'port' | 'user' | 'database'>,
): Target {
  if (choice.target !== undefined && choice.target !== WITHOUT_PROFILE.name) {
    const message = `There is no target ${choice.target}: with ${because} the only target is ${WITHOUT_PROFILE.name}.`;
    const hint = `Targets come from profiles.yml; write one for profile ${choice.projectProfile ?? 'of the project'}, or leave --target out.`;
    throw new DiagnosticError(problem('profile/no-target', message, { hint }));
  }
  return { ...WITHOUT_PROFILE, ...parts, profile: choice.profile ?? choice.projectProfile ?? '' };
}
