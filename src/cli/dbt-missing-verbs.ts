import type { Command } from 'commander';
import { DiagnosticError } from '../core/diagnostic.js';
import type { Finish } from './action.js';
import { action } from './action.js';
import type { CommonOptions } from './context.js';
import type { DbtVerb } from './dbt-flag.js';
import { refusal } from './dbt-options.js';
import { DBT_VERBS } from './dbt-verbs.js';

/** Commands for dbt's verbs that are not there: they say why. */
export function withMissingVerbs(program: Command, finish: Finish): void {
  for (const verb of DBT_VERBS) {
    if (verb.state === 'done') continue;
    const [first = '', second] = verb.verb.split(' ');
    const parent = second === undefined ? program : program.commands.find((command) => command.name() === first);
    if (parent) missing(parent, second ?? first, verb, finish);
  }
}

function missing(parent: Command, name: string, { verb, state, note }: DbtVerb, finish: Finish): void {
  parent
    .command(name, { hidden: true })
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .action(
      action<CommonOptions>(finish, () => {
        throw new DiagnosticError(refusal(verb, state === 'refused' ? 'refused' : 'later', note));
      }),
    );
}
