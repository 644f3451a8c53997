const NEEDS_QUOTES = /[",\r\n]/;

/** One cell as RFC 4180 wants it: quoted only when it holds a comma, a quote or a line end; quotes are doubled. */
export function csvCell(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
