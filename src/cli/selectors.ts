import type { Outcome } from '../core/diagnostic.js';
import type { Project, ProjectConfig } from '../core/project.js';
import type { NamedSelectors } from '../graph/named-selectors.js';
import { NO_SELECTORS, readSelectorsFile } from '../graph/selectors-file.js';
import { yamlRenderer } from '../render/yaml-renderer.js';

/** What selectors.yml defines; nothing where the project has none. Its templates see variables of the command line alone. */
export function projectSelectors(project: Project, config: ProjectConfig): Outcome<NamedSelectors> {
  if (!project.selectorsFile) return { value: NO_SELECTORS, diagnostics: [] };
  const { env, target, commandLineVars: vars } = config;
  return readSelectorsFile(project.selectorsFile, yamlRenderer({ env, target, vars }));
}
