import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { nearestName } from '../core/nearest.js';
import type { ContractColumn, SourceContract } from './contract.js';

/** The contract that a file is read by, and its columns in the order of the file. */
export interface ContractMatch {
  readonly contract: SourceContract;
  readonly columns: readonly ContractColumn[];
}

/**
 * The one contract whose columns are exactly those of the header, in any order. Errors: `ingest/duplicate-column`,
 * `ingest/header-mismatch` (names what is missing and what is unknown, against the nearest contract),
 * `ingest/ambiguous-header`, `ingest/no-contract`.
 */
export function matchContract(
  file: string,
  header: readonly string[],
  contracts: readonly SourceContract[],
): ContractMatch | Diagnostic {
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) {
    return problem('ingest/duplicate-column', `${file}: the header names ${show(twice)} twice.`, {
      hint: 'Every column needs a name of its own.',
    });
  }
  const fitting = contracts.filter((contract) => fits(contract, header));
  const [first] = fitting;
  if (first === undefined) return mismatch(file, header, contracts);
  if (fitting.length > 1) return ambiguous(file, fitting);
  return { contract: first, columns: header.flatMap((name) => first.columns.filter((each) => each.header === name)) };
}

function fits(contract: SourceContract, header: readonly string[]): boolean {
  return contract.columns.length === header.length && missingFrom(contract, header).length === 0;
}

function missingFrom(contract: SourceContract, header: readonly string[]): readonly string[] {
  return contract.columns.map((column) => column.header).filter((name) => !header.includes(name));
}

function mismatch(file: string, header: readonly string[], contracts: readonly SourceContract[]): Diagnostic {
  const nearest = contracts.toSorted((a, b) => missingShare(a, header) - missingShare(b, header))[0];
  if (!nearest) {
    return problem('ingest/no-contract', `${file}: no source of the project says how its files look.`, {
      hint: "Declare config.meta.jiggy.landing and the columns in a source's .yml.",
    });
  }
  const missing = missingFrom(nearest, header);
  const unknown = header.filter((name) => !nearest.columns.some((column) => column.header === name));
  const parts = [
    ...(missing.length > 0 ? [`it lacks ${list(missing)}`] : []),
    ...(unknown.length > 0 ? [`it has the unknown ${list(unknown)}`] : []),
  ];
  const message = `${file}: the header does not fit source ${nearest.name}: ${parts.join('; ')}.`;
  return problem('ingest/header-mismatch', message, {
    also: [{ note: 'the columns are declared here:', at: nearest.at }],
    hint: mismatchHint(header, missing, unknown, missing.length === nearest.columns.length),
  });
}

function missingShare(contract: SourceContract, header: readonly string[]): number {
  return missingFrom(contract, header).length / Math.max(1, contract.columns.length);
}

function mismatchHint(
  header: readonly string[],
  missing: readonly string[],
  unknown: readonly string[],
  nothingFits: boolean,
): string {
  const other = header.length === 1 ? /[;\t|]/.exec(header[0] ?? '')?.[0] : undefined;
  if (other !== undefined) {
    const name = other === '\t' ? 'tabs' : `"${other}"`;
    return `The fields seem to be separated by ${name}; ingest reads commas.`;
  }
  if (nothingFits && header.some((name) => /^[+-]?\d/.test(name))) return 'Is the first line of the file a header?';
  for (const name of unknown) {
    const meant = nearestName(name, missing);
    if (meant !== undefined)
      return `Is ${show(name)} meant to be ${show(meant)}? Names must be the same, letter by letter.`;
  }
  return "Correct the file, or the columns of the source's .yml and the tables behind it.";
}

function ambiguous(file: string, fitting: readonly SourceContract[]): Diagnostic {
  const names = fitting.map((each) => each.name).join(' and ');
  return problem('ingest/ambiguous-header', `${file}: the header fits more than one source: ${names}.`, {
    also: fitting.map((each) => ({ note: `${each.name}:`, at: each.at })),
    hint: 'Columns of two sources must differ in at least one name.',
  });
}

/** `column A`, `columns A, B and 3 more` */
function list(names: readonly string[]): string {
  const shown = names.slice(0, 10).map(show).join(', ');
  const rest = names.length > 10 ? ` and ${names.length - 10} more` : '';
  return `${names.length === 1 ? 'column' : 'columns'} ${shown}${rest}`;
}

function show(name: string): string {
  return name === '' ? '""' : name.length > 60 ? `${name.slice(0, 60)}...` : name;
}
