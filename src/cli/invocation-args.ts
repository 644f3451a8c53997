import { parseVarsOption } from '../configure/vars.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject } from '../core/json.js';
import type { Context } from './context.js';

/** Options that may hold a secret, or that dbt has not. */
const OURS: readonly string[] = ['databaseUrl', 'embedded', 'wait', 'publishTimeout', 'runId', 'json'];

/** The options of the command under dbt's names: `full_refresh`, `select`. */
export function invocationArgs({ options }: Pick<Context, 'options'>, which: string): JsonObject {
  const entries = Object.entries(options).flatMap(([key, value]: [string, unknown]): (readonly [string, Json])[] =>
    OURS.includes(key) || !isPlain(value) ? [] : [[snake(key), value]],
  );
  const vars = options.vars === undefined ? {} : parseVarsOption(options.vars).value;
  return { ...Object.fromEntries(entries), vars, which };
}

function snake(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isPlain(value: unknown): value is Json {
  const json = value as Json | undefined;
  return ['string', 'number', 'boolean'].includes(typeof value) || isJsonList(json) || isJsonObject(json);
}
