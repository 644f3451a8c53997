import type { HostObject, Value } from '../jinja/values.js';

/** `run_started_at`: the instant at which the command began, in UTC. */
export function startedAtValue(instant: Date): Value {
  const text = `${instant.toISOString().slice(0, -1).replace('T', ' ')}000+00:00`;
  const made: HostObject = { kind: 'object', typeName: 'datetime', get: () => undefined, print: () => text };
  return made;
}
