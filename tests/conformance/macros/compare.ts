/** White space, comments and blanks beside brackets do not count; names made of the time or a hash are all the same. */
export function normalised(text: string): string {
  return text
    .replaceAll(/--.*$/gm, '')
    .replaceAll('\\n', ' ')
    .replaceAll(/\b[0-9a-f]{32}\b/g, 'HASH')
    .replaceAll(/ at 0x[0-9a-f]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([(),;<>]) ?/g, '$1')
    .trim();
}
