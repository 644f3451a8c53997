import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { hasErrors, problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonObject } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { Source } from '../core/node.js';
import type { ColumnDoc } from '../core/node-parts.js';
import { placeOfNode } from '../core/node.js';
import type { Place } from '../core/source-file.js';
import { columnTypeOf, columnTypes } from './column-type.js';
import type { Budget, ContractColumn, SourceContract, TableName } from './contract.js';

/** Whether the source's .yml says anything to ingest: `config.meta.jiggy` is there and names a landing table. */
export function hasContract(source: Source): boolean {
  return settingsOf(source.meta)?.['landing'] !== undefined;
}

/**
 * The contracts of all sources that have one. Sources without are left out.
 * Errors: those of `contractOf`.
 */
export function contractsOf(sources: readonly Source[]): Outcome<readonly SourceContract[]> {
  const outcomes = sources.filter(hasContract).map(contractOf);
  const diagnostics = outcomes.flatMap((each) => each.diagnostics);
  return { value: outcomes.flatMap((each) => (hasErrors(each.diagnostics) ? [] : [each.value])), diagnostics };
}

/**
 * Reads what a source's .yml declares under `config.meta.jiggy`, for the table and for each column.
 * Errors, all at the place in the .yml: `contract/invalid` (a value of the wrong shape), `contract/unknown-type`,
 * `contract/no-columns`, `contract/duplicate-header`; `contract/unknown-key` is a warning.
 */
export function contractOf(source: Source): Outcome<SourceContract> {
  const at = placeOfNode(source);
  const report = new Findings(source, at);
  const settings = settingsOf(source.meta) ?? {};
  report.unknownKeys(settings, ['landing', 'duplicates', 'budget'], at);
  const columns = source.columns.map((column) => columnOf(column, report));
  report.columns(columns);
  const budget = budgetOf(settings['budget'], report);
  const value: SourceContract = {
    source: source.id,
    name: `${source.sourceName}.${source.name}`,
    target: { schema: source.relation.schema, identifier: source.relation.identifier },
    landing: landingOf(settings['landing'], source, report),
    columns,
    duplicates: duplicatesOf(settings['duplicates'], report),
    ...(budget ? { budget } : {}),
    at,
  };
  return { value, diagnostics: report.diagnostics };
}

function settingsOf(meta: JsonObject): JsonObject | undefined {
  const own = meta['jiggy'];
  return isJsonObject(own) ? own : undefined;
}

/** Collects what is wrong with one contract; it has the lifetime of one reading. */
class Findings {
  readonly diagnostics: Diagnostic[] = [];
  readonly source: Source;
  readonly at: Place;

  constructor(source: Source, at: Place) {
    this.source = source;
    this.at = at;
  }

  invalid(what: string, expected: string, at: Place = this.at): void {
    this.diagnostics.push(problem('contract/invalid', `Source ${this.name}: ${what}.`, { at, hint: expected }));
  }

  unknownKeys(settings: JsonObject, known: readonly string[], at: Place): void {
    for (const key of Object.keys(settings).filter((each) => !known.includes(each))) {
      const hint = didYouMean(key, known) ?? `Known keys: ${known.join(', ')}.`;
      const message = `Source ${this.name}: config.meta.jiggy.${key} means nothing to ingest.`;
      this.diagnostics.push(problem('contract/unknown-key', message, { severity: 'warning', at, hint }));
    }
  }

  columns(columns: readonly ContractColumn[]): void {
    if (columns.length === 0) {
      const hint = 'List them under `columns:`, each with its data_type.';
      this.diagnostics.push(
        problem('contract/no-columns', `Source ${this.name} declares no columns.`, { at: this.at, hint }),
      );
    }
    for (const [index, { header, name }] of columns.entries()) {
      if (columns.findIndex((each) => each.header === header) === index) continue;
      const message = `Source ${this.name}: two columns have the header ${header}.`;
      this.diagnostics.push(problem('contract/duplicate-header', message, { at: placeOfColumn(this.source, name) }));
    }
  }

  get name(): string {
    return `${this.source.sourceName}.${this.source.name}`;
  }
}

function columnOf(column: ColumnDoc, report: Findings): ContractColumn {
  const at = placeOfColumn(report.source, column.name);
  const settings = settingsOf(column.meta) ?? {};
  report.unknownKeys(settings, ['header', 'required'], at);
  const written = settings['header'] ?? column.name;
  const header = typeof written === 'string' ? written : '';
  if (header === '') {
    report.invalid(`the header of column ${column.name} is not a text`, 'Write it as in the file, in quotes.', at);
  }
  const required = settings['required'] ?? false;
  if (typeof required !== 'boolean') {
    report.invalid(`required of column ${column.name} is neither true nor false`, 'Write true or false.', at);
  }
  return { name: column.name, header, type: typeOf(column, report, at), required: required === true };
}

function typeOf(column: ColumnDoc, report: Findings, at: Place): ContractColumn['type'] {
  const type = columnTypeOf(column.dataType ?? '');
  if (type) return type;
  const known = `ingest knows ${columnTypes.join(', ')}`;
  const message = column.dataType
    ? `Source ${report.name}: column ${column.name} has the data_type ${column.dataType}, which ingest cannot check.`
    : `Source ${report.name}: column ${column.name} has no data_type.`;
  const hint = didYouMean(column.dataType ?? '', columnTypes) ?? `Give it a type that ${known}.`;
  report.diagnostics.push(problem('contract/unknown-type', message, { at, hint }));
  return 'text';
}

function landingOf(value: Json | undefined, source: Source, report: Findings): TableName {
  const parts = typeof value === 'string' ? value.split('.') : [];
  const [first, second] = parts;
  if (first && parts.length === 1) return { schema: source.relation.schema, identifier: first };
  if (first && second && parts.length === 2) return { schema: first, identifier: second };
  report.invalid('config.meta.jiggy.landing is not the name of a table', 'Write schema.table.');
  return { schema: source.relation.schema, identifier: '' };
}

function duplicatesOf(value: Json | undefined, report: Findings): SourceContract['duplicates'] {
  if (value === undefined || value === 'keep') return 'keep';
  if (value !== 'quarantine') {
    report.invalid('config.meta.jiggy.duplicates is not a known rule', 'Write quarantine or keep.');
  }
  return 'quarantine';
}

function budgetOf(value: Json | undefined, report: Findings): Budget | undefined {
  if (value === undefined) return undefined;
  const limit = isJsonObject(value) ? value['max_quarantined'] : undefined;
  if (isJsonObject(value)) {
    const unknown = Object.keys(value).find((key) => key !== 'max_quarantined');
    if (unknown) report.invalid(`the budget has the unknown key ${unknown}`, 'It takes max_quarantined.');
  }
  const budget = limitOf(limit);
  if (!budget) {
    report.invalid(
      'config.meta.jiggy.budget is not understood',
      'Write { max_quarantined: 20% } or a number of rows: { max_quarantined: 500 }.',
    );
  }
  return budget;
}

function limitOf(limit: Json | undefined): Budget | undefined {
  if (typeof limit === 'number') {
    return Number.isSafeInteger(limit) && limit >= 0
      ? { kind: 'rows', rows: limit, written: String(limit) }
      : undefined;
  }
  const percent = typeof limit === 'string' ? /^(\d+(?:\.\d+)?)\s*%$/.exec(limit)?.[1] : undefined;
  if (percent === undefined || Number(percent) > 100) return undefined;
  return { kind: 'share', percent: Number(percent), written: `${percent}%` };
}

/** The line of the .yml that names the column: the first such entry after the table's own. */
function placeOfColumn(source: Source, column: string): Place {
  const table = placeOfNode(source);
  const entry = /^(\s*-?\s*name:\s*)["']?([^"'#\s]+)["']?\s*(?:#.*)?$/;
  const lines = source.file.text.split('\n');
  for (let index = table.line; index < lines.length; index += 1) {
    const [, lead, name] = entry.exec(lines[index] ?? '') ?? [];
    if (lead === undefined || name !== column) continue;
    return {
      file: source.file.path,
      line: index + 1,
      column: lead.length + 1,
      length: name.length,
      text: lines[index] ?? '',
    };
  }
  return table;
}
