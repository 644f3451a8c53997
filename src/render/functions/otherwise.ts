import type { Value } from '../../jinja/values.js';
import { TemplateError } from '../../jinja/error.js';
import type { Arguments } from '../arguments.js';

/** What can be made, else the argument `default`, which is none where it was not given. */
export function otherwise(given: Arguments, make: () => Value): Value {
  try {
    return make();
  } catch (thrown) {
    if (thrown instanceof TemplateError && thrown.code === 'template/limit') throw thrown;
    return given.get('default') ?? null;
  }
}
