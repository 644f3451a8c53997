import { TemplateError } from '../../jinja/error.js';
import { andThen, type MaybePromise } from '../../jinja/maybe-promise.js';
import { toText } from '../../jinja/printing.js';
import type { CallSite, Value } from '../../jinja/values.js';
import type { Found, MatchedPattern } from './match-value.js';
import { matchValue } from './match-value.js';

const ESCAPES: { readonly [letter: string]: string } = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
  a: '\x07',
  b: '\b',
};

/** What `sub` puts in place of a match: a text with `\1` and `\g<name>`, or what a macro makes of the match. */
export function replacer(
  replacement: Value,
  pattern: MatchedPattern,
  site: CallSite,
): (found: Found) => MaybePromise<string> {
  if (typeof replacement !== 'string') {
    return (found) => andThen(site.call(replacement, [matchValue(found, pattern)]), toText);
  }
  if (!replacement.includes('\\')) return () => replacement;
  return (found) =>
    replacement.replaceAll(
      /\\(?:g<([^>]*)>|(\d{1,2})|(.))/gs,
      (whole, name?: string, digits?: string, letter?: string) => {
        const reference = name ?? digits;
        if (reference !== undefined) return groupText(found, pattern, reference);
        if (letter === '\\') return '\\';
        return ESCAPES[letter ?? ''] ?? escapedText(whole, letter ?? '');
      },
    );
}

function escapedText(whole: string, letter: string): string {
  if (!/[a-zA-Z]/.test(letter)) return whole;
  throw new TemplateError('template/value', `bad escape ${whole} in the replacement`);
}

function groupText({ string, spans }: Found, pattern: MatchedPattern, reference: string): string {
  const index = /^\d+$/.test(reference) ? Number(reference) : pattern.names_[reference];
  const span = index === undefined ? undefined : spans[index];
  if (!span) throw new TemplateError('template/value', `The replacement names the group ${reference}, which is none.`);
  return span[0] === -1 ? '' : string.slice(span[0], span[1]);
}
