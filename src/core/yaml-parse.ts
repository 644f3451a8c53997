import { parseEvents, YAMLException } from 'js-yaml';
import type { BrokenYaml, YamlEvent } from './yaml-events.js';
import { parseUnindentedFlow } from './yaml-flow.js';

/** Deeper nesting than any project has. */
const MAX_DEPTH = 100;

/** The events of a text, or why it has none. */
export function eventsOf(text: string): readonly YamlEvent[] | BrokenYaml {
  const read = parse(text);
  return 'reason' in read && read.unindented ? parseUnindentedFlow(text, read, parse) : read;
}

function parse(text: string): readonly YamlEvent[] | BrokenYaml {
  try {
    return parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const deep = error.reason.startsWith('nesting exceeded');
    const reason = deep ? `nested deeper than ${MAX_DEPTH} levels` : error.reason;
    return { reason, offset: error.mark?.position ?? 0, unindented: reason === 'deficient indentation' };
  }
}
