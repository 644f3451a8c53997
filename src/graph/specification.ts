import type { Diagnostic } from '../core/diagnostic.js';
import type { IndirectSelection, Selector } from './selector.js';
import { parseSelector } from './selector.js';

/** What is to be selected: criteria, and sets made of them. */
export type Specification =
  { readonly kind: 'criterion'; readonly selector: Selector } | Combination | { readonly kind: 'all' };

/** A set of sets. A difference is its first part without the others. */
export interface Combination {
  readonly kind: 'union' | 'intersection' | 'difference';
  readonly parts: readonly Specification[];
  /** By which rule tests come in whose parents were brought together by this combination. */
  readonly indirect: IndirectSelection;
  /** As it was written, where it is to be told when nothing matches. */
  readonly raw?: string;
}

/** What the command line says: all, or the union of some texts, without others. */
export function commandSpecification(
  select: readonly string[] | undefined,
  exclude: readonly string[] | undefined,
  indirect: IndirectSelection,
  diagnostics: Diagnostic[],
): Specification {
  const included: Specification = select ? unionOfTexts(select, indirect, diagnostics) : { kind: 'all' };
  if (!exclude) return { kind: 'union', parts: [included], indirect };
  return { kind: 'difference', parts: [included, unionOfTexts(exclude, indirect, diagnostics)], indirect };
}

/** Texts stand for a union each, of what spaces set apart; every part may be an intersection, set apart by commas. */
export function unionOfTexts(
  texts: readonly string[],
  indirect: IndirectSelection,
  diagnostics: Diagnostic[],
): Specification {
  const words = texts.flatMap((text) => text.split(' '));
  return { kind: 'union', indirect, parts: words.map((word) => intersectionOf(word, indirect, diagnostics)) };
}

function intersectionOf(word: string, indirect: IndirectSelection, diagnostics: Diagnostic[]): Specification {
  const parts = word.split(',').flatMap((text): Specification[] => {
    const read = parseSelector(text);
    if ('selector' in read) return [{ kind: 'criterion', selector: read.selector }];
    diagnostics.push(read.problem);
    return [];
  });
  return { kind: 'intersection', parts, indirect, raw: word };
}
