import type { DbtFlag, DbtVerb, FlagState } from './dbt-flag.js';
import { negative } from './dbt-flag.js';
import { GLOBAL_FLAGS } from './dbt-global-flags.js';
import { DBT_VERBS } from './dbt-verbs.js';

const WORDS: { readonly [state in FlagState]: string } = {
  done: 'done',
  accepted: 'accepted, no effect',
  later: 'later',
  refused: 'refused',
};

/** docs/dbt-commands.md: what of dbt's verbs and flags jiggy does. */
export function renderDbtCommands(): string {
  return [
    '# dbt’s commands and flags',
    '',
    'What jiggy does with each verb and flag of dbt-core 1.12. Made from the program by `npm run reference`.',
    '',
    '- **done**: it does what it does in dbt.',
    '- **accepted, no effect**: it may be given, and there is nothing for it to change.',
    '- **later**: it comes with the engine; until then it ends the command with exit code 2.',
    '- **refused**: it ends the command with exit code 2 and the reason.',
    '',
    'Flags may stand before the verb or after it. The command line wins over the environment variables (`DBT_ENGINE_...`',
    'first, then `DBT_...`), these over `flags:` in dbt_project.yml (marked with a star).',
    '',
    'Under `--warn-error` and `error: all` of `--warn-error-options` the warnings that dbt has too are errors; a warning',
    'that only jiggy gives is named there by its code, such as `template/silent-name`.',
    '',
    '## Verbs',
    '',
    '| verb | state | |',
    '| --- | --- | --- |',
    ...DBT_VERBS.map(verbRow),
    '',
    '## Flags of all verbs',
    '',
    ...flagTable(GLOBAL_FLAGS),
    ...DBT_VERBS.filter(({ flags }) => flags.length > 0).flatMap(section),
    '',
  ].join('\n');
}

function verbRow({ verb, also, state, note }: DbtVerb): string {
  return row([[verb, ...(also ?? [])].map(code).join(', '), WORDS[state], note ?? '']);
}

function section({ verb, flags }: DbtVerb): readonly string[] {
  return ['', `## Flags of ${verb}`, '', ...flagTable(flags)];
}

function flagTable(flags: readonly DbtFlag[]): readonly string[] {
  return ['| flag | environment | state | |', '| --- | --- | --- | --- |', ...flags.map(flagRow)];
}

function flagRow(flag: DbtFlag): string {
  const value = flag.value === undefined ? '' : ` <${flag.value}>`;
  const names = [`${flag.name}${value}`, ...(flag.also ?? []), ...(flag.no ? [negative(flag)] : [])];
  const env = flag.env === undefined ? '' : code(`DBT_${flag.env}`);
  return row([names.map(code).join(', '), `${env}${flag.project ? ' *' : ''}`.trim(), WORDS[flag.state], noteOf(flag)]);
}

function noteOf({ note, laterWith }: DbtFlag): string {
  if (!laterWith) return note ?? '';
  const verbs = laterWith.map(code).join(', ');
  return [note, `later with ${verbs}`].filter(Boolean).join('; ');
}

function code(text: string): string {
  return `\`${text}\``;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
