import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { isJsonList, jsonText, own } from '../core/json.js';
import { nearestName } from '../core/nearest.js';
import type { Ref, SourceRef } from '../core/node-parts.js';
import type { Exposure } from '../core/semantic-node.js';
import type { YamlMapping } from '../core/yaml-mapping.js';
import { exposureDefaults } from './config-defaults.js';
import { metaOf } from './config-values.js';
import { declaredNode, entryMapping, optional, writtenConfig } from './declared.js';
import { tagsOf } from './merge-config.js';
import { ownerOf } from './owner.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled } from './parse-context.js';
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
  const { layers } = parsing;
  const { value, name } = entry;
  const mapping = entryMapping(parsing, entry, KEYS, 'An exposure');
  const declared = declaredNode(parsing, 'exposure', entry, [name]);
  const merged = layers.replaced('exposures', exposureDefaults, declared.fqn, mapping.object('config') ?? {}, false);
  const config = withBeside(merged, mapping);
  const maturity = MATURITIES.find((each) => each === own(value, 'maturity'));
  const node: Exposure = {
    ...declared,
    description: mapping.text('description') ?? '',
    tags: tagsOf(config),
    meta: metaOf(config),
    config,
    unrenderedConfig: layers.unrendered('exposures', declared.fqn, [writtenConfig(entry)]),
    type: typeOf(parsing, entry),
    owner: ownerOf(parsing, entry),
    ...optional('label', mapping.text('label')),
    ...optional('url', mapping.text('url')),
    ...(maturity === undefined ? {} : { maturity }),
    ...dependencies(parsing, entry),
  };
  return { node, enabled: isEnabled(config) };
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
