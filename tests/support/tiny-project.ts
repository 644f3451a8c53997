import type { Graph } from '../../src/core/graph.js';
import type { DataTest, Model, Node, Seed, Source } from '../../src/core/node.js';
import type { NodeId } from '../../src/core/node-parts.js';
import { hasRelation } from '../../src/core/node.js';
import { QUOTE_ALL, wholeFile } from '../../src/core/node-parts.js';
import { problem } from '../../src/core/diagnostic.js';
import type { StepSql } from '../../src/core/plan.js';
import type { RelationName, RelationResolver } from '../../src/core/relation.js';
import type { Statement } from '../../src/core/statement.js';
import { renderRelation } from '../../src/core/relation.js';
import type { Compile } from '../../src/plan/plan.js';

/** A model, test or seed of a tiny project; `@name` in SQL stands for a relation of the project. */
export interface TinyNode {
  readonly sql?: string;
  readonly as?: 'view' | 'table' | 'seed' | 'source' | 'test';
  readonly schema?: string;
  readonly csv?: string;
  readonly severity?: 'error' | 'warn';
  readonly indexes?: Model['indexes'];
  readonly description?: string;
  readonly columns?: Readonly<Record<string, string>>;
  readonly grants?: Model['grants'];
  /** `@this` stands for the relation being built. */
  readonly preHooks?: Model['preHooks'];
  readonly postHooks?: Model['postHooks'];
  /** Its SQL is only known during the run. */
  readonly late?: boolean;
  /** Its SQL cannot be rendered. */
  readonly broken?: string;
}

/** Puts relations into SQL; `self` is what `@this` stands for. */
export type TinyRender = (template: string, names: RelationResolver, self?: RelationName) => Statement;

function querySql(node: TinyNode | undefined, names: RelationResolver, render: TinyRender): StepSql {
  if (node?.late === true) return { kind: 'late', because: 'it says so' };
  if (node?.broken !== undefined) return { kind: 'broken', diagnostic: problem('template/raised', node.broken) };
  return { kind: 'static', statement: render(node?.sql ?? '', names) };
}

/** Graph and compiler of a project that is written down in the test, without files and templates. */
export function tinyProject(
  database: string,
  nodes: Readonly<Record<string, TinyNode>>,
): { graph: Graph; compile: Compile; render: TinyRender } {
  const made = new Map<NodeId, Node>();
  for (const [name, node] of Object.entries(nodes)) {
    const each = makeNode(database, name, node, nodes);
    made.set(each.id, each);
  }
  const children = new Map<NodeId, NodeId[]>();
  for (const node of made.values()) {
    for (const parent of node.dependsOn) children.set(parent, [...(children.get(parent) ?? []), node.id]);
  }
  const graph: Graph = { nodes: made, order: [...made.keys()], children };
  const render: TinyRender = (template, names, self) => {
    const sql = template.replace(/@(\w+)/g, (_, name: string) => {
      if (name === 'this' && self) return renderRelation(self);
      const parent = made.get(idOf(name, nodes));
      if (!parent || !hasRelation(parent)) throw new Error(`No relation ${name}`);
      return renderRelation(names(parent.relation));
    });
    return { sql, spans: [] };
  };
  const compile: Compile = (node, names) => ({ value: querySql(nodes[node.name], names, render), diagnostics: [] });
  return { graph, compile, render };
}

export function idOf(name: string, nodes: Readonly<Record<string, TinyNode>>): NodeId {
  const as = nodes[name]?.as ?? 'table';
  const kind = as === 'view' || as === 'table' ? 'model' : as;
  return `${kind}.tiny.${name}`;
}

function makeNode(database: string, name: string, node: TinyNode, all: Readonly<Record<string, TinyNode>>): Node {
  const as = node.as ?? 'table';
  const parents = [...(node.sql ?? '').matchAll(/@(\w+)/g)].map(([, parent]) => idOf(parent ?? '', all));
  const common = {
    id: idOf(name, all),
    package: 'tiny',
    name,
    fqn: ['tiny', name],
    originalPath: `models/${name}.sql`,
    unrenderedConfig: {},
    docBlocks: [],
    file: { path: `models/${name}.sql`, text: node.csv ?? node.sql ?? '' },
    description: node.description ?? '',
    tags: [],
    meta: {},
    config: {},
    dependsOn: [...new Set(parents)],
    refs: [],
    sources: [],
  };
  const relation = { database, schema: node.schema ?? (as === 'source' ? 'raw' : 'marts'), identifier: name };
  const columns = Object.entries(node.columns ?? {}).map(([column, description]) => ({
    name: column,
    description,
    meta: {},
    tags: [],
    quote: false,
    constraints: [],
    config: {},
    docBlocks: [],
    extra: {},
  }));
  const relational = {
    relation,
    columns,
    indexes: node.indexes ?? [],
    persistDocs: { relation: true, columns: true },
    grants: node.grants ?? {},
    quoting: QUOTE_ALL,
    contract: { enforced: false, aliasTypes: true },
    constraints: [],
    preHooks: node.preHooks ?? [],
    postHooks: node.postHooks ?? [],
  };
  const templated = {
    template: wholeFile(common.file),
    configCalls: {},
    macros: [],
    access: 'protected' as const,
    primaryKey: [],
  };
  switch (as) {
    case 'view':
      return {
        ...common,
        ...relational,
        ...templated,
        kind: 'model',
        materialization: { kind: 'view' },
      } satisfies Model;
    case 'table':
      return {
        ...common,
        ...relational,
        ...templated,
        kind: 'model',
        materialization: { kind: 'table', unlogged: false },
      } satisfies Model;
    case 'seed':
      return {
        ...common,
        ...relational,
        kind: 'seed',
        delimiter: ',',
        columnTypes: {},
        quoteColumns: false,
      } satisfies Seed;
    case 'source':
      return {
        ...common,
        kind: 'source',
        sourceName: 'raw',
        relation,
        columns,
        loader: '',
        quoting: QUOTE_ALL,
        sourceDescription: '',
        sourceMeta: {},
      } satisfies Source;
    case 'test':
      return {
        ...common,
        kind: 'test',
        body: { kind: 'singular', template: wholeFile(common.file) },
        configCalls: {},
        macros: [],
        relation,
        severity: node.severity ?? 'error',
        errorIf: '!= 0',
        warnIf: '!= 0',
        failCalc: 'count(*)',
      } satisfies DataTest;
  }
}
