/**
 * One token with its place in the source (UTF-16 offsets).
 * `text` is template text; the `begin`/`end` kinds are the delimiters of `{{ }}` and `{% %}`.
 */
export interface Token {
  readonly kind:
    | 'text'
    | 'variable-begin'
    | 'variable-end'
    | 'block-begin'
    | 'block-end'
    | 'name'
    | 'string'
    | 'integer'
    | 'float'
    | 'operator'
    | 'end';
  /** The text, name, operator or digits; for a string its decoded value. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** How whitespace around tags is treated. All are off by default, as in dbt. */
export interface LexerOptions {
  /** Drop the newline after a block tag or comment. */
  readonly trimBlocks?: boolean;
  /** Drop blanks before a block tag or comment that stands first on its line. */
  readonly lstripBlocks?: boolean;
  /** Keep the last newline of the source; Jinja drops it. */
  readonly keepTrailingNewline?: boolean;
}
