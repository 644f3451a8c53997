/** The types that a contract's `data_type` may name; each has its check in `typeCheck`. */
export const columnTypes = ['text', 'integer', 'bigint', 'numeric', 'date'] as const;

export type ColumnType = (typeof columnTypes)[number];

/** Other spellings that PostgreSQL knows for the same types. */
const aliases: Readonly<Record<string, ColumnType>> = {
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  decimal: 'numeric',
  varchar: 'text',
  'character varying': 'text',
};

/** The type that `data_type` names, whatever its case; undefined for types that ingest does not check. */
export function columnTypeOf(dataType: string): ColumnType | undefined {
  const name = dataType.trim().toLowerCase().replace(/\s+/g, ' ');
  return columnTypes.find((each) => each === name) ?? aliases[name];
}
