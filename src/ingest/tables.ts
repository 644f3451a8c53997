import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Session } from '../core/ports.js';
import { relationKey } from '../core/relation.js';
import type { SourceContract, TableName } from './contract.js';
import { landingColumns } from './reader.js';

/**
 * Whether the tables that ingest writes are there with the columns that the contracts need.
 * Errors: `ingest/no-table` (the migrations were not applied), `ingest/no-column`.
 */
export async function checkTables(
  session: Session,
  contracts: readonly SourceContract[],
): Promise<readonly Diagnostic[]> {
  const needs = [...new Set(contracts)].flatMap(needsOf);
  const known = await columnsOf(session, needs);
  const missing = [...ownTables, ...needs].filter((need) => !known.has(relationKey(need.table)));
  if (missing.length > 0) return [noTable(missing)];
  return needs.flatMap((need) => {
    const lacking = need.columns.filter((name) => !known.get(relationKey(need.table))?.includes(name));
    return lacking.length > 0 ? [noColumn(need, lacking)] : [];
  });
}

interface Need {
  readonly table: TableName;
  readonly columns: readonly string[];
  readonly contract?: SourceContract;
}

const ownTables: readonly Need[] = ['loads', 'quarantine'].map((identifier) => ({
  table: { schema: 'ops', identifier },
  columns: [],
}));

function needsOf(contract: SourceContract): readonly Need[] {
  const names = contract.columns.map((column) => column.name);
  return [
    { table: contract.landing, columns: [...landingColumns, ...names], contract },
    { table: contract.target, columns: ['_file_id', '_line_no', '_txid', ...names], contract },
  ];
}

/** Table -> names of its columns, for those that exist. */
async function columnsOf(session: Session, needs: readonly Need[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = [...ownTables, ...needs].map((need) => need.table);
  const { rows } = await session.query(
    `select schema, identifier, coalesce(json_agg(attname) filter (where attnum > 0 and not attisdropped), '[]')::text as columns
    from unnest($1::text[], $2::text[]) as t (schema, identifier)
    join pg_attribute on attrelid = to_regclass(format('%I.%I', schema, identifier))
    group by schema, identifier`,
    [tables.map((table) => table.schema), tables.map((table) => table.identifier)],
  );
  return new Map(
    rows.map((row) => [
      relationKey({ schema: String(row['schema']), identifier: String(row['identifier']) }),
      JSON.parse(String(row['columns'])) as string[],
    ]),
  );
}

function noTable(missing: readonly Need[]): Diagnostic {
  const names = missing.map((need) => relationKey(need.table)).join(', ');
  return problem('ingest/no-table', `The database has no table ${names}.`, {
    hint: 'Apply the migrations first: jiggy migrate',
  });
}

function noColumn(need: Need, lacking: readonly string[]): Diagnostic {
  const message = `Table ${relationKey(need.table)} lacks ${lacking.join(', ')}, which source ${need.contract?.name ?? ''} needs.`;
  return problem('ingest/no-column', message, {
    ...(need.contract ? { at: need.contract.at } : {}),
    hint: 'Apply the migrations (jiggy migrate), or write one that adds what is missing.',
  });
}
