import { spellings } from './dbt-flag.js';
import { GLOBAL_FLAGS } from './dbt-global-flags.js';
import { DBT_VERBS } from './dbt-verbs.js';

/** Words that another word follows: `docs generate`, `db start`. */
export type IsGroup = (word: string) => boolean;

/**
 * Flags may stand before the verb too: `--target ci run -s a` becomes `run --target ci -s a`. Gives the words of the verb
 * apart from the rest.
 */
export function verbFirst(
  args: readonly string[],
  isGroup: IsGroup,
): { readonly verb: readonly string[]; readonly rest: readonly string[] } {
  const verb: string[] = [];
  const flags: string[] = [];
  let at = 0;
  for (; at < args.length && !isComplete(verb, isGroup); at++) {
    const word = args[at] ?? '';
    if (!word.startsWith('-') || word === '-') verb.push(word);
    else {
      flags.push(word);
      const value = args[at + 1];
      if (takesValue(word) && value !== undefined) {
        flags.push(value);
        at++;
      }
    }
  }
  return { verb, rest: [...flags, ...args.slice(at)] };
}

function isComplete([first, second]: readonly string[], isGroup: IsGroup): boolean {
  return first !== undefined && (second !== undefined || !isGroup(first));
}

/** `--target`, and not `--target=ci`. */
function takesValue(word: string): boolean {
  return VALUED.has(word);
}

const OWN = ['--database-url'];
const SHARED = DBT_VERBS.flatMap(({ flags }) => flags).filter(({ name }) =>
  ['--project-dir', '--profiles-dir', '--vars', '--target-path', '--threads'].includes(name),
);
const VALUED: ReadonlySet<string> = new Set([
  ...OWN,
  ...[...GLOBAL_FLAGS, ...SHARED].filter(({ value }) => value !== undefined).flatMap(spellings),
]);
