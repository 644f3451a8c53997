import type { Target } from './ast.js';
import { typeError, valueError } from './error.js';
import { listOf } from './iteration.js';
import type { Scope } from './scope.js';
import type { Value } from './values.js';

/** Assigns a value to a name, to the attribute of a namespace, or its items to several. */
export function assign(target: Target, value: Value, scope: Scope): void {
  switch (target.kind) {
    case 'name':
      scope.set(target.name, value);
      return;
    case 'member':
      assignMember(target.object, target.name, value, scope);
      return;
    case 'targets':
      unpack(target.items, value, scope);
  }
}

function assignMember(object: string, name: string, value: Value, scope: Scope): void {
  const owner = scope.get(object);
  if (owner !== null && typeof owner === 'object' && !Array.isArray(owner) && owner.kind === 'namespace') {
    owner.members.set(name, value);
    return;
  }
  throw typeError(
    `cannot assign the attribute '${name}' of '${object}': it is no namespace`,
    `make it with namespace()`,
  );
}

function unpack(targets: readonly Target[], value: Value, scope: Scope): void {
  const items = listOf(value);
  if (items.length !== targets.length) {
    const message = items.length > targets.length ? 'too many values to unpack' : 'not enough values to unpack';
    throw valueError(`${message} (expected ${targets.length}, got ${items.length})`);
  }
  targets.forEach((target, index) => {
    assign(target, items[index] ?? null, scope);
  });
}
