import type { Graph } from '../core/graph.js';
import type { Node } from '../core/node.js';
import type { NodeTest, Selecting } from './node-test.js';
import { globPath } from './patterns.js';

/**
 * The node's file, the .yml that documents it, or a folder above the file. Patterns are looked up among the project's own
 * files; nodes of packages match where their path inside the package is one of these.
 */
export function pathTest({ graph, root }: Selecting, pattern: string): NodeTest {
  const matches = globPath(pattern);
  const known = new Map<string, boolean>();
  const matchesOrAbove = (path: string): boolean => remembered(known, path, matches);
  let found: ReadonlySet<string> | undefined;
  const own = (): ReadonlySet<string> => (found ??= ownPaths(graph, root));
  return (node) => {
    const inside = root === undefined || node.package === root;
    const above = inside ? matchesOrAbove(node.originalPath) : sharedWith(node.originalPath, own(), matches);
    if (above) return true;
    const patch = patchPath(node);
    return patch !== undefined && (inside || own().has(patch)) && matches(patch);
  };
}

function remembered(known: Map<string, boolean>, path: string, matches: (path: string) => boolean): boolean {
  const cached = known.get(path);
  if (cached !== undefined) return cached;
  const folder = folderOf(path);
  const result = matches(path) || (folder !== undefined && remembered(known, folder, matches));
  known.set(path, result);
  return result;
}

function sharedWith(path: string, own: ReadonlySet<string>, matches: (path: string) => boolean): boolean {
  for (let each: string | undefined = path; each !== undefined; each = folderOf(each)) {
    if (own.has(each) && matches(each)) return true;
  }
  return false;
}

function folderOf(path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? undefined : path.slice(0, slash);
}

/** Files of the project's own nodes, and all folders above them. */
function ownPaths(graph: Graph, root: string | undefined): ReadonlySet<string> {
  const known = new Set<string>();
  for (const node of graph.nodes.values()) {
    if (root !== undefined && node.package !== root) continue;
    for (const path of [node.originalPath, patchPath(node)]) {
      for (let each = path; each !== undefined && !known.has(each); each = folderOf(each)) known.add(each);
    }
  }
  return known;
}

/** The documenting .yml inside its package. */
function patchPath(node: Node): string | undefined {
  if (!node.patch || node.kind === 'test' || node.kind === 'source') return undefined;
  const folder = node.file.path.length - node.originalPath.length;
  return node.patch.file.slice(node.file.path.endsWith(node.originalPath) ? folder : 0);
}
