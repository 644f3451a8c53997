/** Type oids of pg_catalog that the engine tells apart. */
export const typeOid = {
  bool: 16,
  int8: 20,
  int2: 21,
  int4: 23,
  oid: 26,
  float4: 700,
  float8: 701,
  numeric: 1700,
} as const;

/**
 * A value from PostgreSQL's text form: boolean, number where nothing is lost, else the text itself.
 * numeric stays text: its digits are the value. Dates and times stay text: no zone is put into them.
 */
export function parseValue(oid: number, text: string): string | number | boolean {
  switch (oid) {
    case typeOid.bool:
      return text === 't';
    case typeOid.int2:
    case typeOid.int4:
    case typeOid.oid:
      return Number(text);
    case typeOid.int8: {
      const number = Number(text);
      return Number.isSafeInteger(number) ? number : text;
    }
    case typeOid.float4:
    case typeOid.float8: {
      const number = Number(text);
      return Number.isFinite(number) ? number : text;
    }
    default:
      return text;
  }
}
