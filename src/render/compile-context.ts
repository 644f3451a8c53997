import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Graph } from '../core/graph.js';
import { didYouMean } from '../core/nearest.js';
import type { NodeId, Ref, SourceRef } from '../core/node-parts.js';
import type { Source } from '../core/node.js';
import { isEphemeral, placeOfNode } from '../core/node.js';
import type { Referable, RefIndex } from '../core/ref-index.js';
import { indexRefs } from '../core/ref-index.js';
import type { RelationResolver } from '../core/relation.js';
import type { SourceFile } from '../core/source-file.js';
import { TemplateError } from '../jinja/error.js';
import type { HostObject } from '../jinja/values.js';
import { Dict, hostFunction } from '../jinja/values.js';
import { adapterObject } from './adapter.js';
import type { Compilable } from './compile-node.js';
import type { CompileOptions } from './compile-options.js';
import type { EphemeralParents } from './ephemeral.js';
import { cteName } from './ephemeral.js';
import type { Rendering } from './rendering.js';
import { configObject } from './config-object.js';
import { laterNames } from './later-names.js';
import type { Names } from './names.js';
import { lazyNames } from './names.js';
import { projectNames } from './project-names.js';
import { refArguments, sourceArguments } from './ref-arguments.js';
import { relationValue } from './relation-value.js';
import type { TemplateSubject } from './subject.js';
import { subjectValue } from './subject.js';
import { RenderContext } from './template-context.js';

const NO_QUOTES = { database: false, schema: false, identifier: false };

/** What is compiled: a node, or SQL from the command line. */
export type CompileSubject = { readonly node: Compilable } | { readonly inline: SourceFile };

/** What templates see while they are compiled; also gives the relation of what a generic test is written under. */
export class CompileContext extends RenderContext {
  readonly #relations: Relations;

  constructor(subject: CompileSubject, options: CompileOptions, rendering: Rendering, parents: EphemeralParents) {
    const relations = new Relations(subject, options.graph, options.names, parents);
    super(options.macros, packageOf(subject, options), (context) => [
      nodeNames(subject, options, relations, context),
      projectNames(options.config, { unknownVar: 'error', say: sayer(subject, rendering.diagnostics) }),
      laterNames('compile'),
    ]);
    this.#relations = relations;
  }

  relationOf(target: Ref | SourceRef): HostObject {
    return 'source' in target
      ? this.#relations.source(target.source, target.table)
      : this.#relations.ref(target.name, target.package);
  }
}

export function compileContext(
  subject: CompileSubject,
  options: CompileOptions,
  rendering: Rendering,
  parents: EphemeralParents,
): CompileContext {
  return new CompileContext(subject, options, rendering, parents);
}

function packageOf(subject: CompileSubject, options: CompileOptions): string {
  return 'node' in subject ? subject.node.package : options.config.name;
}

function nodeNames(
  subject: CompileSubject,
  options: CompileOptions,
  relations: Relations,
  context: RenderContext,
): Names {
  const { target } = options.config;
  const ref = hostFunction('ref', (args, kwargs) => {
    const { name, package: inPackage } = refArguments(args, kwargs);
    return relations.ref(name, inPackage);
  });
  const source = hostFunction('source', (args, kwargs) => {
    const { source: from, table } = sourceArguments(args, kwargs);
    return relations.source(from, table);
  });
  const described = templateSubject(subject, options);
  const config = configObject({ onCall: () => undefined, config: described.config ?? {} });
  return lazyNames({
    ref: () => ref,
    source: () => source,
    config: () => config,
    this: () => thisRelation(subject, options),
    model: () => subjectValue(described),
    schema: () => described.relation?.schema ?? target.schema,
    database: () => described.relation?.database ?? target.database,
    execute: () => true,
    adapter: () => adapterObject(context, 'compile'),
    builtins: () => Dict.from({ ref, source, config }),
  });
}

function templateSubject(subject: CompileSubject, options: CompileOptions): TemplateSubject {
  if ('node' in subject) return subject.node as TemplateSubject;
  const name = 'inline_query';
  const packageName = options.config.name;
  return {
    kind: 'model',
    id: `sql_operation.${packageName}.${name}`,
    package: packageName,
    name,
    fqn: [],
    file: subject.inline,
  };
}

/** In a model's own SQL `this` is the published relation. */
function thisRelation(subject: CompileSubject, options: CompileOptions): HostObject {
  if ('node' in subject && subject.node.kind === 'model') return relationValue(subject.node.relation);
  const { database, schema } = options.config.target;
  return relationValue({ database, schema, identifier: 'node' in subject ? subject.node.name : 'inline_query' });
}

function sayer(subject: CompileSubject, diagnostics: Diagnostic[]): (kind: 'log' | 'warning', message: string) => void {
  const at = 'node' in subject ? placeOfNode(subject.node) : undefined;
  return (kind, message) => {
    const severity = kind === 'warning' ? 'warning' : 'info';
    diagnostics.push(problem(`template/${kind}`, message, { severity, ...(at ? { at } : {}) }));
  };
}

const indexes = new WeakMap<Graph, RefIndex>();

function indexOf(graph: Graph): RefIndex {
  const known = indexes.get(graph) ?? indexRefs(graph.nodes.values());
  indexes.set(graph, known);
  return known;
}

/** Turns refs and source calls into relations of this run. */
class Relations {
  readonly #index: RefIndex;
  readonly #parents: EphemeralParents;
  readonly #names: RelationResolver;
  /** What the node was seen to depend on while parsing; anything for inline SQL. */
  readonly #allowed: ReadonlySet<NodeId> | undefined;

  constructor(subject: CompileSubject, graph: Graph, names: RelationResolver, parents: EphemeralParents) {
    this.#parents = parents;
    this.#index = indexOf(graph);
    this.#names = names;
    this.#allowed = 'node' in subject ? new Set(subject.node.dependsOn) : undefined;
  }

  ref(name: string, inPackage: string | undefined): HostObject {
    const found = this.#index.ref(name, inPackage);
    if (found) return this.#relation(found, `ref('${name}')`);
    const hint = didYouMean(name, this.#index.refNames);
    throw unknown('model/unknown-ref', `There is no model or seed ${name}.`, hint);
  }

  source(source: string, table: string): HostObject {
    const found = this.#index.source(source, table);
    if (found) return this.#relation(found, `source('${source}', '${table}')`);
    const hint = didYouMean(`${source}.${table}`, this.#index.sourceNames);
    throw unknown('model/unknown-source', `There is no source ${source}.${table}.`, hint);
  }

  #relation(node: Referable | Source, call: string): HostObject {
    if (this.#allowed && !this.#allowed.has(node.id)) {
      throw unknown(
        'model/unseen-ref',
        `${call} was not seen when the project was parsed, so the order of the run does not count on it.`,
        `Name it outside of every condition: -- depends_on: {{ ${call} }}`,
      );
    }
    if (node.kind === 'model' && isEphemeral(node)) {
      this.#parents.add(node);
      return relationValue({ database: '', schema: '', identifier: cteName(node) }, { quote: NO_QUOTES, type: 'cte' });
    }
    return relationValue(this.#names(node.relation));
  }
}

function unknown(code: `${string}/${string}`, message: string, hint: string | undefined): TemplateError {
  return new TemplateError(code, message, hint === undefined ? {} : { hint });
}
