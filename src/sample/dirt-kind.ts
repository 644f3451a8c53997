/** The kinds of dirt. The names are a contract: the command line, the truth file and the tests share them. */
export const DIRT_KINDS = [
  'wrong_total',
  'contradictory_status',
  'impossible_date',
  'product_variant',
  'missing_contact',
  'duplicate_line',
  'broken_line',
] as const;

export type DirtKind = (typeof DIRT_KINDS)[number];

/** Why ingest puts a row in quarantine; the other kinds are accepted and flagged later. */
export const QUARANTINE_REASONS = ['not_a_date', 'duplicate_row', 'wrong_field_count', 'broken_quote'] as const;

export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];
