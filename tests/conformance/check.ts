/** One thing that was compared. */
export interface Check {
  /** `relation`, `result`, `listing`, `compiled`, `self-check`. */
  readonly area: string;
  readonly name: string;
  /** What differs, for people; absent when nothing does. */
  readonly difference?: string;
}

/**
 * Compares two sets of named things: a check for each name that either side has, sorted. Two empty sets are a failure,
 * since a comparison of nothing proves nothing.
 */
export function compareByName<T>(
  area: string,
  dbt: ReadonlyMap<string, T>,
  jiggy: ReadonlyMap<string, T>,
  differenceOf: (dbt: T, jiggy: T) => string | undefined,
): readonly Check[] {
  const names = [...new Set([...dbt.keys(), ...jiggy.keys()])].sort();
  if (names.length === 0) return [{ area, name: 'anything at all', difference: 'neither side has one' }];
  return names.map((name) => {
    const left = dbt.get(name);
    const right = jiggy.get(name);
    if (left === undefined) return { area, name, difference: 'only jiggy has it' };
    if (right === undefined) return { area, name, difference: 'only dbt has it' };
    const difference = differenceOf(left, right);
    return difference === undefined ? { area, name } : { area, name, difference };
  });
}

/** The first place where two lists differ, as a sentence; undefined when they are equal. */
export function firstDifference(what: string, dbt: readonly string[], jiggy: readonly string[]): string | undefined {
  const index = dbt.findIndex((each, at) => each !== jiggy[at]);
  if (index === -1 && dbt.length === jiggy.length) return undefined;
  const at = index === -1 ? dbt.length : index;
  return `${what} ${String(at + 1)}: dbt ${shown(dbt[at])}, jiggy ${shown(jiggy[at])}`;
}

function shown(text: string | undefined): string {
  if (text === undefined) return 'has none';
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}
