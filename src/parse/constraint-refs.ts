import type { Constraint, Ref, Relational, SourceRef } from '../core/node-parts.js';
import type { Place } from '../core/source-file.js';
import type { Captured } from '../render/recorder.js';
import { refOfText } from './ref-text.js';

type Constrained = Pick<Relational, 'columns' | 'constraints' | 'contract'>;

/** The constraints of the model itself. */
export function inferredConstraints({ constraints }: Pick<Relational, 'constraints'>): readonly Constraint[] {
  return constraints;
}

/** What the template names, then what foreign keys of an enforced contract name. */
export function namedByConstraints(
  { columns, constraints, contract }: Constrained,
  captured: Pick<Captured, 'refs' | 'sources'>,
  at: Place,
): { readonly refs: readonly Ref[]; readonly sources: readonly SourceRef[] } {
  const all = contract.enforced ? [...columns.flatMap((column) => column.constraints), ...constraints] : [];
  const calls = all.flatMap(({ type, to }) => (type === 'foreign_key' && to !== undefined ? [refOfText(to, at)] : []));
  if (calls.length === 0) return { refs: captured.refs, sources: captured.sources };
  const refs = calls.filter((call) => call !== undefined && 'name' in call) as readonly Ref[];
  const sources = calls.filter((call) => call !== undefined && 'source' in call) as readonly SourceRef[];
  return { refs: [...captured.refs, ...refs], sources: [...captured.sources, ...sources] };
}
