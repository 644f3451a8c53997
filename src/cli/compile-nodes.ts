import type { CompiledNode } from '../artifacts/manifest-node.js';
import { sqlFilePath, writeSql } from '../artifacts/sql-files.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { hasErrors } from '../core/diagnostic.js';
import type { Node } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import type { Compilable } from '../render/compile-node.js';
import type { PublishedCompiler } from './compile-late.js';
import type { OpenedProject } from './project.js';

/** What compiling the chosen nodes gave; nodes with errors are not among it. */
export interface CompiledNodes {
  readonly compiled: ReadonlyMap<NodeId, CompiledNode>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles the chosen nodes that have SQL and writes it below target/compiled. */
export async function compileNodes(
  compiler: PublishedCompiler,
  { graph, config, project }: OpenedProject,
  chosen: ReadonlySet<NodeId>,
): Promise<CompiledNodes> {
  const compiled = new Map<NodeId, CompiledNode>();
  const diagnostics: Diagnostic[] = [];
  for (const id of graph.order) {
    const node = graph.nodes.get(id);
    if (!node || !chosen.has(id) || !isCompilable(node)) continue;
    const outcome = await compiler.node(node);
    diagnostics.push(...outcome.diagnostics);
    if (hasErrors(outcome.diagnostics)) continue;
    const path = sqlFilePath(config.targetPath, 'compiled', node);
    await writeSql(project.root, path, outcome.value.sql);
    compiled.set(id, { sql: outcome.value.sql, path, ctes: [] });
  }
  return { compiled, diagnostics };
}

function isCompilable(node: Node): node is Compilable {
  return ['model', 'test', 'snapshot', 'analysis'].includes(node.kind);
}
