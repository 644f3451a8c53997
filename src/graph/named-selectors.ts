import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { Place } from '../core/source-file.js';
import { fnmatch } from './patterns.js';
import { placed } from './selector.js';
import type { Specification } from './specification.js';

/** What selectors.yml defines. */
export interface NamedSelectors {
  readonly specifications: ReadonlyMap<string, Specification>;
  /** The one that is taken where a command names neither selection nor exclusion. */
  readonly defaultName?: string;
  /** The definitions as the manifest has them. */
  readonly manifest: JsonObject;
}

/** How a name is looked up. */
export interface Lookup {
  /** The name alone; otherwise it may have wildcards. */
  readonly exact?: boolean;
  readonly raw?: string;
  readonly at?: Place | undefined;
}

/** The definitions that a name stands for; `select/unknown-selector` where there is none. */
export function findSelectors(
  selectors: NamedSelectors | undefined,
  name: string,
  { exact = false, raw, at }: Lookup,
): { readonly specifications: readonly Specification[] } | { readonly problem: Diagnostic } {
  const known = [...(selectors?.specifications ?? [])];
  const matches = exact ? (each: string): boolean => each === name : fnmatch(name);
  const specifications = known.filter(([each]) => matches(each)).map(([, specification]) => specification);
  if (specifications.length > 0) return { specifications };
  const names = known.map(([each]) => each);
  const defined = names.length === 0 ? 'selectors.yml defines none.' : `Selectors are: ${names.join(', ')}.`;
  const message = `${raw === undefined ? '' : `Selector "${raw}": `}There is no selector ${name} in selectors.yml.`;
  const hint = didYouMean(name, names) ?? defined;
  return { problem: problem('select/unknown-selector', message, { hint, ...placed(at) }) };
}
