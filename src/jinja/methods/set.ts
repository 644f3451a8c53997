import { builtin, type Builtin } from '../builtin.js';
import { valueError } from '../error.js';
import { iterate } from '../iteration.js';
import { repr } from '../printing.js';
import { PySet, type Value } from '../values.js';

function combine(keep: (inLeft: boolean, inRight: boolean) => boolean): Builtin {
  return builtin('*', (value, others) => {
    let result = new PySet((value as PySet).values());
    for (const other of others) {
      const right = new PySet(iterate(other ?? null));
      const left = result;
      const all = [...left.values(), ...right.values()];
      result = new PySet(all.filter((member) => keep(left.has(member), right.has(member))));
    }
    return result;
  });
}

function every(value: PySet, other: PySet): boolean {
  return Array.from(value.values()).every((member) => other.has(member));
}

function remove(set: PySet, member: Value): null {
  if (!set.delete(member)) throw valueError(`remove: ${repr(member)} is not in the set`, 'discard() does not mind');
  return null;
}

/** The methods of a set. */
export const setMethods: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [
    'add',
    builtin('member', (set, [member = null]) => {
      (set as PySet).add(member);
      return null;
    }),
  ],
  [
    'discard',
    builtin('member', (set, [member = null]) => {
      (set as PySet).delete(member);
      return null;
    }),
  ],
  ['remove', builtin('member', (set, [member = null]) => remove(set as PySet, member))],
  [
    'update',
    builtin('*', (set, others) => {
      for (const other of others) for (const member of Array.from(iterate(other ?? null))) (set as PySet).add(member);
      return null;
    }),
  ],
  [
    'clear',
    builtin('', (set) => {
      (set as PySet).clear();
      return null;
    }),
  ],
  ['copy', builtin('', (set) => new PySet((set as PySet).values()))],
  ['union', combine(() => true)],
  ['intersection', combine((left, right) => left && right)],
  ['difference', combine((left, right) => left && !right)],
  ['symmetric_difference', combine((left, right) => left !== right)],
  ['issubset', builtin('other', (set, [other = null]) => every(set as PySet, new PySet(iterate(other))))],
  ['issuperset', builtin('other', (set, [other = null]) => every(new PySet(iterate(other)), set as PySet))],
  [
    'isdisjoint',
    builtin('other', (set, [other = null]) => !Array.from(iterate(other)).some((member) => (set as PySet).has(member))),
  ],
]);
