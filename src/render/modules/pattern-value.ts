import { RE2JS } from 're2js';
import { TemplateError } from '../../jinja/error.js';
import { iteration } from '../../jinja/iteration.js';
import { andThen, type MaybePromise } from '../../jinja/maybe-promise.js';
import { repr } from '../../jinja/printing.js';
import type { HostObject, Value } from '../../jinja/values.js';
import { Dict, tuple } from '../../jinja/values.js';
import { matchValue } from './match-value.js';
import type { Found } from './match-value.js';
import type { Members } from './members.js';
import { member, method, text, whole } from './members.js';
import { re2Pattern } from './pattern-text.js';
import { replacer } from './replacement.js';

/** Python's numbers of the flags. */
export const FLAGS = { NOFLAG: 0, I: 2, L: 4, M: 8, S: 16, U: 32, X: 64, A: 256 } as const;

/** A compiled pattern of `modules.re`. */
export class PatternValue implements HostObject {
  readonly kind = 'object';
  readonly typeName = 're.Pattern';
  readonly pattern: string;
  readonly flags: number;
  readonly #compiled: RE2JS;
  readonly #members: Members;

  constructor(pattern: string, flags: number) {
    this.pattern = pattern;
    this.flags = flags;
    this.#compiled = compiled(pattern, flags);
    this.#members = { ...this.#facts(), ...this.#searches(), ...this.#changes() };
  }

  #facts(): Members {
    return {
      pattern: () => this.pattern,
      flags: () => this.flags | FLAGS.U,
      groups: () => this.#compiled.groupCount(),
      groupindex: () => Dict.from(this.names_),
    };
  }

  #searches(): Members {
    return {
      match: method('match', 'string', (given) => this.first(text(given, 'string'), 'start')),
      fullmatch: method('fullmatch', 'string', (given) => this.first(text(given, 'string'), 'whole')),
      search: method('search', 'string', (given) => this.first(text(given, 'string'), 'any')),
      findall: method('findall', 'string', (given) => this.all(text(given, 'string')).map(groupsOrText)),
      finditer: method('finditer', 'string', (given) => {
        const string = text(given, 'string');
        return iteration(
          this.all(string).map((found) => matchValue(found, this)),
          'callable_iterator',
        );
      }),
    };
  }

  #changes(): Members {
    return {
      split: method('split', 'string maxsplit?', (given) =>
        this.split(text(given, 'string'), whole(given, 'maxsplit', 0)),
      ),
      sub: method('sub', 'repl string count?', (given, site) =>
        andThen(
          this.#substituted(given.get('repl') ?? null, text(given, 'string'), whole(given, 'count', 0), site),
          first,
        ),
      ),
      subn: method('subn', 'repl string count?', (given, site) =>
        andThen(
          this.#substituted(given.get('repl') ?? null, text(given, 'string'), whole(given, 'count', 0), site),
          (both) => tuple([both[0], both[1]]),
        ),
      ),
    };
  }

  /** Group numbers by name. */
  get names_(): Readonly<Record<string, number>> {
    return this.#compiled.namedGroups();
  }

  get(name: string): Value | undefined {
    return member(this.#members, name);
  }

  names(): Iterable<string> {
    return Object.keys(this.#members);
  }

  print(): string {
    return `re.compile(${repr(this.pattern)})`;
  }

  equals(other: Value): boolean {
    return other instanceof PatternValue && other.pattern === this.pattern && other.flags === this.flags;
  }

  /** The first match; none where there is no match. */
  first(string: string, where: 'start' | 'whole' | 'any'): Value {
    const matcher = this.#compiled.matcher(string);
    const found = where === 'any' ? matcher.find() : where === 'start' ? matcher.lookingAt() : matcher.matches();
    return found ? matchValue(this.#found(string, matcher), this) : null;
  }

  /** All matches, from left to right, that do not overlap. */
  all(string: string, most = Number.POSITIVE_INFINITY): readonly Found[] {
    const matcher = this.#compiled.matcher(string);
    const matches: Found[] = [];
    for (let at = 0; at <= string.length && matches.length < most && matcher.find(at);) {
      const found = this.#found(string, matcher);
      matches.push(found);
      const [[start, end] = [at, at]] = found.spans;
      at = end > start ? end : end + ((string.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
    }
    return matches;
  }

  #found(string: string, matcher: ReturnType<RE2JS['matcher']>): Found {
    const spans: [number, number][] = [];
    for (let group = 0; group <= this.#compiled.groupCount(); group += 1) {
      spans.push([matcher.start(group), matcher.end(group)]);
    }
    return { string, spans };
  }

  split(string: string, most: number): Value {
    const parts: Value[] = [];
    let from = 0;
    for (const found of this.all(string, most > 0 ? most : undefined)) {
      const [[start, end] = [0, 0]] = found.spans;
      parts.push(string.slice(from, start), ...groupsOf(found));
      from = end;
    }
    return [...parts, string.slice(from)];
  }

  #substituted(
    replacement: Value,
    string: string,
    count: number,
    site: Parameters<typeof replacer>[2],
  ): MaybePromise<readonly [string, number]> {
    const replace = replacer(replacement, this, site);
    const matches = this.all(string, count > 0 ? count : undefined);
    const start: MaybePromise<readonly [string, number]> = ['', 0];
    const done = matches.reduce<MaybePromise<readonly [string, number]>>(
      (before, found) =>
        andThen(before, ([result, from]) =>
          andThen(replace(found), (put): readonly [string, number] => {
            const [[at, end] = [0, 0]] = found.spans;
            return [result + string.slice(from, at) + put, end];
          }),
        ),
      start,
    );
    return andThen(done, ([result, from]): readonly [string, number] => [result + string.slice(from), matches.length]);
  }
}

function first([text]: readonly [string, number]): string {
  return text;
}

/** The groups of a match, none for those that took no part. */
export function groupsOf({ string, spans }: Found): Value[] {
  return spans.slice(1).map(([start, end]) => (start === -1 ? null : string.slice(start, end)));
}

/** What `findall` lists: the match, its only group, or a tuple of its groups. */
function groupsOrText(found: Found): Value {
  const [[start, end] = [0, 0]] = found.spans;
  const groups = groupsOf(found).map((group) => group ?? '');
  if (groups.length === 0) return found.string.slice(start, end);
  return groups.length === 1 ? (groups[0] ?? '') : tuple(groups);
}

const known = new Map<string, RE2JS>();

function compiled(pattern: string, flags: number): RE2JS {
  const key = `${flags} ${pattern}`;
  const found = known.get(key) ?? compile(pattern, flags);
  if (known.size > 500) known.clear();
  known.set(key, found);
  return found;
}

function compile(written: string, given: number): RE2JS {
  const { pattern, flags } = withLeadingFlags(written, given);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  const translated = re2Pattern(pattern, { ascii: has(FLAGS.A), verbose: has(FLAGS.X) });
  const options =
    RE2JS.LOOKBEHINDS |
    (has(FLAGS.I) ? RE2JS.CASE_INSENSITIVE : 0) |
    (has(FLAGS.M) ? RE2JS.MULTILINE : 0) |
    (has(FLAGS.S) ? RE2JS.DOTALL : 0);
  try {
    return RE2JS.compile(translated, options);
  } catch (thrown) {
    throw refused(written, thrown);
  }
}

/** Python's flags at the head of a pattern, as in `(?ix)`: RE2 knows not all of them. */
function withLeadingFlags(written: string, given: number): { readonly pattern: string; readonly flags: number } {
  const [head = '', letters = ''] = /^\(\?([aimsux]+)\)/.exec(written) ?? [];
  const named = [...letters.toUpperCase()].map((letter) => FLAGS[letter as 'A' | 'I' | 'M' | 'S' | 'U' | 'X']);
  return { pattern: written.slice(head.length), flags: named.reduce((all, flag) => all | flag, given) };
}

function refused(pattern: string, thrown: unknown): TemplateError {
  const said = thrown instanceof Error ? thrown.message.replace(/^error parsing regexp: /, '') : String(thrown);
  const hint = unsupportedHint(pattern);
  const message = `The pattern ${repr(pattern)} cannot be used: ${said}`;
  return new TemplateError('template/value', message, hint === undefined ? {} : { hint });
}

/** The cure for what Python's `re` has and an engine of linear time has not. */
function unsupportedHint(pattern: string): string | undefined {
  if (/\(\?[=!]/.test(pattern)) {
    return 'Patterns run in linear time and cannot look ahead, (?=...) or (?!...): match more and use a group, or test in two steps.';
  }
  if (/\(\?P=|\\[1-9]/.test(pattern)) {
    return 'Patterns run in linear time and cannot refer back to a group: find the group first, then compare texts.';
  }
  return undefined;
}

/** The pattern of an argument, which may be compiled already. */
export function patternOf(value: Value | undefined, flags: number): PatternValue {
  if (value instanceof PatternValue) return value;
  if (typeof value === 'string') return new PatternValue(value, flags);
  throw new TemplateError('template/type', 'a pattern must be a text or a compiled pattern');
}
