import type { Value } from '../../jinja/values.js';
import { Dict } from '../../jinja/values.js';
import { toText } from '../../jinja/printing.js';
import { quoteIdentifier } from '../../core/relation.js';

/** `adapter.render_raw_columns_constraints(raw_columns=...)`: one line of a `create table` for each column. */
export function columnConstraints(columns: Value): Value[] {
  if (!(columns instanceof Dict)) return [];
  return [...columns.values()].flatMap((column) => (column instanceof Dict ? [columnLine(column)] : []));
}

function columnLine(column: Dict): string {
  const name = text(column, 'name');
  const shown = column.get('quote') === true ? quoteIdentifier(name) : name;
  const rendered = list(column, 'constraints').map((each) => columnConstraint(each));
  return [shown, text(column, 'data_type'), ...rendered.filter((each) => each !== '')].join(' ');
}

function columnConstraint(constraint: Dict): string {
  const expression = text(constraint, 'expression');
  switch (text(constraint, 'type')) {
    case 'check':
      return `check (${expression})`;
    case 'not_null':
      return words('not null', expression);
    case 'unique':
      return words('unique', expression);
    case 'primary_key':
      return words('primary key', expression);
    case 'foreign_key':
      return `references ${referenced(constraint, expression)}`;
    default:
      return expression;
  }
}

/** `adapter.render_raw_model_constraints(raw_constraints=...)`: one line for each constraint of the table. */
export function modelConstraints(constraints: Value): Value[] {
  if (!Array.isArray(constraints)) return [];
  return constraints.flatMap((each) => (each instanceof Dict ? [modelConstraint(each)] : []));
}

function modelConstraint(constraint: Dict): string {
  const name = text(constraint, 'name');
  const [prefix, expression] = [name === '' ? '' : `constraint ${name} `, text(constraint, 'expression')];
  const columns = texts(constraint, 'columns').join(', ');
  switch (text(constraint, 'type')) {
    case 'check':
      return `${prefix}check (${expression})`;
    case 'unique':
      return words(`${prefix}unique (${columns})`, expression);
    case 'primary_key':
      return words(`${prefix}primary key (${columns})`, expression);
    case 'foreign_key':
      return `${prefix}foreign key (${columns}) references ${referenced(constraint, expression)}`;
    default:
      return `${prefix}${expression}`;
  }
}

function referenced(constraint: Dict, expression: string): string {
  const to = text(constraint, 'to');
  return to === '' ? expression : `${to} (${texts(constraint, 'to_columns').join(', ')})`;
}

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function text(dict: Dict, key: string): string {
  const value = dict.get(key) ?? null;
  return value === null ? '' : toText(value);
}

function texts(dict: Dict, key: string): readonly string[] {
  const value = dict.get(key);
  return Array.isArray(value) ? value.map(toText) : [];
}

function list(dict: Dict, key: string): readonly Dict[] {
  const value = dict.get(key);
  return Array.isArray(value) ? value.filter((each) => each instanceof Dict) : [];
}
