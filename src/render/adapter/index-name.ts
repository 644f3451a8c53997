/** A name for an index that depends on nothing but the relation and the index: 32 hexadecimal digits. */
export function indexName(relation: string, index: string): string {
  const text = `${relation} ${index}`;
  return [0, 1, 2, 3].map((seed) => hash(text, seed)).join('');
}

/** FNV-1a over UTF-16 units. */
function hash(text: string, seed: number): string {
  let value = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value.toString(16).padStart(8, '0');
}
