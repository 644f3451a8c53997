import type { Group } from '../core/definitions.js';
import type { ProjectConfig } from '../core/project.js';
import type { LinkOptions } from '../graph/linker.js';

/** What linking needs to know of the project's configuration. */
export function linkOptions(config: ProjectConfig, groups: readonly Group[]): LinkOptions {
  const packages = [config, ...config.packages.values()].filter((each) => each.restrictAccess);
  return {
    root: config.name,
    preferNodePackage: config.flags['require_ref_prefers_node_package_to_root'] === true,
    groups,
    restricted: new Set(packages.map((each) => each.name)),
  };
}
