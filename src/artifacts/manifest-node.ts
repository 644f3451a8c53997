import type { Json, JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import type { Analysis, DataTest, Model, Node, Operation, Seed, Snapshot, SqlFunction } from '../core/node.js';
import { hasRelation, isEphemeral } from '../core/node.js';
import type { Relational, Templated, Captures, Quoting } from '../core/node-parts.js';
import { QUOTE_ALL } from '../core/node-parts.js';
import type { RelationName } from '../core/relation.js';
import { quoteIdentifier } from '../core/relation.js';
import { checksumOf } from './checksum.js';
import { columnsJson, modelConstraintJson } from './columns.js';
import { contractJson } from './contract.js';
import type { ManifestScope } from './node-parts.js';
import { docsJson, identityJson, packageFolder, patchPath, refJson, sourceJson } from './node-parts.js';
import { genericTestCode, genericTestJson } from './generic-test.js';

/** A node that is rendered or loaded: what stands under `nodes` and `functions`. */
export type ManifestNode = Model | Seed | Snapshot | SqlFunction | DataTest | Analysis | Operation;

/** What compiling made of a node. */
export interface CompiledNode {
  readonly sql: string;
  /** The file below the project's root. */
  readonly path: string;
  /** Ephemeral models that were put into it. */
  readonly ctes: readonly { readonly id: string; readonly sql: string }[];
}

/** A node as the manifest has it. */
export function manifestNode(node: ManifestNode, scope: ManifestScope, compiled?: CompiledNode): JsonObject {
  const relation = publishedRelation(node, scope);
  const { database, schema, identifier } = relation.name;
  return {
    database,
    schema,
    ...identityJson(node, scope),
    name: node.name,
    alias: identifier,
    checksum: checksumOf(node, scope.root),
    config: node.config,
    tags: node.tags,
    description: node.description,
    columns: 'columns' in node ? columnsJson(node.columns) : {},
    meta: node.meta,
    group: node.group ?? null,
    docs: docsJson(node.config),
    patch_path: node.kind === 'test' && node.body.kind === 'generic' ? null : patchPath(node, packageFolder(node)),
    build_path: null,
    unrendered_config: node.unrenderedConfig,
    created_at: scope.createdAt,
    relation_name: relation.rendered,
    raw_code: rawCode(node),
    doc_blocks: node.docBlocks,
    ...(node.kind === 'seed' ? seedJson(node, scope) : templatedJson(node)),
    ...kindJson(node),
    ...(compiled ? compiledJson(compiled) : {}),
  };
}

function seedJson(node: Seed, scope: ManifestScope): JsonObject {
  const folder = packageFolder(node).replace(/\/$/, '');
  return { root_path: folder === '' ? scope.root : `${scope.root}/${folder}`, depends_on: { macros: macrosOf(node) } };
}

function macrosOf(node: Node): readonly string[] {
  return 'macros' in node ? (node as Captures).macros : [];
}

function templatedJson(node: Exclude<ManifestNode, Seed>): JsonObject {
  return {
    language: 'sql',
    refs: node.refs.map(refJson),
    sources: node.sources.map(sourceJson),
    metrics: [],
    functions: [],
    depends_on: { macros: node.macros, nodes: node.dependsOn },
    compiled_path: null,
    contract: 'contract' in node ? contractJson(node) : { enforced: false, alias_types: true, checksum: null },
  };
}

function kindJson(node: ManifestNode): JsonObject {
  switch (node.kind) {
    case 'model':
      return modelJson(node);
    case 'operation':
      return { index: node.index };
    case 'test':
      return node.body.kind === 'generic' ? genericTestJson(node, node.body) : {};
    case 'function':
      return { arguments: node.arguments, returns: node.returns, overloads: [] };
    case 'seed':
    case 'snapshot':
    case 'analysis':
      return {};
  }
}

function modelJson(node: Model): JsonObject {
  return {
    access: node.access,
    constraints: node.constraints.map(modelConstraintJson),
    version: node.version ?? null,
    latest_version: node.latestVersion ?? null,
    deprecation_date: node.deprecationDate ?? null,
    primary_key: node.primaryKey,
    time_spine: node.timeSpine ?? null,
  };
}

function compiledJson({ sql, path, ctes }: CompiledNode): JsonObject {
  return {
    compiled: true,
    compiled_code: sql,
    compiled_path: path,
    extra_ctes_injected: true,
    extra_ctes: ctes.map(({ id, sql: text }) => ({ id, sql: text })),
  };
}

function rawCode(node: ManifestNode): string {
  if (node.kind === 'seed') return '';
  if (node.kind !== 'test') return templateText(node);
  return node.body.kind === 'generic' ? genericTestCode(node, node.body) : stripped(node.body.template);
}

function templateText(node: Templated): string {
  return stripped(node.template);
}

/** dbt strips files when it reads them, and leaves blocks within files as they are. */
function stripped({ text, file }: Templated['template']): string {
  return text === file.text ? text.trim() : text;
}

/** Where a node is, or would be; `rendered` is null for what makes no relation. */
function publishedRelation(
  node: ManifestNode,
  scope: ManifestScope,
): { readonly name: RelationName; readonly rendered: Json } {
  if (node.kind === 'analysis' || node.kind === 'operation') {
    const { database, schema } = scope;
    return { name: { database, schema, identifier: node.name }, rendered: null };
  }
  const made =
    node.kind === 'test' ? own(node.config, 'store_failures') === true : hasRelation(node) && !isEphemeral(node);
  const quoting = 'quoting' in node ? (node as Relational).quoting : QUOTE_ALL;
  return { name: node.relation, rendered: made ? relationText(node.relation, quoting) : null };
}

/** The relation's name as templates print it. */
export function relationText(name: RelationName, quoting: Quoting): string {
  const parts = (['database', 'schema', 'identifier'] as const).filter((part) => name[part] !== '');
  return parts.map((part) => (quoting[part] ? quoteIdentifier(name[part]) : name[part])).join('.');
}
