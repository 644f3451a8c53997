import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { PackageConfig, PackageFiles } from '../core/project.js';
import type { SourceFile } from '../core/source-file.js';

/** An error for each Python model that is not switched off: PostgreSQL has nothing to run it with. */
export function pythonModels(files: PackageFiles, config: PackageConfig): readonly Diagnostic[] {
  return files.pythonModels.filter((file) => isEnabled(file, files, config)).map(unsupported);
}

function unsupported(file: SourceFile): Diagnostic {
  return problem('model/python', `${file.path} is a Python model; PostgreSQL runs SQL models only.`, {
    at: { file: file.path, line: 1, column: 1 },
    hint: 'Rewrite it in SQL, or switch it off with enabled: false in dbt_project.yml.',
  });
}

/** By dbt_project.yml and by the file itself: `dbt.config(enabled=False)`. */
function isEnabled(file: SourceFile, files: PackageFiles, config: PackageConfig): boolean {
  if (/\bdbt\s*\.\s*config\s*\([^)]*\benabled\s*=\s*False\b/.test(file.text)) return false;
  let tree: JsonObject | undefined = config.trees.models;
  let enabled: Json | undefined;
  for (const step of [undefined, config.name, ...stepsOf(file, files)]) {
    const below: Json | undefined = step === undefined ? tree : own(tree, step);
    if (!isJsonObject(below)) break;
    tree = below;
    enabled = own(tree, '+enabled') ?? own(tree, 'enabled') ?? enabled;
  }
  return enabled !== false;
}

function stepsOf(file: SourceFile, files: PackageFiles): readonly string[] {
  const path = file.path.slice(files.folder.length).replace(/\.py$/, '');
  const home = files.paths.models.find((folder) => path.startsWith(`${folder}/`));
  return path.slice(home === undefined ? 0 : home.length + 1).split('/');
}
