/** Shell patterns as Python's fnmatch reads them: `*`, `?`, `[seq]`, `[!seq]`; they cross `/` and `.`. */
export function fnmatch(pattern: string): (text: string) => boolean {
  if (!/[*?[]/.test(pattern)) return (text) => text === pattern;
  const steps = stepsOf([...pattern]);
  const [first, second] = [steps[0], steps[1]];
  if (first === '*' && second === undefined) return () => true;
  return (text) => matchSteps(steps, [...text]);
}

/** Any run of characters, or a test of one. */
type Step = '*' | ((character: string) => boolean);

/**
 * On a mismatch the last star takes one character more; earlier ones need never be tried again, so that the time is at
 * most the product of both lengths.
 */
function matchSteps(steps: readonly Step[], characters: readonly string[]): boolean {
  let [at, step, starAt, starStep] = [0, 0, 0, -1];
  while (at < characters.length) {
    const current = steps[step];
    if (current === '*') {
      [starAt, starStep] = [at, step];
      step += 1;
    } else if (current?.(characters[at] ?? '') === true) {
      at += 1;
      step += 1;
    } else {
      if (starStep === -1) return false;
      starAt += 1;
      [at, step] = [starAt, starStep + 1];
    }
  }
  return steps.slice(step).every((each) => each === '*');
}

function stepsOf(pattern: readonly string[]): readonly Step[] {
  const steps: Step[] = [];
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index] ?? '';
    const end = character === '[' ? endOfSet(pattern, index) : -1;
    if (character === '*') {
      if (steps.at(-1) !== '*') steps.push('*');
    } else if (character === '?') steps.push(() => true);
    else if (end === -1) steps.push((each) => each === character);
    else {
      steps.push(setTest(pattern.slice(index + 1, end)));
      index = end;
    }
  }
  return steps;
}

/** Where the set that begins here ends; -1 where it does not, and the bracket stands for itself. */
function endOfSet(pattern: readonly string[], start: number): number {
  const from = pattern[start + 1] === '!' ? start + 2 : start + 1;
  return pattern.indexOf(']', from + 1);
}

/** `a-z`, `!abc`: a range whose end is before its start holds nothing. */
function setTest(inside: readonly string[]): (character: string) => boolean {
  const negated = inside[0] === '!';
  const members = negated ? inside.slice(1) : inside;
  const ranges: (readonly [number, number])[] = [];
  for (let index = 0; index < members.length; index += 1) {
    const isRange = members[index + 1] === '-' && index + 2 < members.length;
    const [low, high] = [codeOf(members[index]), codeOf(isRange ? members[index + 2] : members[index])];
    if (isRange) index += 2;
    ranges.push([low, high]);
  }
  return (character) => ranges.some(([low, high]) => low <= codeOf(character) && codeOf(character) <= high) !== negated;
}

function codeOf(character: string | undefined): number {
  return character?.codePointAt(0) ?? -1;
}

/** Path patterns as Python's pathlib globs: `*` and `?` stay within a folder, `**` goes through any number of them. */
export function globPath(pattern: string): (path: string) => boolean {
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.');
  const tests = parts.map((part) => (part === '**' ? '**' : fnmatch(part)));
  return (path) => matchParts(tests, path.split('/'));
}

type PartTest = '**' | ((text: string) => boolean);

function matchParts(tests: readonly PartTest[], parts: readonly string[]): boolean {
  // Positions in `tests` that the parts so far can have led to.
  let at = skipStars(tests, new Set([0]));
  for (const part of parts) {
    const next = new Set<number>();
    for (const index of at) {
      const test = tests[index];
      if (test === '**') next.add(index);
      else if (test?.(part)) next.add(index + 1);
    }
    at = skipStars(tests, next);
  }
  return at.has(tests.length);
}

function skipStars(tests: readonly PartTest[], at: Set<number>): Set<number> {
  for (const index of at) if (tests[index] === '**') at.add(index + 1);
  return at;
}
