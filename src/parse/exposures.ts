import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, jsonText, own } from '../core/json.js';
import { nearestName } from '../core/nearest.js';
import type { Ref, SourceRef } from '../core/node-parts.js';
import type { Exposure } from '../core/semantic-node.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import { exposureDefaults } from './config-defaults.js';
import { metaOf } from './config-values.js';
import { everyPath } from './generic-tests.js';
import { mergeConfig, tagsOf } from './merge-config.js';
import { declaredFqn } from './node-path.js';
import { ownerOf } from './owner.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled, originalPath } from './parse-context.js';
import { tagsAndMeta } from './property-columns.js';
import type { RawEntry } from './property-entries.js';
import { callOfText } from './ref-text.js';

const KEYS = [
  ...['name', 'type', 'owner', 'description', 'label', 'maturity', 'url', 'depends_on', 'config', 'tags', 'meta'],
  'enabled',
];
const TYPES: readonly Exposure['type'][] = ['dashboard', 'notebook', 'analysis', 'ml', 'application'];
const MATURITIES = ['low', 'medium', 'high'] as const;

/** Makes a node of one entry under `exposures:`. */
export function parseExposure(parsing: Parsing, entry: RawEntry): Parsed<Exposure> {
  const {
    layers,
    diagnostics,
    package: { name: packageName },
  } = parsing;
  const { value, name, file } = entry;
  const mapping = new YamlMapping(entry.text, entry.path, value, diagnostics);
  mapping.unknownKeys(KEYS, 'properties/unknown-key', 'warning', 'An exposure');
  const path = originalPath(parsing, file.path);
  const fqn = declaredFqn(packageName, path, everyPath(parsing), [name]);
  const merged = layers.replaced('exposures', exposureDefaults, fqn, mapping.object('config') ?? {}, false);
  const config = withBeside(merged, mapping);
  const maturity = MATURITIES.find((each) => each === own(value, 'maturity'));
  const written = own(entry.written, 'config');
  const node: Exposure = {
    kind: 'exposure',
    id: `exposure.${packageName}.${name}`,
    package: packageName,
    name,
    fqn,
    file,
    originalPath: path,
    description: mapping.text('description') ?? '',
    docBlocks: [],
    tags: tagsOf(config),
    meta: metaOf(config),
    config,
    unrenderedConfig: layers.unrendered('exposures', fqn, [isJsonObject(written) ? written : undefined]),
    patch: entry.at,
    type: typeOf(parsing, entry),
    owner: ownerOf(parsing, entry),
    ...optional(mapping, 'label'),
    ...optional(mapping, 'url'),
    ...(maturity === undefined ? {} : { maturity }),
    ...dependencies(parsing, entry),
    dependsOn: [],
  };
  return { node, enabled: isEnabled(config) };
}

function optional<Key extends 'label' | 'url'>(mapping: YamlMapping, key: Key): { readonly [each in Key]?: string } {
  const text = mapping.text(key);
  return (text === undefined ? {} : { [key]: text }) as { readonly [each in Key]?: string };
}

function typeOf({ diagnostics }: Parsing, entry: RawEntry): Exposure['type'] {
  const written = jsonText(own(entry.value, 'type') ?? '');
  const type = TYPES.find((each) => each === written);
  if (type) return type;
  const near = nearestName(written, TYPES);
  const hint = near === undefined ? `Known types: ${TYPES.join(', ')}.` : `Did you mean ${near}?`;
  const at = entry.text.place([...entry.path, 'type']);
  diagnostics.push(problem('exposure/type', `The exposure ${entry.name} needs a type that dbt knows.`, { at, hint }));
  return 'dashboard';
}

interface Dependencies {
  readonly refs: readonly Ref[];
  readonly sources: readonly SourceRef[];
  readonly metrics: readonly string[];
}

function dependencies({ diagnostics }: Parsing, entry: RawEntry): Dependencies {
  const written = own(entry.value, 'depends_on');
  const found = { refs: [] as Ref[], sources: [] as SourceRef[], metrics: [] as string[] };
  (isJsonList(written) ? written : []).forEach((each, index) => {
    const at = entry.text.place([...entry.path, 'depends_on', index]);
    const call = callOfText(jsonText(each), at);
    if (!call) diagnostics.push(notACall(jsonText(each), at));
    else if ('metric' in call) found.metrics.push(call.metric.at(-1) ?? '');
    else if ('source' in call) found.sources.push(call);
    else found.refs.push(call);
  });
  return found;
}

function notACall(text: string, at: Ref['at']): ReturnType<typeof problem> {
  const hint = "Write ref('model'), source('source', 'table') or metric('metric').";
  return problem('exposure/depends-on', `${text} is none of the calls that depends_on takes.`, { at, hint });
}

/** What stands beside `config:` is added to it. */
function withBeside(config: JsonObject, mapping: YamlMapping): JsonObject {
  const beside = tagsAndMeta(mapping);
  const tags = [...new Set([...tagsOf(config), ...tagsOf(beside)])].sort();
  return { ...config, tags, meta: { ...metaOf(config), ...metaOf(beside) } };
}

/** Joined mappings of an entry: those beside `config:` and in it. */
export function joinedConfig(mapping: YamlMapping): JsonObject {
  return mergeConfig(tagsAndMeta(mapping), mapping.object('config') ?? {});
}
