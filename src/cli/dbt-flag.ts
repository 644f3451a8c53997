/**
 * What became of a verb or flag of dbt's: `done`; `accepted`, taken and without effect, with the reason; `later`, comes with
 * the engine and ends the command until then; `refused`, ends the command for good.
 */
export type FlagState = 'done' | 'accepted' | 'later' | 'refused';

/** One flag of dbt's, as its help names it. */
export interface DbtFlag {
  /** `--fail-fast`: the name that counts. */
  readonly name: string;
  /** Its other spellings: `-x`, `--models`. */
  readonly also?: readonly string[];
  /** What its value is called in help; a switch has none. */
  readonly value?: string;
  /** There is a `--no-` form too. */
  readonly no?: boolean;
  /** Environment variables DBT_ENGINE_... and DBT_... of this name are read. */
  readonly env?: string;
  /** `flags:` in dbt_project.yml may hold it, as `fail_fast`. */
  readonly project?: boolean;
  readonly state: FlagState;
  /** Why, in a sentence; needed unless it is done. */
  readonly note?: string;
  /** Verbs with which it comes later, where it is done or accepted with the others. */
  readonly laterWith?: readonly string[];
}

/** One verb of dbt's; `docs generate` is one. */
export interface DbtVerb {
  readonly verb: string;
  readonly also?: readonly string[];
  readonly state: Exclude<FlagState, 'accepted'>;
  readonly note?: string;
  /** The flags that not all verbs have. */
  readonly flags: readonly DbtFlag[];
}

/** `fail_fast`, as dbt_project.yml spells `--fail-fast`. */
export function settingName({ name }: DbtFlag): string {
  return name.replace(/^--/, '').replaceAll('-', '_');
}

/** `--fail-fast`, its other spellings and its `--no-` form. */
export function spellings(flag: DbtFlag): readonly string[] {
  return [flag.name, ...(flag.also ?? []), ...(flag.no ? [negative(flag)] : [])];
}

/** `--no-fail-fast`. */
export function negative({ name }: DbtFlag): string {
  return name.replace('--', '--no-');
}

/** The state with one verb, and why. */
export function stateWith(flag: DbtFlag, verb: string): Pick<DbtFlag, 'state' | 'note'> {
  if (flag.laterWith?.includes(verb)) return { state: 'later', note: 'comes with the engine' };
  return { state: flag.state, ...(flag.note === undefined ? {} : { note: flag.note }) };
}
