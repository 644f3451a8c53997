import type { Json, JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { Node } from '../core/node.js';
import type { NodeCommon, Ref, SourceRef } from '../core/node-parts.js';
import type { ResourcePaths } from '../core/project.js';
import { testFileName } from './sql-files.js';

/** What the pieces of a manifest need to know beside the node. */
export interface ManifestScope {
  /** Absolute path of the project. */
  readonly root: string;
  /** The target's database and schema, for nodes that have none of their own. */
  readonly database: string;
  readonly schema: string;
  /** Resource folders of each package. */
  readonly paths: ReadonlyMap<string, ResourcePaths>;
  /** Seconds since 1970. */
  readonly createdAt: number;
}

/** What every node has. */
export function identityJson(node: Node, scope: ManifestScope): JsonObject {
  return {
    name: node.name,
    resource_type: node.kind,
    package_name: node.package,
    path: pathOf(node, scope),
    original_file_path: originalPath(node),
    unique_id: node.id,
    fqn: node.fqn,
  };
}

function originalPath(node: Node): string {
  return node.kind === 'operation' ? './dbt_project.yml' : node.originalPath;
}

/** dbt's `path`: the file below its resource folder, or the file that a node would have that is written in a .yml. */
function pathOf(node: Node, scope: ManifestScope): string {
  const below = belowResourceFolder(node.originalPath, scope.paths.get(node.package));
  if (node.kind === 'source') return node.originalPath;
  if (node.kind === 'operation') return `hooks/${node.name}.sql`;
  if (node.kind === 'analysis') return `analysis/${below}`;
  if (node.kind === 'test' && node.body.kind === 'generic') return `${testFileName(node)}.sql`;
  if (node.kind === 'snapshot' && /\.ya?ml$/.test(below)) return `${node.name}.sql`;
  return below;
}

/** `models/staging/a.sql` -> `staging/a.sql`. */
export function belowResourceFolder(path: string, paths: ResourcePaths | undefined): string {
  const folders = Object.values<readonly string[]>({ ...paths }).flat();
  const matching = folders.filter((folder) => path.startsWith(`${folder}/`));
  const longest = matching.reduce((best, each) => (each.length > best.length ? each : best), '');
  return longest === '' ? path : path.slice(longest.length + 1);
}

/** `package://models/schema.yml`: the .yml that documents something. */
export function patchPath(subject: Pick<NodeCommon, 'package' | 'patch'>, folder: string): string | null {
  if (!subject.patch) return null;
  const { file } = subject.patch;
  return `${subject.package}://${file.startsWith(folder) ? file.slice(folder.length) : file}`;
}

/** Folder of the node's package below the project's root. */
export function packageFolder(node: {
  readonly file: { readonly path: string };
  readonly originalPath: string;
}): string {
  const { path } = node.file;
  return path.endsWith(node.originalPath) ? path.slice(0, path.length - node.originalPath.length) : '';
}

/** A ref as the template wrote it. */
export function refJson(ref: Ref): JsonObject {
  return { name: ref.name, package: ref.package ?? null, version: ref.version ?? null };
}

/** A source call as the template wrote it. */
export function sourceJson(ref: SourceRef): Json {
  return [ref.source, ref.table];
}

const SHOWN: JsonObject = { show: true, node_color: null };

/** `docs` of a node, which is its config's. */
export function docsJson(config: JsonObject): Json {
  const docs = own(config, 'docs');
  return isJsonObject(docs) ? docs : SHOWN;
}
