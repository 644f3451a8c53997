import type { Group } from '../core/definitions.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import { declaredFqn } from './node-path.js';
import { ownerOf } from './owner.js';
import type { Parsing } from './parse-context.js';
import { everyPath, originalPath } from './parse-context.js';
import type { RawEntry } from './property-entries.js';

const NO_CONFIG: JsonObject = { meta: {} };

/** Makes a group of one entry under `groups:`; dbt configures groups by the tree of models. */
export function parseGroup(parsing: Parsing, entry: RawEntry): Group {
  const {
    layers,
    diagnostics,
    package: { name: packageName },
  } = parsing;
  const mapping = new YamlMapping(entry.text, entry.path, entry.value, diagnostics);
  mapping.unknownKeys(['name', 'owner', 'description', 'config'], 'properties/unknown-key', 'warning', 'A group');
  const path = originalPath(parsing, entry.file.path);
  const fqn = declaredFqn(packageName, path, everyPath(parsing), [entry.name]);
  const config = layers.replaced('models', NO_CONFIG, fqn, mapping.object('config') ?? {}, true);
  return {
    id: `group.${packageName}.${entry.name}`,
    package: packageName,
    name: entry.name,
    file: entry.file,
    originalPath: path,
    at: entry.at,
    description: mapping.text('description') ?? '',
    owner: ownerOf(parsing, entry),
    config: withoutHooks(config),
  };
}

function withoutHooks(config: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(config).filter(([key]) => !/^(?:pre|post)[-_]hook$/.test(key)));
}

/** `group/duplicate` for two groups of one name in a package. */
export function duplicateGroups(groups: readonly Group[]): Diagnostic[] {
  const known = new Map<string, Group>();
  return groups.flatMap((group) => {
    const first = known.get(group.id);
    if (!first) known.set(group.id, group);
    const also = first ? [{ note: 'first here', at: first.at }] : [];
    const message = `Two groups are named ${group.name}.`;
    return first ? [problem('group/duplicate', message, { at: group.at, also, hint: 'Rename one of them.' })] : [];
  });
}
