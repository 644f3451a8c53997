import type { Hook } from '../core/node-parts.js';
import type { Value } from '../jinja/values.js';
import { Dict } from '../jinja/values.js';

/** `pre_hooks` and `post_hooks`: what `run_hooks` goes through. */
export function hookList(hooks: readonly Hook[]): Value {
  return hooks.map(({ sql, transaction }, index) => Dict.from({ sql, transaction, index }));
}
