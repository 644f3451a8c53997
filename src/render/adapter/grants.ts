import { toText } from '../../jinja/printing.js';
import type { Value } from '../../jinja/values.js';
import { Dict } from '../../jinja/values.js';
import { itemOf, rowsOf } from '../table-rows.js';

/** `adapter.standardize_grants_dict(table)`: privilege -> grantees, from a table of both. */
export function grantsOfTable(table: Value): Dict {
  const grants = new Dict();
  for (const row of rowsOf(table)) {
    const privilege = toText(itemOf(row, 'privilege_type'));
    const known = grants.get(privilege);
    const grantees = Array.isArray(known) ? known : [];
    grants.set(privilege, [...grantees, itemOf(row, 'grantee')]);
  }
  return grants;
}
