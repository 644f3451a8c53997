/** Package, folders and name of a node, from the path of its file and the resource paths. */
export interface NodePath {
  readonly name: string;
  readonly fqn: readonly string[];
}

/** The path below the resource path that it lies in: the longest that fits. */
export function pathBelow(path: string, folders: readonly string[]): string {
  const fitting = folders.filter((each) => path.startsWith(`${each}/`));
  const longest = fitting.reduce((best, each) => (each.length > best.length ? each : best), '');
  return longest === '' ? path : path.slice(longest.length + 1);
}

/** A node of its own file: `models/marts/fct.sql` is `[package, marts, fct]`. */
export function nodePath(packageName: string, path: string, folders: readonly string[]): NodePath {
  const parts = pathBelow(path, folders).split('/');
  const name = (parts.pop() ?? '').replace(/\.[^.]*$/, '');
  return { name, fqn: [packageName, ...parts, name] };
}

/** The fqn of what a .yml file declares: package and the folders below the resource path, then the names. */
export function declaredFqn(
  packageName: string,
  path: string,
  folders: readonly string[],
  names: readonly string[],
): readonly string[] {
  return [packageName, ...pathBelow(path, folders).split('/').slice(0, -1), ...names];
}

/** The name of a file without its folders and its ending. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
}
