/** Package, folders and name of a node, from the path of its file and the resource paths. */
export interface NodePath {
  readonly name: string;
  readonly fqn: readonly string[];
}

/** The path below the resource path that it lies in. */
export function pathBelow(path: string, folders: readonly string[]): string {
  const folder = folders.find((each) => path.startsWith(`${each}/`));
  return folder === undefined ? path : path.slice(folder.length + 1);
}

/** A node of its own file: `models/marts/fct.sql` is `[package, marts, fct]`. */
export function nodePath(packageName: string, path: string, folders: readonly string[]): NodePath {
  const parts = pathBelow(path, folders).split('/');
  const name = (parts.pop() ?? '').replace(/\.[^.]*$/, '');
  return { name, fqn: [packageName, ...parts, name] };
}

/** The fqn of what a .yml file declares: package and the folders below the first one, then the names. */
export function declaredFqn(packageName: string, path: string, names: readonly string[]): readonly string[] {
  return [packageName, ...path.split('/').slice(1, -1), ...names];
}
