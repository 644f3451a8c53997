import type { Value } from '../jinja/values.js';
import { fromUtc, momentOfDate } from './modules/datetime-value.js';
import { namedZone } from './modules/named-zone.js';

/** `run_started_at`: the instant at which the command began, in UTC. */
export function startedAtValue(instant: Date): Value {
  return fromUtc(momentOfDate(instant), namedZone('UTC'));
}
