/** Why a record is in quarantine. The codes are stored and printed: never rename one. */
export const reasons = {
  wrong_field_count: 'it has more or fewer fields than the header',
  broken_quote: 'a quoted field is never closed, or a quote stands where none may stand',
  not_utf8: 'its bytes are not valid UTF-8',
  nul_byte: 'it holds a NUL byte',
  missing_value: 'a required cell is empty or blank',
  not_a_date: 'a cell is not a real day written YYYY-MM-DD',
  not_a_number: 'a cell is not a decimal number',
  not_an_integer: 'a cell is not a whole number, or too large for its column',
  duplicate_row: 'it repeats an earlier record of the file byte for byte',
} as const;

export type Reason = keyof typeof reasons;
