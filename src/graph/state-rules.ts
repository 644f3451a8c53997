import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject } from '../core/json.js';
import { at, sameAt, sameJson } from './same-json.js';

/** Whether a node is the same as before, in one respect. Both are a manifest's own words. */
type Same = (now: JsonObject, before: JsonObject) => boolean;

/** In what a kind of node can differ; respects that a kind does not have are the same for ever. */
export interface StateRules {
  readonly body?: Same;
  readonly configs?: Same;
  readonly persisted_descriptions?: Same;
  readonly relation?: Same;
  readonly contract?: Same;
  /** All else that makes it modified. */
  readonly rest: Same;
  /** Respects that a difference of does not make the node modified. */
  readonly notModified?: readonly Respect[];
  /** Whether a node that was not there before counts as modified. */
  readonly newIsModified: boolean;
}

/** The sub-kinds of `state:modified` that compare a node with its earlier self. */
export const RESPECTS = ['body', 'configs', 'persisted_descriptions', 'relation', 'contract'] as const;

/** One of them. */
export type Respect = (typeof RESPECTS)[number];

const same =
  (...keys: readonly string[]): Same =>
  (now, before) =>
    sameAt(now, before, keys);

const sameFqn = same('fqn');

/** What is compared as the relation, or never. */
const NOT_CONFIG = ['alias', 'schema', 'database', 'tags', 'group'];

const sameConfig: Same = (now, before) => {
  const [mine, theirs] = [objectAt(now, 'unrendered_config'), objectAt(before, 'unrendered_config')];
  const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  return sameAt(
    mine,
    theirs,
    [...keys].filter((key) => !NOT_CONFIG.includes(key)),
  );
};

const sameRelation: Same = (now, before) =>
  sameAt(objectAt(now, 'unrendered_config'), objectAt(before, 'unrendered_config'), ['database', 'schema', 'alias']);

/** Descriptions count where they are written into the database. */
const samePersisted: Same = (now, before) => {
  const persists = (what: string): boolean => at(now, 'config', 'persist_docs', what) === true;
  if (persists('relation') && !same('description')(now, before)) return false;
  return !persists('columns') || sameJson(columnDescriptions(now), columnDescriptions(before));
};

function columnDescriptions(node: JsonObject): Json {
  const columns = objectAt(node, 'columns');
  return Object.fromEntries(Object.keys(columns).map((name) => [name, at(columns, name, 'description')]));
}

const sameContract: Same = (now, before) => {
  const enforced = at(now, 'contract', 'enforced') === true;
  if (enforced !== (at(before, 'contract', 'enforced') === true)) return false;
  return !enforced || at(now, 'contract', 'checksum') === at(before, 'contract', 'checksum');
};

const parsed: StateRules = {
  body: same('raw_code'),
  configs: sameConfig,
  persisted_descriptions: samePersisted,
  relation: sameRelation,
  contract: () => true,
  rest: sameFqn,
  newIsModified: true,
};

const model: StateRules = {
  ...parsed,
  contract: sameContract,
  rest: same('fqn', 'access', 'deprecation_date', 'latest_version'),
};

const sqlFunction: StateRules = { ...parsed, rest: same('fqn', 'arguments', 'returns') };

const seed: StateRules = { ...parsed, body: same('checksum') };

const TEST_CONFIG = [
  'severity',
  'where',
  'limit',
  'fail_calc',
  'warn_if',
  'error_if',
  'store_failures',
  'store_failures_as',
];

const sameTestConfig: Same = (now, before) =>
  sameAt(objectAt(now, 'unrendered_config'), objectAt(before, 'unrendered_config'), TEST_CONFIG);

const singularTest: StateRules = { ...parsed, configs: sameTestConfig };

/** Its SQL is the macro's, and that is looked at by itself. */
const genericTest: StateRules = {
  ...singularTest,
  notModified: ['body', 'persisted_descriptions', 'relation', 'contract'],
};

const sameSource = same('fqn', 'freshness', 'loaded_at_field', 'external');

const sameQuoting: Same = (now, before) =>
  sameAt(objectAt(now, 'quoting'), objectAt(before, 'quoting'), ['database', 'schema', 'identifier', 'column']);

const source: StateRules = {
  configs: same('unrendered_config'),
  relation: same('identifier', 'unrendered_database', 'unrendered_schema'),
  rest: (now, before) => sameSource(now, before) && sameQuoting(now, before),
  newIsModified: false,
};

const exposureRest = same('fqn', 'type', 'owner', 'maturity', 'url', 'description', 'label');

const exposure: StateRules = {
  configs: same('unrendered_config'),
  rest: (now, before) =>
    exposureRest(now, before) && sameJson(at(now, 'depends_on', 'nodes'), at(before, 'depends_on', 'nodes')),
  newIsModified: false,
};

const metric: StateRules = {
  configs: same('unrendered_config'),
  rest: same('type', 'description', 'label'),
  newIsModified: false,
};

/** The configuration itself; what an older manifest does not say is as it is without a word. */
const sameSemanticConfig: Same = (now, before) => {
  const [mine, theirs] = [now, before].map((node): JsonObject => ({ enabled: true, ...objectAt(node, 'config') }));
  if (!mine || !theirs) return false;
  const cached = (config: JsonObject): boolean => at(config, 'cache', 'enabled') === true;
  return cached(mine) === cached(theirs) && sameAt(mine, theirs, ['enabled', 'group', 'meta', 'schema', 'export_as']);
};

const semanticModel: StateRules = {
  configs: sameSemanticConfig,
  rest: same(
    ...['model', 'description', 'defaults', 'entities', 'measures', 'dimensions'],
    ...['primary_entity', 'group'],
  ),
  newIsModified: false,
};

const savedQueryRest = same('description', 'label', 'group', 'tags');

const savedQuery: StateRules = {
  configs: sameSemanticConfig,
  rest: (now, before) =>
    savedQueryRest(now, before) &&
    sameAt(objectAt(now, 'query_params'), objectAt(before, 'query_params'), ['metrics', 'group_by', 'where']) &&
    sameJson(exportsOf(now), exportsOf(before)),
  newIsModified: false,
};

function exportsOf(query: JsonObject): Json {
  const exports = at(query, 'exports');
  return isJsonList(exports) ? exports.map((each) => [at(each, 'name'), at(each, 'config', 'export_as')]) : [];
}

const unitTest: StateRules = { rest: same('checksum'), newIsModified: true };

function objectAt(json: JsonObject, key: string): JsonObject {
  const value = at(json, key);
  return isJsonObject(value) ? value : {};
}

const BY_TYPE: { readonly [type: string]: StateRules } = {
  model,
  seed,
  source,
  exposure,
  metric,
  semantic_model: semanticModel,
  saved_query: savedQuery,
  unit_test: unitTest,
  function: sqlFunction,
};

/** The rules of dbt 1.12 for a node. */
export function rulesOf(node: JsonObject): StateRules {
  const type = at(node, 'resource_type');
  if (type === 'test') return at(node, 'test_metadata') === null ? singularTest : genericTest;
  return (typeof type === 'string' ? BY_TYPE[type] : undefined) ?? parsed;
}
