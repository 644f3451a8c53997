import type { Graph } from '../core/graph.js';
import type { Node } from '../core/node.js';
import { hasRelation } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import type { NodeResult, RunEvent } from '../core/result.js';
import { describeSkip } from '../core/result.js';
import { renderDiagnostic } from './diagnostics.js';
import { count, duration, plural } from './numbers.js';
import { printable } from './printable.js';
import type { Style } from './style.js';

/** `table marts.fct_orders`, `test not_null_orders_id`: a node as a person knows it. */
export function nodeLabel(node: Node): string {
  const kind = node.kind === 'model' ? node.materialization.kind : node.kind.replace('_', ' ');
  return hasRelation(node) ? `${kind} ${node.relation.schema}.${node.relation.identifier}` : `${kind} ${node.name}`;
}

/** One line for what an event says, or nothing where it needs none. Failures carry their diagnostic. */
export function renderEvent(event: RunEvent, graph: Graph, style: Style): string | undefined {
  switch (event.kind) {
    case 'waiting':
      return style.warning(event.message);
    case 'note':
      return style.faint(event.message);
    case 'run_started':
      return `Run ${event.runId}: ${[event.builds > 0 ? `${count(event.builds)} to build` : '', event.tests > 0 ? `${count(event.tests)} to test` : ''].filter(Boolean).join(', ')}`;
    case 'node_started':
      return undefined;
    case 'node_finished':
      return nodeLine(event.node, event.result, event.index, event.total, graph, style);
    case 'publishing':
      return `Publishing ${plural(event.relations, 'relation')} ...`;
    case 'published':
      return undefined;
  }
}

function nodeLine(id: NodeId, result: NodeResult, index: number, total: number, graph: Graph, style: Style): string {
  const node = graph.nodes.get(id);
  const position = style.faint(`${String(index).padStart(String(total).length)}/${total}`);
  const label = printable(node ? nodeLabel(node) : id);
  const line = `${position} ${statusWord(result, style)} ${label}${tail(result)}`;
  return result.status === 'error' ? `${line}\n${indent(renderDiagnostic(result.diagnostic, style))}` : line;
}

/** The status in a fixed width, coloured. */
export function statusWord(result: NodeResult, style: Style): string {
  switch (result.status) {
    case 'success':
      return style.good('OK   ');
    case 'pass':
      return style.good('PASS ');
    case 'warn':
      return style.warning('WARN ');
    case 'fail':
      return style.error('FAIL ');
    case 'error':
      return style.error('ERROR');
    case 'skipped':
      return style.faint('SKIP ');
  }
}

function tail(result: NodeResult): string {
  switch (result.status) {
    case 'success':
      return ` ${result.rows === undefined ? '' : `${plural(result.rows, 'row')}, `}${duration(result.ms)}`;
    case 'fail':
    case 'warn':
      return ` ${plural(result.failures, 'row')}, ${duration(result.ms)}`;
    case 'pass':
    case 'error':
      return ` ${duration(result.ms)}`;
    case 'skipped':
      return ` (${describeSkip(result.because)})`;
  }
}

export function indent(text: string, by = '    '): string {
  return text
    .split('\n')
    .map((line) => by + line)
    .join('\n');
}
