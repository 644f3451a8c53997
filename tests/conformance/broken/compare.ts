import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Check } from '../check.js';
import { mustRun, root } from '../command.js';
import { dbtSteps } from '../dbt-steps.js';
import { type BrokenProject, brokenProjects } from './cases.js';

const SOUND = {
  'dbt_project.yml': "name: t\nprofile: t\nversion: '1.0.0'\n",
  'profiles.yml':
    't: {target: dev, outputs: {dev: {type: postgres, host: h, user: u, password: p, port: 5432, dbname: d, schema: s}}}\n',
  'models/a.sql': 'select 1 as id',
};

/** Whether dbt and jiggy take or refuse each of the small projects alike: one check for each. */
export async function compareBroken(folder: string): Promise<readonly Check[]> {
  const steps = brokenProjects.map((each, index) => {
    const at = write(join(folder, 'broken', String(index)), each);
    return [...(each.command ?? ['parse']), '--project-dir', at, '--profiles-dir', at];
  });
  const [theirs, ours] = [await dbtSteps(folder, steps), await byJiggy(folder)];
  return brokenProjects.map((each, index) => judged(each, theirs[index]?.success === true, ours[index]));
}

interface Ours {
  readonly code: number | null;
  readonly output: string;
}

async function byJiggy(folder: string): Promise<readonly Ours[]> {
  const out = join(folder, 'jiggy-ends.json');
  const program = join(root, 'tests', 'conformance', 'jiggy-steps.mjs');
  await mustRun(process.execPath, [program, out, join(folder, 'steps.json')]);
  return JSON.parse(readFileSync(out, 'utf8')) as Ours[];
}

function judged({ name, because }: BrokenProject, taken: boolean, ours: Ours | undefined): Check {
  const check = { area: 'broken', name };
  const said = ours?.output.trim().slice(0, 400) ?? '';
  if (/\n +at /.test(ours?.output ?? '')) return { ...check, difference: `jiggy shows a stack: ${said}` };
  const same = taken === (ours?.code === 0);
  if (because !== undefined)
    return same ? { ...check, difference: 'listed as a difference, but there is none' } : check;
  return same ? check : { ...check, difference: `dbt ${word(taken)}, jiggy ${word(ours?.code === 0)}: ${said}` };
}

function word(taken: boolean): string {
  return taken ? 'takes it' : 'refuses it';
}

function write(folder: string, { files }: BrokenProject): string {
  for (const [path, text] of Object.entries({ ...SOUND, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
