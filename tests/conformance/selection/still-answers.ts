import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Check, compareByName } from '../check.js';
import { mustRun, root } from '../command.js';

const here = join(root, 'tests', 'conformance', 'selection');

interface Answer {
  readonly args: readonly string[];
}

/** Whether dbt still answers every selection as recorded; the unit tests compare jiggy with the recording. */
export async function compareRecording(folder: string): Promise<readonly Check[]> {
  const out = join(folder, 'selection.json');
  await mustRun(join(root, '.venv-dbt', 'bin', 'python'), [join(here, 'record.py'), 'listings', out]);
  return compareByName('selection', read(join(here, 'recorded.json')), read(out), (recorded, now) =>
    recorded === now ? undefined : `recorded ${recorded.slice(0, 200)}, now ${now.slice(0, 200)}`,
  );
}

function read(path: string): ReadonlyMap<string, string> {
  const answers = JSON.parse(readFileSync(path, 'utf8')) as readonly Answer[];
  return new Map(answers.map((answer) => [`ls ${answer.args.join(' ')}`, JSON.stringify(answer)]));
}
