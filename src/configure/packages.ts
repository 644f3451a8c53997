import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { PackageConfig, Project } from '../core/project.js';
import { readYaml } from '../core/yaml.js';
import type { RenderText } from '../core/yaml-templates.js';
import { packageConfig, readProjectFile } from './package-config.js';
import { pythonModels } from './python-models.js';
import { checkVersion } from './require-version.js';

/** Reads the dbt_project.yml of each installed package, rendered with the project's own target and variables. */
export function configurePackages(
  project: Project,
  rootName: string,
  render: RenderText,
  versionCheck: boolean,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, PackageConfig> {
  const byName = new Map<string, PackageConfig>();
  for (const files of project.packages) {
    const read = readProjectFile(files, render, diagnostics);
    const config = packageConfig(files, read, diagnostics);
    diagnostics.push(...pythonModels(files, config));
    if (versionCheck) diagnostics.push(...checkVersion(read.text, read.mapping, `Package ${config.name}`));
    const same =
      config.name === rootName
        ? project
        : project.packages.find((each) => each.folder === byName.get(config.name)?.folder);
    if (same) {
      diagnostics.push(
        problem('packages/same-name', `Two packages have the name ${config.name}.`, {
          at: read.text.place(['name']),
          also: [{ note: 'first here', at: readYaml(same.projectFile).value.place(['name']) }],
          hint: 'Names of packages must differ, also from the name of the project; remove or rename one.',
        }),
      );
    } else byName.set(config.name, config);
  }
  return byName;
}
