import { didYouMean } from '../../core/nearest.js';
import { TemplateError } from '../../jinja/error.js';
import type { Macro } from '../../jinja/values.js';
import type { RenderContext } from '../template-context.js';

/** The strategies that dbt has macros for on PostgreSQL. */
const BUILTIN = ['append', 'delete+insert', 'merge', 'microbatch'];

/** The macro that writes the SQL of an incremental strategy: `get_incremental_<strategy>_sql`. */
export function strategyMacro(context: RenderContext, strategy: string): Macro {
  const name = `get_incremental_${strategy.replaceAll('+', '_')}_sql`;
  const macro = context.macro(name);
  if (macro) return macro;
  const known = [...context.namespace.names()].flatMap((each) => /^get_incremental_(\w+)_sql$/.exec(each)?.[1] ?? []);
  const hint =
    didYouMean(strategy, [...BUILTIN, ...known]) ?? `Known: ${BUILTIN.join(', ')}. Or write the macro ${name}.`;
  throw new TemplateError('template/strategy', `There is no incremental strategy ${strategy}.`, { hint });
}
