import { Dict } from '../../jinja/values.js';
import type { ModuleClock } from './datetime-module.js';
import { datetimeModule } from './datetime-module.js';
import { itertoolsModule } from './itertools-module.js';
import { pytzModule } from './pytz-module.js';
import { reModule } from './re-module.js';

/** `modules` of templates: what dbt lets them use of Python's library. */
export function modulesValue(clock: ModuleClock): Dict {
  return Dict.from({
    pytz: pytzModule,
    datetime: datetimeModule(clock),
    re: reModule,
    itertools: itertoolsModule,
  });
}
