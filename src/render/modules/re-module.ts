import type { Value } from '../../jinja/values.js';
import { Dict, hostFunction } from '../../jinja/values.js';
import { bindArguments } from '../arguments.js';
import { method, text, whole } from './members.js';
import { FLAGS, patternOf } from './pattern-value.js';

/** The functions that a compiled pattern has as methods, and their parameters behind the pattern. */
const SEARCHES: readonly (readonly [name: string, parameters: readonly string[]])[] = [
  ['match', ['string']],
  ['fullmatch', ['string']],
  ['search', ['string']],
  ['findall', ['string']],
  ['finditer', ['string']],
  ['split', ['string', 'maxsplit?']],
  ['sub', ['repl', 'string', 'count?']],
  ['subn', ['repl', 'string', 'count?']],
];

const LONG_NAMES = {
  ASCII: FLAGS.A,
  IGNORECASE: FLAGS.I,
  LOCALE: FLAGS.L,
  MULTILINE: FLAGS.M,
  DOTALL: FLAGS.S,
  VERBOSE: FLAGS.X,
  UNICODE: FLAGS.U,
};

/** `modules.re`: Python's regular expressions in linear time, without looking ahead and referring back. */
export const reModule: Dict = Dict.from({
  ...Object.fromEntries(SEARCHES.map(([name, parameters]) => [name, onPattern(name, parameters)])),
  compile: method('compile', 'pattern flags?', (given) => patternOf(given.get('pattern'), whole(given, 'flags', 0)))(),
  escape: method('escape', 'pattern', (given) => escape(text(given, 'pattern')))(),
  purge: method('purge', '', () => null)(),
  ...FLAGS,
  ...LONG_NAMES,
});

function onPattern(name: string, parameters: readonly string[]): Value {
  return hostFunction(name, (args, kwargs, site) => {
    const given = bindArguments(name, ['pattern', ...parameters, 'flags?'], args, kwargs);
    const pattern = patternOf(given.get('pattern'), whole(given, 'flags', 0));
    const named = new Map([...given].filter(([key]) => key !== 'pattern' && key !== 'flags'));
    const found = pattern.get(name);
    return site.call(found ?? null, [], named);
  });
}

/** Puts a backslash before every character that a pattern could misread. */
function escape(value: string): string {
  return value.replaceAll(/[\t\n\v\f\r #$&()*+\-.?[\\\]^{|}~]/g, '\\$&');
}
