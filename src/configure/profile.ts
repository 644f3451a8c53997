import type { Diagnostic } from '../core/diagnostic.js';
import { DiagnosticError, problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { isJsonObject, jsonText, own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { ConnectionSettings, Target } from '../core/project.js';
import type { SourceFile } from '../core/source-file.js';
import type { YamlText } from '../core/yaml.js';
import { readYaml } from '../core/yaml.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import type { RenderText } from '../core/yaml-templates.js';
import { renderValues } from '../core/yaml-templates.js';

export interface ProfileChoice {
  readonly file: SourceFile;
  readonly profile: string;
  /** `--target` */
  readonly target?: string | undefined;
  readonly render: RenderText;
}

/** What a profile's output says. */
export interface ProfileOutput {
  readonly target: Target;
  readonly connection: Extract<ConnectionSettings, { origin: 'profiles.yml' }>;
}

const KEYS = [
  'type',
  'host',
  'user',
  'pass',
  'password',
  'port',
  'dbname',
  'database',
  'schema',
  'threads',
  'keepalives_idle',
  'connect_timeout',
  'retries',
  'search_path',
  'role',
  'sslmode',
  'sslcert',
  'sslkey',
  'sslrootcert',
  'application_name',
  'autocommit',
];

/**
 * The output of the project's profile, or nothing where the file does not hold that profile. Only the chosen output is
 * rendered, so that variables of others may be missing. Throws `profile/*` where the profile cannot be used.
 */
export function readProfile(choice: ProfileChoice, diagnostics: Diagnostic[]): ProfileOutput | undefined {
  const { value: text, diagnostics: syntax } = readYaml(choice.file);
  if (syntax.some((each) => each.severity === 'error')) throw new DiagnosticError(syntax);
  diagnostics.push(...syntax);
  const profiles = isJsonObject(text.value) ? text.value : {};
  const profile = own(profiles, choice.profile);
  if (profile === undefined) return undefined;
  const outputs = isJsonObject(profile) ? own(profile, 'outputs') : undefined;
  if (!isJsonObject(profile) || !isJsonObject(outputs)) throw noOutputs(text, choice);
  const name = targetName(text, profile, choice);
  const output = own(outputs, name);
  if (!isJsonObject(output)) throw noTarget(text, choice, outputs, name);
  return readOutput(text, choice, name, output, diagnostics);
}

/** The names of the profiles in a file, for suggestions. */
export function profileNames(file: SourceFile): readonly string[] {
  const { value } = readYaml(file).value;
  return isJsonObject(value) ? Object.keys(value).filter((name) => name !== 'config') : [];
}

function targetName(text: YamlText, profile: JsonObject, choice: ProfileChoice): string {
  if (choice.target !== undefined) return choice.target;
  const written = own(profile, 'target');
  if (typeof written !== 'string') return 'default';
  const rendered = choice.render(written, text.place([choice.profile, 'target']));
  if ('problem' in rendered) throw new DiagnosticError(rendered.problem);
  return jsonText(rendered.value);
}

function noOutputs(text: YamlText, choice: ProfileChoice): DiagnosticError {
  return new DiagnosticError(
    problem('profile/no-outputs', `Profile ${choice.profile} in ${choice.file.path} has no outputs.`, {
      at: text.place([choice.profile], 'key'),
      hint: 'It needs: outputs: {dev: {type: postgres, host: ..., user: ..., dbname: ..., schema: ...}}',
    }),
  );
}

function noTarget(text: YamlText, choice: ProfileChoice, outputs: JsonObject, name: string): DiagnosticError {
  const names = Object.keys(outputs);
  return new DiagnosticError(
    problem('profile/no-target', `Profile ${choice.profile} has no target ${name}.`, {
      at: text.place([choice.profile, 'outputs'], 'key'),
      hint: didYouMean(name, names) ?? `Its targets are: ${names.join(', ')}.`,
    }),
  );
}

function readOutput(
  text: YamlText,
  choice: ProfileChoice,
  name: string,
  output: JsonObject,
  diagnostics: Diagnostic[],
): ProfileOutput {
  const path = [choice.profile, 'outputs', name];
  const found: Diagnostic[] = [];
  const rendered = renderValues(text, output, path, { render: choice.render }, found);
  if (found.length > 0) throw new DiagnosticError(found);
  const settings = new YamlMapping(text, path, rendered, found);
  const label = `${choice.file.path}, profile ${choice.profile}, target ${name}`;
  const type = settings.text('type');
  if (type !== undefined && type !== 'postgres') throw new DiagnosticError(otherAdapter(text, path, type));
  const missing = missingKeys(settings);
  if (missing.length > 0) {
    const message = `Target ${name} of profile ${choice.profile} lacks ${missing.join(', ')}.`;
    found.push(problem('profile/incomplete', message, { at: text.place(path, 'key') }));
  }
  settings.unknownKeys(KEYS, 'profile/unknown-key', 'warning', `Target ${name} of profile ${choice.profile}`);
  const target = targetOf(settings, choice.profile, name);
  const connection = connectionOf(settings, target, label);
  if (found.some((each) => each.severity === 'error')) throw new DiagnosticError(found);
  diagnostics.push(...found);
  return { target, connection };
}

function otherAdapter(text: YamlText, path: readonly string[], type: string): Diagnostic {
  return problem('profile/adapter', `Target ${path.at(-1) ?? ''} is for ${type}; jiggy works with PostgreSQL only.`, {
    at: text.place([...path, 'type']),
    hint: 'Choose a target of type postgres with --target, or another profile with --profile.',
  });
}

function missingKeys(settings: YamlMapping): readonly string[] {
  const needed: readonly (readonly string[])[] = [['type'], ['host'], ['user'], ['dbname', 'database'], ['schema']];
  return needed.filter((names) => !names.some((name) => settings.has(name))).map((names) => names[0] ?? '');
}

function targetOf(settings: YamlMapping, profile: string, name: string): Target {
  return {
    name,
    profile,
    schema: settings.text('schema') ?? '',
    database: settings.text('dbname') ?? settings.text('database') ?? '',
    threads: settings.wholeNumber('threads') ?? 1,
    host: settings.text('host') ?? '',
    port: settings.wholeNumber('port') ?? 5432,
    user: settings.text('user') ?? '',
  };
}

function connectionOf(settings: YamlMapping, target: Target, label: string): ProfileOutput['connection'] {
  const optional = <Name extends string, Value>(name: Name, value: Value | undefined): { [name in Name]?: Value } =>
    (value === undefined ? {} : { [name]: value }) as { [name in Name]?: Value };
  return {
    origin: 'profiles.yml',
    label,
    host: target.host,
    port: target.port,
    user: target.user,
    password: settings.text('password') ?? settings.text('pass') ?? '',
    database: target.database,
    connectTimeoutSeconds: settings.wholeNumber('connect_timeout') ?? 10,
    ...optional('sslmode', settings.text('sslmode')),
    ...optional('sslrootcert', settings.text('sslrootcert')),
    ...optional('sslcert', settings.text('sslcert')),
    ...optional('sslkey', settings.text('sslkey')),
    ...optional('role', settings.text('role')),
    ...optional('searchPath', settings.text('search_path')),
    ...optional('keepalivesIdleSeconds', settings.wholeNumber('keepalives_idle')),
  };
}
