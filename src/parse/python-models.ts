import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { PackageFiles } from '../core/project.js';

/** `model/python` for each model in Python: PostgreSQL cannot run it, and dbt-postgres refuses it too. */
export function pythonModels(files: PackageFiles): Diagnostic[] {
  return files.pythonModels.map((file) =>
    problem('model/python', `${file.path} is a model in Python, which PostgreSQL cannot run.`, {
      at: { file: file.path, line: 1, column: 1 },
      hint: 'Write it in SQL.',
    }),
  );
}
