import type { DocBlock, Group, MacroDefinition } from '../core/definitions.js';
import type { Json, JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import type { Source } from '../core/node.js';
import type { Exposure, Metric, Owner, SavedQuery, SemanticModel } from '../core/semantic-node.js';
import type { Quoting, Ref } from '../core/node-parts.js';
import type { UnitTest } from '../core/unit-test.js';
import { columnsJson } from './columns.js';
import { relationText } from './manifest-node.js';
import type { ManifestScope } from './node-parts.js';
import { belowResourceFolder, identityJson, packageFolder, patchPath, refJson, sourceJson } from './node-parts.js';
import { unitTestJson } from './unit-test.js';

/** A table of a source as the manifest has it. */
export function manifestSource(node: Source, scope: ManifestScope): JsonObject {
  return {
    database: node.relation.database,
    schema: node.relation.schema,
    ...identityJson(node, scope),
    source_name: node.sourceName,
    source_description: node.sourceDescription,
    loader: node.loader,
    identifier: node.relation.identifier,
    quoting: quotingJson(node.quoting),
    loaded_at_field: node.loadedAtField ?? null,
    loaded_at_query: node.loadedAtQuery ?? null,
    freshness: own(node.config, 'freshness') ?? null,
    external: node.external ?? null,
    description: node.description,
    columns: columnsJson(node.columns),
    meta: node.meta,
    source_meta: node.sourceMeta,
    tags: node.tags,
    config: node.config,
    patch_path: null,
    unrendered_config: node.unrenderedConfig,
    relation_name: relationText(node.relation, node.quoting),
    created_at: scope.createdAt,
    unrendered_database: node.unrenderedDatabase ?? null,
    unrendered_schema: node.unrenderedSchema ?? null,
    doc_blocks: node.docBlocks,
  };
}

/** dbt says null where nothing is said, and everything is quoted then. */
function quotingJson(quoting: Quoting): JsonObject {
  const said = (quoted: boolean): Json => (quoted ? null : false);
  return {
    database: said(quoting.database),
    schema: said(quoting.schema),
    identifier: said(quoting.identifier),
    column: null,
  };
}

/** An exposure as the manifest has it. */
export function manifestExposure(node: Exposure, scope: ManifestScope): JsonObject {
  return {
    ...identityJson(node, scope),
    type: node.type,
    owner: ownerJson(node.owner),
    description: node.description,
    label: node.label ?? null,
    maturity: node.maturity ?? null,
    meta: node.meta,
    tags: node.tags,
    config: node.config,
    unrendered_config: node.unrenderedConfig,
    url: node.url ?? null,
    depends_on: { macros: [], nodes: node.dependsOn },
    refs: node.refs.map(refJson),
    sources: node.sources.map(sourceJson),
    metrics: node.metrics.map((name) => [name]),
    created_at: scope.createdAt,
  };
}

function ownerJson({ name, email, extra }: Owner): JsonObject {
  return { email: email ?? null, name: name ?? null, ...extra };
}

interface SemanticParts {
  readonly definition: JsonObject;
  readonly label?: string;
  readonly refs: readonly Ref[];
}

function semanticJson(node: (Metric | SemanticModel | SavedQuery) & SemanticParts, scope: ManifestScope): JsonObject {
  return {
    ...identityJson(node, scope),
    label: node.label ?? null,
    config: node.config,
    unrendered_config: node.unrenderedConfig,
    group: node.group ?? null,
    depends_on: { macros: [], nodes: node.dependsOn },
    refs: node.refs.map(refJson),
    created_at: scope.createdAt,
    ...node.definition,
  };
}

/** A metric as the manifest has it. */
export function manifestMetric(node: Metric, scope: ManifestScope): JsonObject {
  return {
    ...semanticJson(node, scope),
    description: node.description,
    type: node.type,
    sources: [],
    metrics: node.metrics.map((name) => [name]),
    meta: node.meta,
    tags: node.tags,
    ...node.definition,
  };
}

/** A semantic model as the manifest has it. */
export function manifestSemanticModel(node: SemanticModel, scope: ManifestScope): JsonObject {
  const { config = {}, ...rest } = semanticJson(node, scope);
  return { ...rest, model: node.model, description: described(node), ...node.definition, config };
}

/** A saved query as the manifest has it. */
export function manifestSavedQuery(node: SavedQuery, scope: ManifestScope): JsonObject {
  return { ...semanticJson(node, scope), description: described(node), tags: node.tags, ...node.definition };
}

function described(node: SemanticModel | SavedQuery): Json {
  return node.description === '' ? null : node.description;
}

/** A unit test as the manifest has it; it depends on the tested model alone. */
export function manifestUnitTest(node: UnitTest, scope: ManifestScope, schema: string): JsonObject {
  return {
    ...identityJson(node, scope),
    description: node.description,
    ...unitTestJson(node, schema),
    depends_on: { macros: [], nodes: node.dependsOn.slice(0, 1) },
    config: node.config,
    created_at: scope.createdAt,
  };
}

/** A macro as the manifest has it. */
export function manifestMacro(macro: MacroDefinition, scope: ManifestScope): JsonObject {
  const docs: JsonObject = { show: macro.docs.show, node_color: macro.docs.nodeColor ?? null };
  return {
    name: macro.name,
    resource_type: 'macro',
    package_name: macro.package,
    path: macro.originalPath,
    original_file_path: macro.originalPath,
    unique_id: macro.id,
    macro_sql: macro.sql,
    depends_on: { macros: macro.dependsOn },
    description: macro.description,
    meta: macro.meta,
    docs,
    config: { meta: macro.meta, docs, ...macro.config },
    patch_path: patchPath(macro, packageFolder(macro)),
    arguments: macro.arguments,
    created_at: scope.createdAt,
    supported_languages: macro.supportedLanguages ?? null,
  };
}

/** A docs block as the manifest has it. */
export function manifestDoc(doc: DocBlock, scope: ManifestScope): JsonObject {
  return {
    name: doc.name,
    resource_type: 'doc',
    package_name: doc.package,
    path: belowResourceFolder(doc.originalPath, scope.paths.get(doc.package)),
    original_file_path: doc.originalPath,
    unique_id: doc.id,
    block_contents: doc.text,
  };
}

/** A group as the manifest has it. */
export function manifestGroup(group: Group, scope: ManifestScope): JsonObject {
  return {
    name: group.name,
    resource_type: 'group',
    package_name: group.package,
    path: belowResourceFolder(group.originalPath, scope.paths.get(group.package)),
    original_file_path: group.originalPath,
    unique_id: group.id,
    owner: ownerJson(group.owner),
    description: group.description === '' ? null : group.description,
    config: { meta: {}, ...group.config },
  };
}
