import { quoteIdentifier, quoteLiteral, renderInSchema } from '../core/relation.js';
import type { ContractColumn, SourceContract } from './contract.js';
import { landingColumns } from './reader.js';
import type { Reason } from './reason.js';
import { hasCheck, reasonSql } from './value-checks.js';

/** The statements that load one file. Names of columns come from the contract and are quoted; values are bound. */

/** COPY into the landing table; `columns` in the order of the file. */
export function copySql(contract: SourceContract, columns: readonly ContractColumn[]): string {
  const names = [...landingColumns, ...columns.map((column) => quoteIdentifier(column.name))];
  return `copy ${renderInSchema(contract.landing)} (${names.join(', ')}) from stdin (format text, delimiter ',', null '')`;
}

/** Records that the reader could not take apart. Parameters: file id, time. */
export function quarantineUnreadableSql(contract: SourceContract): string {
  return `insert into ops.quarantine (file_id, line_no, byte_offset, raw, stage, reasons, detail, first_seen)
select $1::bigint, _line_no, _byte_offset, _raw, 'read', _reasons, _detail, $2::timestamptz
from ${renderInSchema(contract.landing)}
where _reasons is not null`;
}

/**
 * Records with values that break the contract, and repeated ones; all reasons of each. Parameters: file id, time.
 * `columns` in the order of the file: the record's bytes are put together from its fields.
 */
export function quarantineCheckedSql(contract: SourceContract, columns: readonly ContractColumn[]): string {
  const landing = renderInSchema(contract.landing);
  const checked = contract.columns.filter(hasCheck);
  const findsCopies = contract.duplicates === 'quarantine';
  const findings = [
    ...(findsCopies ? [copyFinding()] : []),
    ...checked.map((column, index) => valueFinding(column, index + 1)),
  ];
  if (findings.length === 0) return 'select 1 where false and $1::bigint is null and $2::timestamptz is null';
  const conditions = [
    ...(findsCopies ? ['copies._line_no is not null'] : []),
    ...checked.map((column) => `${reasonSql(column, landed(column))} is not null`),
  ];
  return `${findsCopies ? `with copies as materialized (\n${copiesSql(landing, columns)}\n)\n` : ''}\
insert into ops.quarantine (file_id, line_no, byte_offset, raw, stage, reasons, columns, detail, first_seen)
select $1::bigint, l._line_no, l._byte_offset, convert_to(${recordText(columns)}, 'UTF8'), 'check',
  found.reasons, found.columns, found.detail, $2::timestamptz
from ${landing} l${findsCopies ? ' left join copies on copies._line_no = l._line_no' : ''}
cross join lateral (
  select array_agg(distinct reason collate "C" order by reason collate "C") as reasons,
    coalesce(array_agg(name order by place) filter (where name is not null), '{}') as columns,
    string_agg(concat(name || ': ', reason, ' (' || shown || ')'), '; ' order by place) as detail
  from (values
    ${findings.join(',\n    ')}
  ) finding (place, name, reason, shown)
  where reason is not null
) found
where l._reasons is null and (${conditions.join('\n  or ')})`;
}

/** Everything that is not in quarantine, typed. Parameter: file id. */
export function acceptSql(contract: SourceContract): string {
  const names = contract.columns.map((column) => quoteIdentifier(column.name));
  const values = contract.columns.map((column) =>
    column.type === 'text' ? landed(column) : `${landed(column)}::${column.type}`,
  );
  return `insert into ${renderInSchema(contract.target)} (_file_id, _line_no, ${names.join(', ')})
select $1::bigint, l._line_no, ${values.join(', ')}
from ${renderInSchema(contract.landing)} l
where not exists (select from ops.quarantine q where q.file_id = $1::bigint and q.line_no = l._line_no)`;
}

function landed(column: ContractColumn): string {
  return `l.${quoteIdentifier(column.name)}`;
}

function valueFinding(column: ContractColumn, place: number): string {
  const value = landed(column);
  const shown = `'"' || left(${value}, 60) || case when length(${value}) > 60 then '...' else '' end || '"'`;
  return `(${place}, ${quoteLiteral(column.name)}, ${reasonSql(column, value)}, ${shown})`;
}

function copyFinding(): string {
  const reason: Reason = 'duplicate_row';
  return `(0, null, case when copies._line_no is not null then ${quoteLiteral(reason)} end, 'first on line ' || copies.first_line)`;
}

/** Every record that repeats an earlier one byte for byte. The hash only finds candidates; their bytes decide. */
function copiesSql(landing: string, columns: readonly ContractColumn[]): string {
  return `  select _line_no, first_line
  from (
    select l._line_no, min(l._line_no) over (partition by ${recordText(columns)}) as first_line
    from ${landing} l
    where l._reasons is null and l._hash in (
      select _hash from ${landing} where _reasons is null group by _hash having count(*) > 1
    )
  ) alike
  where _line_no > first_line`;
}

/** The record as it stands in the file: its fields with commas between them, in quotes where they were. */
function recordText(columns: readonly ContractColumn[]): string {
  const fields = columns.map((column, index) => {
    const value = `coalesce(${landed(column)}, '')`;
    return `case when substr(l._quoted, ${index + 1}, 1) = '1' then '"' || replace(${value}, '"', '""') || '"' else ${value} end`;
  });
  return `array_to_string(array[${fields.join(', ')}], ',')`;
}
