import type { Command } from 'commander';
import { Option } from 'commander';
import { DiagnosticError, problem } from '../core/diagnostic.js';
import type { DbtFlag, DbtVerb } from './dbt-flag.js';
import { negative, stateWith } from './dbt-flag.js';
import { GLOBAL_FLAGS } from './dbt-global-flags.js';
import { DBT_VERBS } from './dbt-verbs.js';

/** `docs generate`: the words of a command without the program's. */
export function pathOf(command: Command): string {
  const above = command.parent;
  return above?.parent ? `${pathOf(above)} ${command.name()}` : command.name();
}

/** dbt's verb of that name, by any of its names. */
function dbtVerb(path: string): DbtVerb | undefined {
  return DBT_VERBS.find(({ verb, also }) => verb === path || also?.includes(path));
}

/** The flags that dbt has for a command: its own and the global ones; the global ones for commands that dbt has not. */
export function dbtFlags(path: string): readonly DbtFlag[] {
  return [...(dbtVerb(path)?.flags ?? []), ...GLOBAL_FLAGS];
}

/**
 * Lets a command take all flags that dbt takes there, in all their spellings. Those that the command has itself stay as
 * they are; the others are not shown in help: they have no effect, or end the command with the reason.
 */
export function withDbtFlags(command: Command): void {
  for (const flag of dbtFlags(pathOf(command))) addFlag(command, flag);
}

function addFlag(command: Command, flag: DbtFlag): void {
  if (flag.name === '--version') return;
  const value = flag.value === undefined ? '' : ` <${flag.value}>`;
  if (!has(command, flag.name)) {
    const short = flag.also?.find((each) => /^-[^-]$/.test(each) && !has(command, each));
    add(command, `${short === undefined ? '' : `${short}, `}${flag.name}${value}`, flag.note);
  }
  if (flag.no && !has(command, negative(flag))) add(command, negative(flag), flag.note);
}

function add(command: Command, flags: string, note = ''): void {
  command.addOption(new Option(flags, note).hideHelp());
}

function has({ options }: Command, name: string): boolean {
  return options.some(({ short, long }) => short === name || long === name);
}

/** Throws `usage/not-yet` or `usage/refused` for flags that were given (or set by the environment) and cannot be obeyed. */
export function refuseFlags(command: Command, options: Readonly<Record<string, unknown>>): void {
  const path = pathOf(command);
  const verb = dbtVerb(path);
  // The verb itself says why.
  if (verb && verb.state !== 'done') return;
  const refused = dbtFlags(path).flatMap((flag) => {
    const { state, note } = stateWith(flag, path);
    if (state !== 'later' && state !== 'refused') return [];
    const option = command.options.find(({ long }) => long === flag.name);
    const value = option && options[option.attributeName()];
    return value === undefined || value === false ? [] : [refusal(`${flag.name} of ${path}`, state, note)];
  });
  if (refused.length > 0) throw new DiagnosticError(refused);
}

/** Why something of dbt's is not done. */
export function refusal(what: string, state: 'later' | 'refused', note = ''): ReturnType<typeof problem> {
  const hint = 'docs/dbt-commands.md lists what of dbt’s verbs and flags jiggy does.';
  return state === 'later'
    ? problem('usage/not-yet', `${what}: not in this version; ${note}.`, { hint })
    : problem('usage/refused', `jiggy does not do ${what}: ${note}.`, { hint });
}

/** The command's own spelling of a word on its command line, where dbt has another: `--resource-types` is `--resource-type`. */
export function canonical(command: Command, word: string): string {
  const [name = '', ...value] = word.split('=');
  if (!name.startsWith('-') || has(command, name)) return word;
  const flag = dbtFlags(pathOf(command)).find((each) => each.also?.includes(name));
  return flag ? [flag.name, ...value].join('=') : word;
}
