import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { NodeCommon, Relational } from '../core/node-parts.js';
import { captureHooks } from '../render/capture.js';
import type { RenderEnvironment } from '../render/environment.js';
import type { Captured } from '../render/recorder.js';
import type { TemplateSubject } from '../render/subject.js';

type Named = Pick<Captured, 'refs' | 'sources' | 'macros'>;
type Hooked = Pick<Relational, 'preHooks' | 'postHooks'>;

/** What the template of a node names, then what its hooks name. */
export function namedWithHooks(
  subject: TemplateSubject,
  { preHooks, postHooks }: Hooked,
  captured: Named,
  environment: RenderEnvironment,
  found: Diagnostic[],
): Named {
  if (preHooks.length + postHooks.length === 0) return captured;
  const { value, diagnostics } = captureHooks(subject, environment, [...preHooks, ...postHooks]);
  found.push(...diagnostics);
  return {
    refs: [...captured.refs, ...value.refs],
    sources: [...captured.sources, ...value.sources],
    macros: [...new Set([...captured.macros, ...value.macros])],
  };
}

/** A seed is read by others and reads nothing itself, neither in its hooks. */
export function refsOfSeedHooks(
  seed: TemplateSubject & Pick<NodeCommon, 'id'>,
  { preHooks, postHooks }: Hooked,
  environment: RenderEnvironment,
): readonly Diagnostic[] {
  if (preHooks.length + postHooks.length === 0) return [];
  const { value, diagnostics } = captureHooks(seed, environment, [...preHooks, ...postHooks]);
  const [ref] = value.refs;
  if (!ref) return diagnostics;
  const message = `Seeds cannot depend on other nodes, and a hook of ${seed.name} refers to ${ref.name}.`;
  return [...diagnostics, problem('parse/seed-hook', message, { at: ref.at })];
}
