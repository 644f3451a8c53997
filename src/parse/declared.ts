import type { JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { NodeKind } from '../core/node.js';
import type { NodeCommon } from '../core/node-parts.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import { declaredFqn } from './node-path.js';
import type { Parsing } from './parse-context.js';
import { everyPath, originalPath } from './parse-context.js';
import type { RawEntry } from './property-entries.js';

/** Who a node is that only a .yml file declares, and where it stands. */
export type Declared<Kind extends NodeKind> = Pick<
  NodeCommon,
  'id' | 'package' | 'name' | 'fqn' | 'file' | 'originalPath' | 'docBlocks'
> & { readonly kind: Kind; readonly patch: RawEntry['at']; readonly dependsOn: readonly [] };

/** `names` follow kind and package in the id, and the folders in the fqn; the last of them is the node's name. */
export function declaredNode<Kind extends NodeKind>(
  parsing: Parsing,
  kind: Kind,
  { file, at }: Pick<RawEntry, 'file' | 'at'>,
  names: readonly [string, ...string[]],
): Declared<Kind> {
  const { name: packageName } = parsing.package;
  const path = originalPath(parsing, file.path);
  return {
    kind,
    id: [kind, packageName, ...names].join('.'),
    package: packageName,
    name: names.at(-1) ?? names[0],
    fqn: declaredFqn(packageName, path, everyPath(parsing), names),
    file,
    originalPath: path,
    docBlocks: [],
    patch: at,
    dependsOn: [],
  };
}

/** An entry to be read key by key; `what` it is called where a key of it is not known: `An exposure`. */
export function entryMapping(parsing: Parsing, entry: RawEntry, keys: readonly string[], what: string): YamlMapping {
  const mapping = new YamlMapping(entry.text, entry.path, entry.value, parsing.diagnostics);
  mapping.unknownKeys(keys, 'properties/unknown-key', 'warning', what);
  return mapping;
}

/** `config:` of an entry with its templates unrendered. */
export function writtenConfig(entry: RawEntry): JsonObject | undefined {
  const written = own(entry.written, 'config');
  return isJsonObject(written) ? written : undefined;
}

/** A key for a text that is there, nothing otherwise. */
export function optional<Key extends string>(key: Key, text: string | undefined): { readonly [each in Key]?: string } {
  return (text === undefined ? {} : { [key]: text }) as { readonly [each in Key]?: string };
}
