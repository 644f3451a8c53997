import type { JsonObject } from '../core/json.js';
import type { NodeKind } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import type { RelationName } from '../core/relation.js';
import type { SourceFile } from '../core/source-file.js';
import { Dict } from '../jinja/values.js';
import { dictOfJson, valueOfJson } from './json-value.js';

/** The node that a template belongs to, as far as templates ask about it. */
export interface TemplateSubject {
  readonly kind: NodeKind;
  readonly id: NodeId;
  readonly package: string;
  readonly name: string;
  readonly fqn: readonly string[];
  readonly file: SourceFile;
  readonly config?: JsonObject;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly meta?: JsonObject;
  readonly relation?: RelationName;
  readonly version?: string | number;
}

/** `model` and `node` in templates: dbt's node as a dict. */
export function subjectValue(subject: TemplateSubject): Dict {
  const { relation } = subject;
  return Dict.from({
    resource_type: subject.kind,
    unique_id: subject.id,
    package_name: subject.package,
    name: subject.name,
    alias: relation?.identifier ?? subject.name,
    database: relation?.database ?? null,
    schema: relation?.schema ?? null,
    identifier: relation?.identifier ?? subject.name,
    fqn: [...subject.fqn],
    path: subject.file.path.split('/').slice(1).join('/'),
    original_file_path: subject.file.path,
    raw_code: subject.kind === 'seed' ? '' : subject.file.text,
    language: 'sql',
    description: subject.description ?? '',
    tags: [...(subject.tags ?? [])],
    meta: dictOfJson(subject.meta ?? {}),
    config: configValue(subject.config ?? {}),
    version: subject.version ?? null,
  });
}

function configValue(config: JsonObject): Dict {
  const value = dictOfJson(config);
  // Macros ask for these whether or not anybody set them.
  for (const key of ['schema', 'alias', 'database', 'materialized']) {
    if (!value.has(key)) value.set(key, valueOfJson(null));
  }
  return value;
}
