import type { JsonObject } from '../core/json.js';
import type { ModuleClock } from './modules/datetime-module.js';
import type { NodeId } from '../core/node-parts.js';

/** What templates may learn about the command that is running. Passed in, as rendering has no clock and no arguments. */
export interface RuntimeFacts {
  /** A UUID, new for each command. */
  readonly invocationId: string;
  readonly startedAt: Date;
  /** The verb: `build`, `compile`, `run-operation`. */
  readonly which: string;
  /** The command's options under dbt's names, as `invocation_args_dict` gives them. */
  readonly args: JsonObject;
  /** As it was typed: `build --select stg_orders`. */
  readonly command: string;
  readonly selectedResources: readonly NodeId[];
  readonly fullRefresh: boolean;
  /** What `modules.datetime` takes for now; `startedAt` in UTC where absent. */
  readonly clock?: ModuleClock;
  /** `--empty`: refs and sources give no rows. */
  readonly empty: boolean;
  /** `--sample`: refs and sources with an event_time give the rows of this window, ISO 8601 without zone. */
  readonly sample?: { readonly start: string; readonly end: string };
}

/** Stands in where no command is running, as in tests of single templates. */
export const NO_COMMAND: RuntimeFacts = {
  invocationId: '00000000-0000-0000-0000-000000000000',
  startedAt: new Date(0),
  which: 'compile',
  args: {},
  command: 'compile',
  selectedResources: [],
  fullRefresh: false,
  empty: false,
};
