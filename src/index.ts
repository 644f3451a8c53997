/**
 * jiggy as a library: the stages that the command line calls, and the nouns that flow between them.
 *
 * @example
 * const { graph, diagnostics } = await openProject({ cwd: process.cwd(), env: process.env });
 * for (const node of graph.nodes.values()) console.log(node.id);
 */
export { openProject } from './cli/project.js';
export type { OpenOptions, OpenedProject } from './cli/project.js';
export type { Diagnostic, Outcome, Severity } from './core/diagnostic.js';
export { DiagnosticError } from './core/diagnostic.js';
export type { Graph } from './core/graph.js';
export type { LoadReport } from './core/load-report.js';
export type { DataTest, Model, Node, Seed, Source } from './core/node.js';
export type { NodeId } from './core/node-parts.js';
export type { Plan, Step, Switch } from './core/plan.js';
export type { NodeResult, PublishOutcome, RunEvent, RunResult } from './core/result.js';
export { selectNodes } from './graph/select.js';
export { ensureServer } from './postgres/embedded/server.js';
export type { EmbeddedServer, EnsureOptions } from './postgres/embedded/server.js';
