import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { jsonText, own } from '../core/json.js';
import type { DataTest } from '../core/node.js';
import type { Place } from '../core/source-file.js';
import { textOf } from './config-values.js';

type TestSettings = Pick<
  DataTest,
  'severity' | 'where' | 'limit' | 'errorIf' | 'warnIf' | 'failCalc' | 'storeFailures'
>;

/** The typed settings of a data test. `test/config` where one has a value that it cannot have. */
export function testSettings(name: string, config: JsonObject, at: Place, diagnostics: Diagnostic[]): TestSettings {
  const wrong = (message: string): void => void diagnostics.push(problem('test/config', message, { at }));
  const written = textOf(config, 'severity') ?? 'error';
  const severity = written.toLowerCase();
  if (severity !== 'error' && severity !== 'warn') {
    wrong(`The severity of test ${name} must be error or warn, not ${written}.`);
  }
  const where = textOf(config, 'where');
  const limit = own(config, 'limit') ?? undefined;
  const isLimit = typeof limit === 'number' && Number.isSafeInteger(limit) && limit >= 0;
  if (limit !== undefined && !isLimit) {
    wrong(`The limit of test ${name} must be a whole number, not ${JSON.stringify(limit)}.`);
  }
  const as = own(config, 'store_failures_as') ?? null;
  if (as !== null && as !== 'table' && as !== 'view' && as !== 'ephemeral') {
    wrong(`store_failures_as of test ${name} must be table, view or ephemeral, not ${jsonText(as)}.`);
  }
  return {
    severity: severity === 'warn' ? 'warn' : 'error',
    ...(where === undefined ? {} : { where }),
    ...(isLimit ? { limit } : {}),
    errorIf: textOf(config, 'error_if') ?? '!= 0',
    warnIf: textOf(config, 'warn_if') ?? '!= 0',
    failCalc: textOf(config, 'fail_calc') ?? 'count(*)',
    ...(as === 'table' || as === 'view' ? { storeFailures: as } : {}),
  };
}
