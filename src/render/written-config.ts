import type { Json, JsonObject } from '../core/json.js';
import type { Call, Expression } from '../jinja/ast.js';
import { toText } from '../jinja/printing.js';
import { literalOf } from '../jinja/static-calls.js';
import type { Template } from '../jinja/template.js';
import type { Kwargs } from '../jinja/values.js';
import { eachCall } from './called-macros.js';
import { expressionText } from './expression-text.js';

/**
 * The first `config()` call of a template as it is written, the way dbt keeps it for `state:modified`: each value is a
 * text, what Python prints of a literal and the source of anything else.
 */
export function writtenConfig(template: Template): JsonObject | undefined {
  if (!template.source.includes('config')) return undefined;
  let first: Call | undefined;
  eachCall(template.body, (call) => {
    if (call.callee.kind === 'name' && call.callee.name === 'config') first ??= call;
  });
  if (!first) return undefined;
  return Object.fromEntries(first.kwargs.map(({ name, value }): [string, Json] => [name, written(value)]));
}

function written(value: Expression): string {
  const literal = literalOf(value);
  return literal === undefined ? expressionText(value) : toText(literal);
}

/** The same of a call that has nothing but literals. */
export function literalConfig(kwargs: Kwargs): JsonObject {
  return Object.fromEntries([...kwargs].map(([name, value]): [string, Json] => [name, toText(value)]));
}
