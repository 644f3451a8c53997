/** What a template puts between pieces of SQL. A `region` is several tags with all that stands between them, kept whole. */
export type TemplateKind = 'expression' | 'tag' | 'note' | 'region';

/**
 * The smallest thing that formatting moves: its text never changes, only the white space between two of them (and the
 * case of keywords).
 */
export interface Item {
  readonly kind:
    | TemplateKind
    | 'word'
    | 'quoted'
    | 'string'
    | 'param'
    | 'operator'
    | 'punctuation'
    | 'line-comment'
    | 'block-comment';
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Tags, expressions and comments of the template language, with offsets into the text. */
export interface TemplatePart {
  readonly kind: TemplateKind;
  readonly start: number;
  readonly end: number;
  /** First word of a tag, such as `if`; of other parts nothing. */
  readonly name: string;
}

/** A text taken apart. */
export interface Pieces {
  readonly text: string;
  readonly items: readonly Item[];
}

/** Why a file is left as it is; `offset` counts in the text that was to be formatted. */
export class CannotFormat extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = 'CannotFormat';
    this.offset = offset;
  }
}

/** Whether an item comes from the template language, so that nobody knows what it will be. */
export function isTemplate(item: Item | undefined): boolean {
  return item !== undefined && ['expression', 'tag', 'note', 'region'].includes(item.kind);
}

/** Whether an item is a comment of SQL. */
export function isComment(item: Item | undefined): boolean {
  return item?.kind === 'line-comment' || item?.kind === 'block-comment';
}

/** What stands between two neighbours, or before the first or after the last. */
export function gapBefore(pieces: Pieces, index: number): string {
  return pieces.text.slice(pieces.items[index - 1]?.end ?? 0, pieces.items[index]?.start ?? pieces.text.length);
}
