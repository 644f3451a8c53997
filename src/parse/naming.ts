import type { Diagnostic } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import { pythonStr } from '../core/python-text.js';
import type { RelationName } from '../core/relation.js';
import type { RenderEnvironment } from '../render/environment.js';
import { publishedName } from '../render/published-name.js';
import type { TemplateSubject } from '../render/subject.js';

/** Where nodes are published. */
export type Naming = (subject: TemplateSubject, diagnostics: Diagnostic[]) => RelationName;

const MACROS = ['generate_database_name', 'generate_schema_name', 'generate_alias_name'];

/**
 * dbt's own rules are applied at once; the macros are evaluated where the project or a package has one of its own, be it
 * only a `default__` or `postgres__` implementation.
 */
export function namingOf(environment: RenderEnvironment): Naming {
  if (isOverridden(environment)) {
    return (subject, diagnostics) => {
      const name = publishedName(subject, environment);
      diagnostics.push(...name.diagnostics);
      return name.value;
    };
  }
  const { target } = environment.config;
  return (subject) => defaultName(subject, target);
}

function isOverridden({ macros }: RenderEnvironment): boolean {
  const names = MACROS.flatMap((name) => [name, `default__${name}`, `postgres__${name}`]);
  return macros.packageNames.some((packageName) => {
    const namespace = macros.namespace(packageName);
    return names.some((name) => namespace.findIn(packageName, name) !== undefined);
  });
}

/** What dbt's generate_database_name, generate_schema_name and generate_alias_name give. */
export function defaultName(
  subject: TemplateSubject,
  target: { readonly database: string; readonly schema: string },
): RelationName {
  const { config = {} } = subject;
  const schema = textAt(config, 'schema');
  return {
    database: textAt(config, 'database') ?? target.database,
    schema: schema === undefined ? target.schema : `${target.schema}_${schema}`,
    identifier: aliasOf(config) ?? versioned(subject),
  };
}

function textAt(config: JsonObject, key: string): string | undefined {
  const value: Json = own(config, key) ?? null;
  return value === null ? undefined : pythonStr(value).trim();
}

function aliasOf(config: JsonObject): string | undefined {
  const alias = textAt(config, 'alias');
  return alias === '' ? undefined : alias;
}

function versioned({ name, version }: TemplateSubject): string {
  return version === undefined ? name : `${name}_v${String(version).replaceAll('.', '_')}`;
}
