import type { NodeId } from '../core/node-parts.js';
import type { Place } from '../core/source-file.js';
import type { ColumnType } from './column-type.js';

/** What a source's .yml promises about the files that bring it, checked and complete. */
export interface SourceContract {
  /** The source's unique id: `source.jiggy.shop.transactions`. */
  readonly source: NodeId;
  /** `shop.transactions`, as people write it and as ops.loads keeps it. */
  readonly name: string;
  /** The typed table that takes accepted rows. */
  readonly target: TableName;
  /** The all-text table that a file passes through. */
  readonly landing: TableName;
  /** In the order of the .yml; files may have them in any order. */
  readonly columns: readonly ContractColumn[];
  /** What becomes of records that are byte for byte copies of an earlier one in the same file. */
  readonly duplicates: 'keep' | 'quarantine';
  /** More quarantined rows than this and the whole file is refused. */
  readonly budget?: Budget;
  /** Where the contract stands. */
  readonly at: Place;
}

export interface TableName {
  readonly schema: string;
  readonly identifier: string;
}

export interface ContractColumn {
  /** In landing and target. */
  readonly name: string;
  /** In the files. */
  readonly header: string;
  readonly type: ColumnType;
  /** An empty or blank cell is a reason to quarantine. */
  readonly required: boolean;
}

/** How many rows of a file may go into quarantine; `written` is how the .yml says it. */
export type Budget =
  | { readonly kind: 'share'; readonly percent: number; readonly written: string }
  | { readonly kind: 'rows'; readonly rows: number; readonly written: string };

/** Whether `quarantined` of `seen` rows are more than the budget allows. */
export function exceedsBudget(budget: Budget, quarantined: number, seen: number): boolean {
  return budget.kind === 'rows' ? quarantined > budget.rows : quarantined * 100 > budget.percent * seen;
}
