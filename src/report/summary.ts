import type { Graph } from '../core/graph.js';
import type { DataTest } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import { placeOfNode } from '../core/node.js';
import type { NodeResult, PublishOutcome, Row, RunResult } from '../core/result.js';
import { describeSkip } from '../core/result.js';
import { renderDiagnostic } from './diagnostics.js';
import { count, duration, plural } from './numbers.js';
import { printable } from './printable.js';
import { indent, nodeLabel, statusWord } from './run.js';
import type { Style } from './style.js';
import { renderTable } from './table.js';

/** The end of a run for people: what was built, tests that speak, what was published. */
export function renderSummary(result: RunResult, graph: Graph, style: Style): string {
  return [
    ...section('Built', builtLines(result, graph, style), style),
    ...section('Tests with something to say', testBlocks(result, graph, style), style),
    publishLine(result.publish, graph, style),
    totals(result, style),
  ].join('\n');
}

function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : [style.strong(title), ...lines, ''];
}

function builtLines(result: RunResult, graph: Graph, style: Style): string[] {
  const built = entries(result, graph).filter(({ node }) => node.kind !== 'test');
  const width = Math.max(0, ...built.map(({ node }) => nodeLabel(node).length));
  return built.map(({ node, outcome }) => {
    const rows = outcome.status === 'success' && outcome.rows !== undefined ? plural(outcome.rows, 'row') : '';
    const ms = 'ms' in outcome ? duration(outcome.ms) : '';
    const why = outcome.status === 'skipped' ? describeSkip(outcome.because) : '';
    return `  ${statusWord(outcome, style)} ${printable(nodeLabel(node)).padEnd(width)} ${rows.padStart(14)} ${ms.padStart(9)} ${why}`.trimEnd();
  });
}

function testBlocks(result: RunResult, graph: Graph, style: Style): string[] {
  return entries(result, graph).flatMap(({ node, outcome }) => {
    if (node.kind !== 'test' || (outcome.status !== 'fail' && outcome.status !== 'warn')) return [];
    const place = placeOfNode(node);
    return [
      `  ${statusWord(outcome, style)} ${printable(node.name)}: ${plural(outcome.failures, 'failing row')} ${style.faint(`${place.file}:${place.line}`)}`,
      ...(describeTest(node) ? [`        ${printable(describeTest(node))}`] : []),
      ...(outcome.examples.length > 0 ? [indent(exampleTable(outcome.examples), '        ')] : []),
    ];
  });
}

function describeTest(test: DataTest): string {
  return test.description.trim().replace(/\s+/g, ' ');
}

/** Example rows of a test; wide ones show their first columns. */
function exampleTable(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {}).slice(0, 8);
  return renderTable({ rows, columns, columnTypes: [] }, 24);
}

/** What became of the published relations. */
export function publishLine(outcome: PublishOutcome, graph: Graph, style: Style): string {
  switch (outcome.status) {
    case 'published':
      return style.good(
        `Published ${plural(outcome.relations, 'relation')} at once; exclusive locks for ${duration(outcome.lockMs)}${outcome.tries > 1 ? `, at try ${outcome.tries}` : ''}.`,
      );
    case 'nothing_to_publish':
      return 'Nothing to publish.';
    case 'withheld':
      return style.error(
        `Nothing was published: ${nameSome(outcome.because, graph) || 'the run ended early'}. What was published before is as it was.`,
      );
    case 'failed':
      return `${renderDiagnostic(outcome.diagnostic, style)}\n${style.error('Nothing was published. What was published before is as it was.')}`;
  }
}

function nameSome(ids: readonly NodeId[], graph: Graph): string {
  const names = ids.slice(0, 5).map((id) => printable(graph.nodes.get(id)?.name ?? id));
  const more = ids.length > names.length ? ` and ${count(ids.length - names.length)} more` : '';
  return names.length === 0 ? '' : `${names.join(', ')}${more} did not succeed`;
}

/** `Done in 3.2 s: 12 built, 40 passed, 1 warned, 0 failed, 0 skipped.` */
export function totals(result: RunResult, style: Style): string {
  const number = (...statuses: NodeResult['status'][]): number =>
    [...result.nodes.values()].filter((each) => statuses.includes(each.status)).length;
  const failed = number('fail', 'error');
  const line = `${result.cancelled ? 'Cancelled' : 'Done'} in ${duration(result.ms)}: ${number('success')} built, ${number('pass')} passed, ${number('warn')} warned, ${failed} failed, ${number('skipped')} skipped.`;
  return failed > 0 ? style.error(line) : line;
}

function entries(
  result: RunResult,
  graph: Graph,
): { node: NonNullable<ReturnType<Graph['nodes']['get']>>; outcome: NodeResult }[] {
  return [...result.nodes].flatMap(([id, outcome]) => {
    const node = graph.nodes.get(id);
    return node ? [{ node, outcome }] : [];
  });
}
