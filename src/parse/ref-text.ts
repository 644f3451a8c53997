import type { Ref, SourceRef } from '../core/node-parts.js';
import type { Place } from '../core/source-file.js';
import { versionValue } from './version.js';

export interface MetricRef {
  readonly metric: readonly string[];
}

const CALL = /^\s*(?:\{\{\s*)?(ref|source|metric)\s*\(([^()]*)\)\s*(?:\}\})?\s*$/;
const ARGUMENT = /^\s*(?:(?:v|version)\s*=\s*(?:'([^']*)'|"([^"]*)"|([\w.]+))|'([^']*)'|"([^"]*)")\s*$/;

/** Reads a call that stands in a .yml file as text: `ref('orders')`, `source('shop', 'orders')`; undefined for others. */
export function refOfText(text: string, at: Place): Ref | SourceRef | undefined {
  const call = callOfText(text, at);
  return call && 'metric' in call ? undefined : call;
}

/** The same, and `metric('revenue')`. */
export function callOfText(text: string, at: Place): Ref | SourceRef | MetricRef | undefined {
  const match = CALL.exec(text);
  if (!match) return undefined;
  const names: string[] = [];
  let version: string | undefined;
  for (const part of (match[2] ?? '').split(',')) {
    const found = ARGUMENT.exec(part);
    if (!found) return undefined;
    const named = found[1] ?? found[2] ?? found[3];
    if (named === undefined) names.push(found[4] ?? found[5] ?? '');
    else version = named;
  }
  const [first, second] = names;
  if (first === undefined || names.length > 2) return undefined;
  if (match[1] === 'metric') return { metric: names };
  if (match[1] === 'source') return second === undefined ? undefined : { source: first, table: second, at };
  const versioned = version === undefined ? {} : { version: versionValue(version) };
  return second === undefined ? { name: first, ...versioned, at } : { package: first, name: second, ...versioned, at };
}
