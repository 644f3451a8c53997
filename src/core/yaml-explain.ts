import type { Place } from './source-file.js';

/** Why a text is no YAML, in words for people, and what to do about it. */
export interface Explanation {
  readonly reason: string;
  readonly hint?: string;
}

const WORDS: { readonly [reason: string]: string } = {
  'tab characters must not be used in indentation': 'tabs are not allowed as indentation',
  'unexpected end of the stream within a double quoted scalar': 'missing closing "',
  'unexpected end of the stream within a single quoted scalar': "missing closing '",
  'unexpected end of the stream within a flow collection': 'missing closing ] or }',
  'unexpected end of the document within a double quoted scalar': 'missing closing "',
  'unexpected end of the document within a single quoted scalar': "missing closing '",
  'end of the stream or a document separator is expected': 'this does not belong to what stands before it',
  'the stream contains non-printable characters': 'a character that cannot be printed',
};

/** Explains what the parser says by what stands at the place where it stopped. */
export function explain(reason: string, at: Place, character: string): Explanation {
  const line = at.text ?? '';
  if (/^\s*\t/.test(line)) {
    return { reason: WORDS[reason] ?? reason, hint: 'YAML is indented by spaces only; there is a tab in this line.' };
  }
  if (character !== '' && '@`%|>&*!'.includes(character)) {
    const hint = `Put quotes round a value that starts with ${character}.`;
    return { reason: `a value cannot start with ${character}`, hint };
  }
  if (reason === 'bad indentation of a mapping entry') return explainEntry(line);
  const hint = /:\s*\{\{/.test(line) ? { hint: 'Put quotes round a value that starts with {{.' } : {};
  return { reason: WORDS[reason] ?? reason, ...hint };
}

function explainEntry(line: string): Explanation {
  if (/:\s*\{\{/.test(line)) {
    return { reason: 'text behind {{ ... }}', hint: 'Put quotes round a value that starts with {{.' };
  }
  if (/:\s*["'].*["']/.test(line)) {
    return { reason: 'text behind a quoted value', hint: 'Put quotes round the whole value.' };
  }
  if (/:\s*[^'"\s].*:(?:\s|$)/.test(line)) {
    const hint = 'Put quotes round a value that holds a colon and a space.';
    return { reason: 'two keys in one line', hint };
  }
  return { reason: 'this line is indented unlike those before it', hint: 'Keys of one mapping begin in one column.' };
}
