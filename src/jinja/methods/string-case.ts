import { builtin, type Builtin } from '../builtin.js';
import { isNamePart, isNameStart, isSpaceCode } from '../characters.js';

const LETTER = /^\p{L}$/u;
const CASED_LETTER = /^[\p{Lu}\p{Ll}\p{Lt}]$/u;

/** `'it is'` as `'It Is'`: the first letter of every run of letters in capitals, the others small. */
export function titleCase(text: string): string {
  let inWord = false;
  let result = '';
  for (const character of text) {
    const cased = CASED_LETTER.test(character);
    result += !cased ? character : inWord ? character.toLowerCase() : titleCharacter(character);
    inWord = cased;
  }
  return result;
}

function titleCharacter(character: string): string {
  const upper = character.toUpperCase();
  return upper.length === 1 ? upper : upper.charAt(0) + upper.slice(1).toLowerCase();
}

/** The first character in capitals, the others small. */
export function capitalize(text: string): string {
  const [first = '', ...rest] = Array.from(text);
  return titleCharacter(first) + rest.join('').toLowerCase();
}

function swapCase(text: string): string {
  return Array.from(text, (character) =>
    character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase(),
  ).join('');
}

function every(test: (character: string) => boolean): Builtin {
  return builtin('', (text) => text !== '' && Array.from(text as string).every(test));
}

/** Whether the text has letters with case, all of them capitals (or all small). */
export function isCase(text: string, upper: boolean): boolean {
  const folded = upper ? text.toUpperCase() : text.toLowerCase();
  return text === folded && Array.from(text).some((character) => CASED_LETTER.test(character));
}

function isTitle(text: string): boolean {
  return titleCase(text) === text && Array.from(text).some((character) => CASED_LETTER.test(character));
}

function isIdentifier(text: string): boolean {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return points.length > 0 && points.every((point, index) => (index === 0 ? isNameStart(point) : isNamePart(point)));
}

/** The methods of a string that change or ask for case and kinds of characters. */
export const caseMethods: readonly (readonly [string, Builtin])[] = [
  ['upper', builtin('', (text) => (text as string).toUpperCase())],
  ['lower', builtin('', (text) => (text as string).toLowerCase())],
  ['casefold', builtin('', (text) => (text as string).replaceAll('ß', 'ss').toLowerCase())],
  ['title', builtin('', (text) => titleCase(text as string))],
  ['capitalize', builtin('', (text) => capitalize(text as string))],
  ['swapcase', builtin('', (text) => swapCase(text as string))],
  ['isalpha', every((character) => LETTER.test(character))],
  ['isdigit', every((character) => /^[\p{Nd}²³¹⁰⁴-⁹]$/u.test(character))],
  ['isdecimal', every((character) => /^\p{Nd}$/u.test(character))],
  ['isnumeric', every((character) => /^\p{N}$/u.test(character))],
  ['isalnum', every((character) => /^[\p{L}\p{N}]$/u.test(character))],
  ['isspace', every((character) => isSpaceCode(character.charCodeAt(0)))],
  ['isascii', builtin('', (text) => Array.from(text as string).every((character) => character <= '\x7f'))],
  ['isupper', builtin('', (text) => isCase(text as string, true))],
  ['islower', builtin('', (text) => isCase(text as string, false))],
  ['istitle', builtin('', (text) => isTitle(text as string))],
  ['isidentifier', builtin('', (text) => isIdentifier(text as string))],
];
