import type { QueryResult } from '../../core/ports.js';
import { repr } from '../../jinja/printing.js';
import type { HostObject, Value } from '../../jinja/values.js';
import { Dict, hostFunction } from '../../jinja/values.js';

/** What a statement answered, as dbt's AdapterResponse. */
export interface Response {
  readonly message: string;
  readonly code: string;
  readonly rowsAffected: number | null;
}

/** The response of what PostgreSQL did; `INSERT 0 3` as psycopg says it. */
export function responseOf({ command, rowCount }: QueryResult): Response {
  const count = rowCount === undefined ? '' : ` ${command === 'INSERT' ? '0 ' : ''}${rowCount}`;
  return { message: `${command}${count}`, code: command, rowsAffected: rowCount ?? -1 };
}

/** The response as a value: prints its message. */
export function responseValue({ message, code, rowsAffected }: Response): HostObject {
  const members: { readonly [name: string]: Value } = {
    _message: message,
    code,
    rows_affected: rowsAffected,
    query_id: null,
    to_dict: hostFunction('to_dict', () => Dict.from({ _message: message, code, rows_affected: rowsAffected })),
  };
  const shown = `_message=${repr(message)}, code=${repr(code)}, rows_affected=${repr(rowsAffected)}, query_id=None`;
  return {
    kind: 'object',
    typeName: 'AdapterResponse',
    get: (name) => (Object.hasOwn(members, name) ? members[name] : undefined),
    names: () => Object.keys(members),
    print: () => message,
    repr: () => `AdapterResponse(${shown})`,
  };
}
