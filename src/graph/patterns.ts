/** Shell patterns as Python's fnmatch reads them: `*`, `?`, `[seq]`, `[!seq]`; they cross `/` and `.`. */
export function fnmatch(pattern: string): (text: string) => boolean {
  if (!/[*?[]/.test(pattern)) return (text) => text === pattern;
  const expression = new RegExp(`^(?:${translate(pattern, '.*', '.')})$`, 's');
  return (text) => expression.test(text);
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

function translate(pattern: string, star: string, any: string): string {
  let out = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    if (character === '*') {
      // A run of stars is one star; more would only cost time.
      if (pattern.charAt(index - 1) !== '*') out += star;
    } else if (character === '?') out += any;
    else if (character === '[') {
      const set = characterSet(pattern, index);
      out += set.expression;
      index = set.end;
    } else out += escapeRegExp(character);
  }
  return out;
}

function characterSet(pattern: string, start: number): { expression: string; end: number } {
  const from = pattern.charAt(start + 1) === '!' ? start + 2 : start + 1;
  const end = pattern.indexOf(']', from + 1);
  if (end === -1) return { expression: '\\[', end: start };
  const members = pattern.slice(from, end).replaceAll(/[\\\]^[]/g, '\\$&');
  return { expression: `[${from === start + 2 ? '^' : ''}${members}]`, end };
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
