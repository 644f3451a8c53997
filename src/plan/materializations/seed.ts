import { CsvError, parse } from 'csv-parse/sync';
import type { Diagnostic, Outcome } from '../../core/diagnostic.js';
import { problem } from '../../core/diagnostic.js';
import type { Seed } from '../../core/node.js';
import type { SeedRows } from '../../core/plan.js';
import type { RelationName } from '../../core/relation.js';
import { quoteIdentifier, renderInSchema } from '../../core/relation.js';
import type { Place } from '../../core/source-file.js';
import type { Statement } from '../../core/statement.js';
import { plainStatement } from '../../core/statement.js';
import { inferType, isNullCell } from './seed-types.js';

interface SeedTable {
  readonly create: Statement;
  readonly copy: SeedRows;
}

/** A table typed by `column_types` or by what the cells look like, and the rows that COPY sends into it. */
export function createSeed(seed: Seed, built: RelationName): Outcome<SeedTable> {
  const cells = readCells(seed);
  const [header = [], ...rows] = cells.value;
  const types = header.map(
    (column, index) => seed.columnTypes[column] ?? inferType(rows.map((row) => row[index] ?? '')),
  );
  const names = header.map((column) => quoteIdentifier(seed.quoteColumns ? column : column.toLowerCase()));
  const relation = renderInSchema(built);
  return {
    value: {
      create: plainStatement(
        `create table ${relation} (${names.map((name, i) => `${name} ${types[i] ?? 'text'}`).join(', ')})`,
      ),
      copy: {
        sql: `copy ${relation} (${names.join(', ')}) from stdin`,
        columns: header,
        rows: rows.map((row) => row.map((cell) => (isNullCell(cell) ? null : cell))),
      },
    },
    diagnostics: cells.diagnostics.length > 0 ? cells.diagnostics : headerProblems(seed, header),
  };
}

function readCells(seed: Seed): Outcome<string[][]> {
  if ([...seed.delimiter].length !== 1) {
    const message = `The delimiter of the seed ${seed.name} must be one character, not ${JSON.stringify(seed.delimiter)}.`;
    return { value: [], diagnostics: [problem('seed/delimiter', message)] };
  }
  try {
    const value = parse(seed.file.text, { bom: true, delimiter: seed.delimiter, skip_empty_lines: true });
    return { value, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    const at = { file: seed.file.path, line, column: 1 };
    const hint =
      'Every line needs as many cells as the header; quote cells that hold the delimiter, quotes or line breaks.';
    return {
      value: [],
      diagnostics: [
        problem('seed/broken-csv', `The seed ${seed.name} cannot be read: ${error.message}.`, { at, hint }),
      ],
    };
  }
}

function headerProblems(seed: Seed, header: readonly string[]): Outcome<unknown>['diagnostics'] {
  const at = { file: seed.file.path, line: 1, column: 1 };
  const empty = header.findIndex((name) => name.trim() === '');
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  const odd = seed.quoteColumns ? undefined : header.find((name) => name.trim() !== '' && !plainName.test(name));
  return [
    ...(header.length === 0
      ? [
          problem('seed/empty', `The seed ${seed.name} has no header.`, {
            at,
            hint: 'Its first line must name the columns.',
          }),
        ]
      : []),
    ...(empty >= 0
      ? [problem('seed/unnamed-column', `Column ${empty + 1} of the seed ${seed.name} has no name.`, { at })]
      : []),
    ...(odd === undefined ? [] : [oddName(seed, odd, at)]),
    ...(twice ? [problem('seed/column-twice', `The seed ${seed.name} has two columns named ${twice}.`, { at })] : []),
  ];
}

/** What PostgreSQL takes as a name without quotes, reserved words aside. */
const plainName = /^[\p{L}_][\p{L}\p{N}_$]*$/u;

function oddName(seed: Seed, name: string, at: Place): Diagnostic {
  return problem('seed/column-name', `Syntax error: ${JSON.stringify(name)} is no name of a column without quotes.`, {
    at,
    hint: `Cells of the seed ${seed.name} are split at ${JSON.stringify(seed.delimiter)}: set its delimiter, or quote_columns: true if this is its name.`,
  });
}
