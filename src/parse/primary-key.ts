import type { JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import type { DataTest, Model, Node } from '../core/node.js';
import { textOf, textsOf } from './config-values.js';

/** What tests say about the columns of a model. */
interface Tested {
  readonly unique: Set<string>;
  readonly notNull: Set<string>;
  /** Unique by a test that is switched off. */
  readonly maybeUnique: Set<string>;
}

/** Models with the primary key that dbt infers: from constraints, else from the tests on them. */
export function withPrimaryKeys(nodes: readonly Node[], disabled: readonly Node[]): readonly Node[] {
  const tested = new Map<string, Tested>();
  for (const node of nodes) if (node.kind === 'test') record(node, true, tested);
  for (const node of disabled) if (node.kind === 'test') record(node, false, tested);
  return nodes.map((node) => {
    if (node.kind !== 'model' || node.primaryKey.length > 0) return node;
    const key = ofConstraints(node) ?? ofTests(tested.get(node.id));
    return key.length === 0 ? node : { ...node, primaryKey: key };
  });
}

function record(test: DataTest, enabled: boolean, into: Map<string, Tested>): void {
  if (test.body.kind !== 'generic' || test.attachedNode === undefined) return;
  const { test: name, args, column } = test.body;
  const combination = name === 'unique_combination_of_columns';
  if (name !== 'unique' && name !== 'not_null' && !combination) return;
  const columns = combination ? combined(args) : column === undefined ? [] : [column];
  const known = into.get(test.attachedNode) ?? { unique: new Set(), notNull: new Set(), maybeUnique: new Set() };
  into.set(test.attachedNode, known);
  for (const each of columns) {
    if (name === 'not_null') known.notNull.add(each);
    else (enabled ? known.unique : known.maybeUnique).add(each);
  }
}

function combined(args: JsonObject): readonly string[] {
  const name = textOf(args, 'combination_of_columns');
  return name === undefined ? textsOf(own(args, 'combination_of_columns')) : [name];
}

function ofConstraints(model: Model): readonly string[] | undefined {
  const whole = model.constraints.find((each) => each.type === 'primary_key');
  if (whole) return whole.columns;
  const column = model.columns.find((each) => each.constraints.some((constraint) => constraint.type === 'primary_key'));
  return column && [column.name];
}

function ofTests(tested: Tested | undefined): readonly string[] {
  if (!tested) return [];
  const { unique, notNull, maybeUnique } = tested;
  const both = [...notNull].filter((column) => unique.has(column) || maybeUnique.has(column));
  if (both.length > 0) return both;
  return unique.size > 0 ? [...unique] : [...maybeUnique];
}
