import { problem } from '../core/diagnostic.js';
import type { Ref, SourceRef } from '../core/node-parts.js';
import { placeOfNode } from '../core/node.js';
import { toText } from '../jinja/printing.js';
import { render } from '../jinja/render.js';
import { parseTemplate } from '../jinja/template.js';
import type { MaybePromise } from '../jinja/maybe-promise.js';
import { andThen } from '../jinja/maybe-promise.js';
import type { HostFunction, Value } from '../jinja/values.js';
import { Dict, hostFunction } from '../jinja/values.js';
import { compileAdapter } from './adapter/compile-adapter.js';
import { bindArguments, textArgument } from './arguments.js';
import type { CompileOptions } from './compile-options.js';
import type { CompileSubject } from './compile-subject.js';
import { configObject } from './config-object.js';
import { contextObject } from './context-object.js';
import type { EphemeralParents } from './ephemeral.js';
import { sqlRendering } from './filters.js';
import { graphValue } from './graph-value.js';
import { hookList } from './hook-list.js';
import type { Names } from './names.js';
import { lazyNames } from './names.js';
import { projectNames } from './project-names.js';
import { refArguments, sourceArguments } from './ref-arguments.js';
import { api } from './relations/api.js';
import { ProjectRelations } from './relations/project-relations.js';
import type { RelationValue } from './relations/relation-value.js';
import type { Rendering } from './rendering.js';
import type { Say } from './say.js';
import { StatementResults } from './statement-results.js';
import { SubjectNames } from './subject-names.js';
import { RenderContext } from './template-context.js';
import { validation } from './validation.js';

/** What templates see while they are compiled and run; also gives the relation of what a generic test is written under. */
export class CompileContext extends RenderContext {
  readonly #relations: ProjectRelations;

  constructor(subject: CompileSubject, options: CompileOptions, rendering: Rendering, parents: EphemeralParents) {
    const relations = new ProjectRelations(subject, options, parents);
    const described = new SubjectNames(subject, options);
    super(options.macros, described.package, (context) => [
      lazyNames(options.extra ?? {}),
      nodeNames(subject, options, rendering, { relations, described, context }),
      projectNames(options.config, {
        packageName: described.package,
        unknownVar: 'error',
        say: sayer(subject, rendering),
        ...(options.runtime ? { runtime: options.runtime } : {}),
      }),
    ]);
    this.#relations = relations;
  }

  relationOf(target: Ref | SourceRef): RelationValue {
    return 'source' in target ? this.#relations.source(target.source, target.table) : this.#relations.ref(target);
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

interface Parts {
  readonly relations: ProjectRelations;
  readonly described: SubjectNames;
  readonly context: RenderContext;
}

function nodeNames(
  subject: CompileSubject,
  options: CompileOptions,
  rendering: Rendering,
  { relations, described, context }: Parts,
): Names {
  const { database } = rendering;
  const say = sayer(subject, rendering);
  const print = (text: string): void => say('log', text);
  const callables = referring(relations);
  const config = lazily(() =>
    configObject({ onCall: () => undefined, config: described.config, model: () => described.model() }),
  );
  const adapter = lazily(() =>
    compileAdapter({ context, config: options.config, database, names: described.resolver(), print }),
  );
  const names: { readonly [name: string]: () => Value } = {
    ...callables,
    config,
    adapter,
    this: () => described.self(),
    model: () => described.model(),
    schema: () => described.relation.schema,
    database: () => described.relation.database,
    execute: () => true,
    api: () => api,
    column: () => api.get('Column') ?? null,
    graph: () => graphValue(options.graph, options.groups ?? [], described.describe),
    ...new StatementResults().names,
    ...hookNames(subject),
    sql: () => null,
    compiled_code: () => null,
    defer_relation: () => null,
    validation: () => validation,
    render: () => renderFunction(context),
    write: () => hostFunction('write', () => ''),
    context: () => contextObject(context),
  };
  const layer = lazyNames({ ...names, builtins: () => builtinsOf(layer) });
  return layer;
}

function lazily(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

/** ref, source, function and metric. */
function referring(relations: ProjectRelations): { readonly [name: string]: () => Value } {
  return {
    ref: () => hostFunction('ref', (args, kwargs) => relations.ref(refArguments(args, kwargs))),
    source: () =>
      hostFunction('source', (args, kwargs) => {
        const { source, table } = sourceArguments(args, kwargs);
        return relations.source(source, table);
      }),
    function: () => hostFunction('function', (args) => relations.function(toText(args.at(-1) ?? null))),
    metric: () => hostFunction('metric', (args) => toText(args.at(-1) ?? null)),
  };
}

function hookNames(subject: CompileSubject): { readonly [name: string]: () => Value } {
  const node = 'node' in subject ? subject.node : undefined;
  return {
    pre_hooks: () => hookList(node && 'preHooks' in node ? node.preHooks : []),
    post_hooks: () => hookList(node && 'postHooks' in node ? node.postHooks : []),
  };
}

/** `builtins`: dbt's own names, whatever the project overrides. */
function builtinsOf(layer: Names): Dict {
  const names = ['ref', 'source', 'config', 'function', 'metric', 'model', 'this', 'adapter', 'graph', 'execute'];
  return Dict.from(names.map((name) => [name, layer.get(name) ?? null] as const));
}

/** `render(text)`: renders a text in the same context, as hooks are. */
function renderFunction(context: RenderContext): HostFunction {
  return hostFunction('render', (args, kwargs): MaybePromise<Value> => {
    const text = textArgument('render', bindArguments('render', ['string'], args, kwargs), 'string');
    if (!text.includes('{')) return text;
    return andThen(render(parseTemplate(text, { file: '' }), context, sqlRendering), (rendered) => rendered.text);
  });
}

function sayer(subject: CompileSubject, { diagnostics }: Rendering): Say {
  const at = 'node' in subject ? placeOfNode(subject.node) : undefined;
  return (kind, message) => {
    const severity = kind === 'warning' ? 'warning' : 'info';
    diagnostics.push(problem(`template/${kind}`, message, { severity, ...(at ? { at } : {}) }));
  };
}
