import type { DispatchOrder } from '../core/project.js';
import { DISPATCH_PREFIXES } from './dispatch-prefixes.js';
import type { LibraryMacro } from './library-macro.js';
import type { MacroNamespace } from './macro-namespace.js';
import { BUILTIN_PACKAGES } from './macro-namespace.js';

/** What decides where dispatched macros are looked for. */
export interface DispatchRules {
  /** The root project's package. */
  readonly name: string;
  readonly dispatch: readonly DispatchOrder[];
}

/** The macro that a place has for a dispatched name; null is everything that a bare name finds. */
export function implementation(
  name: string,
  place: string | null,
  namespace: MacroNamespace,
): LibraryMacro | undefined {
  for (const prefix of DISPATCH_PREFIXES) {
    const macro = place === null ? namespace.find(prefix + name) : namespace.findIn(place, prefix + name);
    if (macro) return macro;
  }
  return undefined;
}

/** Where a namespace's macros are looked for: as `dispatch:` says, else the root project and then the package itself. */
export function searchOrder(
  packageName: string | null,
  namespace: MacroNamespace,
  config: DispatchRules,
): readonly (string | null)[] {
  if (packageName === null) return [null];
  const written = config.dispatch.find((each) => each.namespace === packageName);
  if (written && written.searchOrder.length > 0) return written.searchOrder;
  if (packageName === config.name) return [packageName];
  const known = namespace.hasPackage(packageName) || BUILTIN_PACKAGES.includes(packageName);
  return known ? [config.name, packageName] : [null];
}
