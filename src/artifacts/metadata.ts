import { DBT_VERSION } from '../core/dbt-version.js';
import type { JsonObject } from '../core/json.js';

/** What every artifact says of the command that wrote it. */
export interface ArtifactFacts {
  readonly generatedAt: Date;
  /** When the command started. */
  readonly startedAt: Date;
  /** A UUID. */
  readonly invocationId: string;
  /** The environment of the command; only what begins with DBT_ENV_CUSTOM_ENV_ is told. */
  readonly env: { readonly [name: string]: string | undefined };
}

/** dbt's artifacts by the names of their schemas, with the versions that are written here. */
const SCHEMAS = { manifest: 'v12', 'run-results': 'v6', catalog: 'v1', sources: 'v3' } as const;

/** An artifact by the name of its schema. */
export type ArtifactName = keyof typeof SCHEMAS;

/** The file of each artifact below the target folder. */
export const ARTIFACT_FILES: { readonly [name in ArtifactName]: string } = {
  manifest: 'manifest.json',
  'run-results': 'run_results.json',
  catalog: 'catalog.json',
  sources: 'sources.json',
};

/** `metadata` of an artifact; a manifest has more. */
export function metadataOf(artifact: ArtifactName, facts: ArtifactFacts): JsonObject {
  return {
    dbt_schema_version: `https://schemas.getdbt.com/dbt/${artifact}/${SCHEMAS[artifact]}.json`,
    dbt_version: DBT_VERSION,
    generated_at: facts.generatedAt.toISOString(),
    invocation_id: facts.invocationId,
    invocation_started_at: facts.startedAt.toISOString(),
    env: customEnvironment(facts.env),
  };
}

const CUSTOM = 'DBT_ENV_CUSTOM_ENV_';

/** Variables that the user wants to find in artifacts, without their prefix. */
function customEnvironment(env: ArtifactFacts['env']): JsonObject {
  const named = Object.entries(env).filter(([name]) => name.startsWith(CUSTOM));
  return Object.fromEntries(named.map(([name, value]) => [name.slice(CUSTOM.length), value ?? '']));
}
