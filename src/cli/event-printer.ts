import type { EventSink } from '../core/ports.js';
import type { Graph } from '../core/graph.js';
import { nodeLabel, renderEvent } from '../report/run.js';
import type { Context } from './context.js';

/** Prints what a run says: a line for each node, and on a terminal what is being worked on. */
export function eventPrinter(context: Context, graph: Graph): EventSink {
  return (event) => {
    if (event.kind === 'node_started') {
      const node = graph.nodes.get(event.node);
      context.progress(`${event.index}/${event.total} ${node ? nodeLabel(node) : event.node} ...`);
      return;
    }
    const text = renderEvent(event, graph, context.errorStyle);
    if (text !== undefined) context.note(text);
    else context.progress(undefined);
  };
}
