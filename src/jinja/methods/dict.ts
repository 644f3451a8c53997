import { builtin, type Builtin } from '../builtin.js';
import { valueError } from '../error.js';
import { mergeInto } from '../globals.js';
import { repr } from '../printing.js';
import { Dict, tuple, type Value, type View } from '../values.js';

function view(of: View['of']): Builtin {
  return builtin('', (dict) => ({ kind: 'view', of, dict: dict as Dict }));
}

function get(dict: Dict, key: Value, fallback: Value): Value {
  const value = dict.get(key);
  return value === undefined ? fallback : value;
}

function pop(dict: Dict, key: Value, fallback: Value | undefined): Value {
  const found = dict.get(key);
  const value = found === undefined ? fallback : found;
  if (value === undefined) throw valueError(`pop: the key ${repr(key)} is not there`, 'give a default: pop(key, none)');
  dict.delete(key);
  return value;
}

function popItem(dict: Dict): Value {
  const last = Array.from(dict.entries()).at(-1);
  if (last === undefined) throw valueError('popitem(): dictionary is empty');
  dict.delete(last[0]);
  return tuple(last);
}

function setDefault(dict: Dict, key: Value, fallback: Value): Value {
  const value = dict.get(key);
  if (value !== undefined) return value;
  dict.set(key, fallback);
  return fallback;
}

/** The methods of a dict. */
export const dictMethods: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['keys', view('keys')],
  ['values', view('values')],
  ['items', view('items')],
  ['get', builtin('key default?', (dict, [key = null, fallback = null]) => get(dict as Dict, key, fallback))],
  ['pop', builtin('key default?', (dict, [key = null, fallback]) => pop(dict as Dict, key, fallback))],
  ['popitem', builtin('', (dict) => popItem(dict as Dict))],
  [
    'setdefault',
    builtin('key default?', (dict, [key = null, fallback = null]) => setDefault(dict as Dict, key, fallback)),
  ],
  ['copy', builtin('', (dict) => Dict.from((dict as Dict).entries()))],
  [
    'clear',
    builtin('', (dict) => {
      (dict as Dict).clear();
      return null;
    }),
  ],
  [
    'update',
    builtin('*', (dict, [source], _context, named) => {
      if (source !== undefined) mergeInto(dict as Dict, source);
      for (const [key, value] of named) (dict as Dict).set(key, value);
      return null;
    }),
  ],
]);
