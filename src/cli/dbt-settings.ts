import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, Option } from 'commander';
import { DiagnosticError, problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import { readYaml } from '../core/yaml.js';
import { findProjectRoot, PROJECT_FILE } from '../load/find-project.js';
import type { DbtFlag } from './dbt-flag.js';
import { settingName } from './dbt-flag.js';
import { dbtFlags, pathOf } from './dbt-options.js';

/** Environment variables by name. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The options of a command: what stands on the command line, else what DBT_ENGINE_... or DBT_... of the environment says,
 * else `flags:` of dbt_project.yml, else the default.
 */
export async function settledOptions(
  command: Command,
  cwd: string,
  env: Environment,
): Promise<Readonly<Record<string, unknown>>> {
  const given = command.optsWithGlobals<Record<string, unknown>>();
  const open = dbtFlags(pathOf(command)).flatMap((flag) => {
    const option = command.options.find(({ long }) => long === flag.name);
    return option && !isGiven(command, option) ? [{ flag, option }] : [];
  });
  const fromEnv = open.flatMap(({ flag, option }) => envEntry(flag, option, env));
  const told = new Map(fromEnv);
  const projectDir = given['projectDir'] ?? told.get('projectDir');
  const project = command.options.some(({ long }) => long === '--project-dir')
    ? await projectFlags(cwd, typeof projectDir === 'string' ? projectDir : undefined)
    : {};
  const fromProject = open.flatMap(({ flag, option }) => projectEntry(flag, option, project));
  return { ...given, ...Object.fromEntries(fromProject), ...Object.fromEntries(fromEnv) };
}

/** Some spelling of it stands on the command line. */
function isGiven(command: Command, option: Option): boolean {
  return command.getOptionValueSourceWithGlobals(option.attributeName()) === 'cli';
}

type Entry = readonly [attribute: string, value: unknown];

function envEntry(flag: DbtFlag, option: Option, env: Environment): readonly Entry[] {
  if (flag.env === undefined) return [];
  const name = [`DBT_ENGINE_${flag.env}`, `DBT_${flag.env}`].find((each) => env[each]);
  const text = name === undefined ? undefined : env[name];
  if (name === undefined || text === undefined) return [];
  return [[option.attributeName(), flag.value === undefined ? truth(name, text) : valueOf(name, text, option)]];
}

const TRUE = ['1', 'true', 't', 'yes', 'y', 'on'];
const FALSE = ['0', 'false', 'f', 'no', 'n', 'off'];

function truth(name: string, text: string): boolean {
  const word = text.trim().toLowerCase();
  if (TRUE.includes(word)) return true;
  if (FALSE.includes(word)) return false;
  const hint = 'Write true or false.';
  throw new DiagnosticError(problem('usage/environment', `${name} is ${text}, which is neither yes nor no.`, { hint }));
}

/** As the option itself reads it, choices and numbers included. */
function valueOf(name: string, text: string, option: Option): unknown {
  const words = option.variadic ? text.split(/\s+/).filter((word) => word !== '') : [text];
  try {
    const values = words.map((word) => (option.parseArg ? option.parseArg(word, undefined as never) : word));
    return option.variadic ? values.flat() : values[0];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new DiagnosticError(problem('usage/environment', `${name} is ${text}: ${message}`));
  }
}

function projectEntry(flag: DbtFlag, option: Option, project: JsonObject): readonly Entry[] {
  if (flag.project !== true) return [];
  const value = own(project, settingName(flag));
  if (value === undefined || value === null) return [];
  return [[option.attributeName(), typeof value === 'number' ? String(value) : value] as const];
}

/** `flags:` of dbt_project.yml, read before all else; what is wrong with the file is said when it is read for good. */
async function projectFlags(cwd: string, projectDir: string | undefined): Promise<JsonObject> {
  try {
    const root = await findProjectRoot(cwd, projectDir);
    const text = readFileSync(join(root, PROJECT_FILE), 'utf8');
    if (!/^flags\s*:/m.test(text)) return {};
    const flags: Json | undefined = flagsIn(text);
    return isJsonObject(flags) ? flags : {};
  } catch {
    return {};
  }
}

function flagsIn(text: string): Json | undefined {
  const { value } = readYaml({ path: PROJECT_FILE, text }).value;
  return isJsonObject(value) ? own(value, 'flags') : undefined;
}
