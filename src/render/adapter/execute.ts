import type { QueryResult, TemplateDatabase } from '../../core/ports.js';
import type { Statement } from '../../core/statement.js';
import type { CallSite, Kwargs, Value } from '../../jinja/values.js';
import { tuple } from '../../jinja/values.js';
import { Site } from '../../jinja/site.js';
import { bindArguments, textArgument } from '../arguments.js';
import type { Print } from '../agate/table.js';
import { agateTable, emptyTable } from '../agate/table.js';
import { responseOf, responseValue } from './response.js';

/** `adapter.execute(sql, auto_begin, fetch, limit)`: the response and the table of rows. */
export async function executeSql(
  database: TemplateDatabase,
  args: readonly Value[],
  kwargs: Kwargs,
  site: CallSite,
  print: Print,
): Promise<Value> {
  const bound = bindArguments('adapter.execute', ['sql', 'auto_begin?', 'fetch?', 'limit?'], args, kwargs);
  const result = await database.query(statementOf(textArgument('adapter.execute', bound, 'sql'), site));
  const limit = bound.get('limit');
  const table = bound.get('fetch') === true ? agateTable(limited(result, limit), print) : emptyTable();
  return tuple([responseValue(responseOf(result)), table]);
}

function limited(result: QueryResult, limit: Value | undefined): QueryResult {
  return typeof limit === 'number' ? { ...result, rows: result.rows.slice(0, limit) } : result;
}

/** SQL that a macro wrote, with the places that it came from where they are still known. */
export function statementOf(sql: string, site: CallSite): Statement {
  const known = site instanceof Site ? site.frame.runtime.captures.get(sql) : undefined;
  return { sql, spans: known?.spans ?? [] };
}
