import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Node } from '../core/node.js';
import type { Plan, Step } from '../core/plan.js';
import { stepTexts } from '../core/plan.js';

/**
 * Where dbt puts the SQL of a node: `<target>/<kind>/<package>/<path>`; what is declared in a .yml (a generic
 * test, a snapshot) has a file of its own below it.
 */
export function sqlFilePath(targetPath: string, kind: 'compiled' | 'run', node: Node): string {
  const inYaml = /\.ya?ml$/.test(node.originalPath);
  const own = inYaml ? [`${testFileName(node)}.sql`] : [];
  return join(targetPath, kind, node.package, node.originalPath, ...own);
}

/** A generated test name can be longer than a file name may be; its alias is the shortened form, as in dbt. */
export function testFileName(node: Node): string {
  const alias = node.config['alias'];
  return node.name.length >= 64 && typeof alias === 'string' ? alias : node.name;
}

/** Writes one text below the project's target folder, atomically enough for readers: whole files only. */
export async function writeSql(root: string, path: string, sql: string): Promise<void> {
  const full = join(root, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, sql.endsWith('\n') ? sql : `${sql}\n`);
}

/** `target/run`: what will be sent for each node of the plan, names of the build schemas included. */
export async function writeRun(root: string, targetPath: string, plan: Plan): Promise<void> {
  await rm(join(root, targetPath, 'run'), { recursive: true, force: true });
  for (const step of plan.steps) await writeSql(root, sqlFilePath(targetPath, 'run', step.subject), sqlOf(step));
}

/** The statements of a step as text. */
export function sqlOf(step: Step): string {
  return stepTexts(step)
    .map((sql) => (step.action === 'test' ? sql : `${sql};`))
    .join('\n\n');
}
