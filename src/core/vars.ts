import type { JsonObject } from './json.js';
import { isJsonObject, own } from './json.js';
import type { PackageConfig, ProjectConfig } from './project.js';

/**
 * What `var()` finds for the nodes and macros of a package, later ones winning as in dbt: `vars:` of the package's own
 * dbt_project.yml, there under its own name; `vars:` of the project, there under the package's name; the command line.
 */
export function varsFor(config: ProjectConfig, packageName: string): JsonObject {
  const known = packageName === config.name ? undefined : config.packages.get(packageName);
  return { ...(known ? ownVars(known, packageName) : {}), ...ownVars(config, packageName), ...config.commandLineVars };
}

function ownVars(config: PackageConfig, packageName: string): JsonObject {
  const scoped = own(config.vars, packageName);
  return isJsonObject(scoped) ? { ...config.vars, ...scoped } : config.vars;
}
