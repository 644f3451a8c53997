import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import type { Place } from '../core/source-file.js';
import type { NodeEntry, SourceEntry } from './property-entries.js';

/** Keys of dbt's configuration that would change what is built, and that this version passes over. */
const PASSED_OVER: readonly {
  readonly key: string;
  readonly what: string;
  readonly set: (config: JsonObject) => boolean;
}[] = [
  { key: 'pre-hook', what: 'The pre-hook', set: (config) => listed(config, 'pre-hook') },
  { key: 'post-hook', what: 'The post-hook', set: (config) => listed(config, 'post-hook') },
  { key: 'sql_header', what: 'The sql_header', set: (config) => typeof own(config, 'sql_header') === 'string' },
  { key: 'contract', what: 'The contract', set: (config) => inside(config, 'contract', 'enforced') === true },
  { key: 'quoting', what: 'quoting: false', set: (config) => unquoted(config) },
  { key: 'store_failures', what: 'store_failures', set: (config) => own(config, 'store_failures') === true },
];

/** A `parse/not-yet` warning for each configuration of a node that has no effect in this version. */
export function passedOver(what: string, config: JsonObject, at: Place): Diagnostic[] {
  return PASSED_OVER.filter((each) => each.set(config)).map((each) =>
    problem('parse/not-yet', `${each.what} of ${what} is not supported by this version and has no effect.`, {
      severity: 'warning',
      at,
    }),
  );
}

/** Descriptions that ask for a docs block are shown as they are written. */
export function describedByTemplate(what: string, entry: NodeEntry | SourceEntry): Diagnostic[] {
  const texts = [entry.description, ...entry.columns.map((column) => column.doc.description)];
  if (!texts.some((text) => text.includes('{{'))) return [];
  const message = `Templates in descriptions of ${what} are not supported by this version; they stay as written.`;
  return [problem('parse/not-yet', message, { severity: 'warning', at: entry.at })];
}

function listed(config: JsonObject, key: string): boolean {
  const value = own(config, key);
  return typeof value === 'string' ? value !== '' : isJsonList(value) && value.length > 0;
}

function inside(config: JsonObject, key: string, inner: string): unknown {
  const value = own(config, key);
  return isJsonObject(value) ? own(value, inner) : undefined;
}

function unquoted(config: JsonObject): boolean {
  return ['database', 'schema', 'identifier'].some((part) => inside(config, 'quoting', part) === false);
}
