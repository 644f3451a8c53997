import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, root } from './command.js';

/** How one command of dbt ended. */
export interface StepEnd {
  readonly success: boolean;
  readonly exception: string | null;
  /** Nodes that ended in an error. */
  readonly failed: readonly string[];
}

/** Runs commands of real dbt one after the other in one process, with files of its own in `folder`. */
export async function dbtSteps(
  folder: string,
  steps: readonly (readonly string[])[],
  env: NodeJS.ProcessEnv = {},
): Promise<readonly StepEnd[]> {
  const [given, out] = [join(folder, 'steps.json'), join(folder, 'step-ends.json')];
  writeFileSync(given, JSON.stringify(steps));
  await mustRun(
    join(root, '.venv-dbt', 'bin', 'python'),
    [join(root, 'tests', 'conformance', 'steps.py'), out, given],
    { DBT_SEND_ANONYMOUS_USAGE_STATS: 'false', ...env },
  );
  return JSON.parse(readFileSync(out, 'utf8')) as StepEnd[];
}
