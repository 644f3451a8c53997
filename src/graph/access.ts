import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Node } from '../core/node.js';
import type { Ref } from '../core/node-parts.js';
import type { Referable } from '../core/ref-index.js';

/**
 * `model/private-ref` where a node may not name a model: private ones are for their group, protected ones of a package
 * with restrict-access for that package.
 */
export function accessProblem(
  node: Node,
  target: Referable,
  ref: Ref,
  restricted: ReadonlySet<string> = new Set(),
): Diagnostic | undefined {
  if (target.kind !== 'model') return undefined;
  if (target.access === 'private' && (node.group === undefined || node.group !== target.group)) {
    const whose = target.group === undefined ? 'and in no group' : `to the group ${target.group}`;
    const hint =
      target.group === undefined
        ? 'Give it another access.'
        : `Put ${node.name} into that group, or give ${target.name} another access.`;
    return problem('model/private-ref', `${node.name} may not name ${target.name}, which is private ${whose}.`, {
      at: ref.at,
      hint,
    });
  }
  const foreign = target.package !== node.package && restricted.has(target.package);
  if (target.access === 'protected' && foreign) {
    const message = `${node.name} may not name ${target.name}, which is protected in the package ${target.package}.`;
    return problem('model/private-ref', message, {
      at: ref.at,
      hint: 'Only its public models may be named from outside.',
    });
  }
  return undefined;
}
