import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, jsonText, own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { Place } from '../core/source-file.js';

const META_NAMES = ['dbt_valid_to', 'dbt_valid_from', 'dbt_scd_id', 'dbt_updated_at', 'dbt_is_deleted'];
const HARD_DELETES = ['ignore', 'invalidate', 'new_record'];

/** `snapshot/config` for each setting that a snapshot cannot do without, or that cannot be what it is. */
export function checkSnapshot(name: string, config: JsonObject, at: Place): Diagnostic[] {
  const set = (key: string): boolean => !isEmpty(own(config, key) ?? null);
  const wrong: { readonly message: string; readonly hint?: string }[] = [];
  const missing = ['strategy', 'unique_key'].filter((key) => !set(key));
  if (missing.length > 0) wrong.push({ message: `Snapshot ${name} needs ${missing.join(' and ')} in its config.` });
  const strategy = own(config, 'strategy');
  if (strategy === 'timestamp' && !set('updated_at')) {
    wrong.push({ message: `Snapshot ${name} with strategy timestamp needs updated_at.` });
  }
  if (strategy === 'check' && !set('check_cols')) {
    const hint = 'A list of columns, or check_cols: all';
    wrong.push({ message: `Snapshot ${name} with strategy check needs check_cols.`, hint });
  }
  if (strategy === 'timestamp' && set('check_cols')) {
    wrong.push({ message: `Snapshot ${name} with strategy timestamp takes no check_cols.` });
  }
  const columns = own(config, 'check_cols') ?? null;
  if (columns !== null && columns !== 'all' && !isJsonList(columns)) {
    const message = `check_cols of snapshot ${name} must be all or a list of columns, not ${jsonText(columns)}.`;
    wrong.push({ message });
  }
  const materialized = own(config, 'materialized');
  if (materialized !== 'snapshot' && materialized !== 'table') {
    wrong.push({ message: `Snapshot ${name} cannot be materialized as ${jsonText(materialized)}.` });
  }
  wrong.push(...deletions(name, config), ...metaNames(name, config));
  return wrong.map(({ message, hint }) =>
    problem('snapshot/config', message, { at, ...(hint === undefined ? {} : { hint }) }),
  );
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function deletions(name: string, config: JsonObject): readonly { readonly message: string; readonly hint?: string }[] {
  const hard = own(config, 'hard_deletes') ?? null;
  const old = own(config, 'invalidate_hard_deletes') ?? null;
  if (hard === null) return [];
  if (old !== null) {
    return [
      { message: `Snapshot ${name} says both hard_deletes and invalidate_hard_deletes; the latter is the old way.` },
    ];
  }
  if (typeof hard === 'string' && HARD_DELETES.includes(hard)) return [];
  const hint = didYouMean(jsonText(hard), HARD_DELETES) ?? `Known: ${HARD_DELETES.join(', ')}.`;
  return [{ message: `hard_deletes of snapshot ${name} cannot be ${jsonText(hard)}.`, hint }];
}

function metaNames(name: string, config: JsonObject): readonly { readonly message: string; readonly hint?: string }[] {
  const names = own(config, 'snapshot_meta_column_names');
  const keys = isJsonObject(names) ? Object.keys(names) : [];
  return keys
    .filter((key) => !META_NAMES.includes(key))
    .map((key) => ({
      message: `snapshot_meta_column_names of snapshot ${name} has no column ${key}.`,
      hint: didYouMean(key, META_NAMES) ?? `Known: ${META_NAMES.join(', ')}.`,
    }));
}
