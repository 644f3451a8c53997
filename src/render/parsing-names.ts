import type { Value } from '../jinja/values.js';
import { Dict, hostFunction } from '../jinja/values.js';
import { contextObject } from './context-object.js';
import type { Names } from './names.js';
import { lazyNames } from './names.js';
import { api } from './relations/api.js';
import type { RenderContext } from './template-context.js';
import { validation } from './validation.js';

/** Names that say nothing yet while a project is parsed: results of statements, the graph. */
export function parsingNames(context: RenderContext): Names {
  const silent = (name: string, answer: Value): [string, () => Value] => [name, () => hostFunction(name, () => answer)];
  return lazyNames({
    ...Object.fromEntries([
      silent('load_result', null),
      silent('store_result', ''),
      silent('store_raw_result', ''),
      silent('write', ''),
      silent('render', ''),
      silent('metric', ''),
      silent('submit_python_job', ''),
      silent('load_agate_table', null),
    ]),
    api: () => api,
    column: () => api.get('Column') ?? null,
    graph: () => Dict.from({}),
    pre_hooks: () => [],
    post_hooks: () => [],
    sql: () => null,
    compiled_code: () => null,
    defer_relation: () => null,
    validation: () => validation,
    context: () => contextObject(context),
  });
}
