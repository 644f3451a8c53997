import type { HostObject } from '../jinja/values.js';
import { mappingObject } from './graph-value.js';
import type { RenderContext } from './template-context.js';

/** `context`: all that a template sees, by name. */
export function contextObject(context: RenderContext): HostObject {
  const object = mappingObject('context', [], (name) => context.get(name));
  return { ...object, names: () => context.names(), iterate: () => context.names() };
}
