/** How `format` writes SQL; the `format` key of jiggy.yml. */
export interface FormatSettings {
  readonly keywordCase: 'lower' | 'upper' | 'preserve';
  /** Blanks for each level. */
  readonly indent: number;
  /** Length up to which lists and expressions stay on one line. */
  readonly width: number;
}

/** What holds where jiggy.yml says nothing. */
export const FORMAT_DEFAULTS: FormatSettings = { keywordCase: 'lower', indent: 4, width: 120 };
