// Writes docs/commands and docs/dbt-commands.md from the program, or with --check says whether it is up to date.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireBuild, requirePackages, root } from './ensure.mjs';

requirePackages();
requireBuild();
const { createProgram } = await import('../dist/cli/program.js');
const { renderReference } = await import('../dist/cli/reference.js');

const { renderDbtCommands } = await import('../dist/cli/dbt-page.js');

const folder = join(root, 'docs', 'commands');
const dbtPage = join(root, 'docs', 'dbt-commands.md');
const dbtText = renderDbtCommands();
const dbtChanged = !existsSync(dbtPage) || readFileSync(dbtPage, 'utf8') !== dbtText;
const pages = renderReference(await createProgram(() => undefined));
const known = new Set(pages.map((page) => page.file));
const present = existsSync(folder) ? readdirSync(folder) : [];
const stale = present.filter((file) => !known.has(file));
const changed = pages.filter(
  ({ file, text }) => !present.includes(file) || readFileSync(join(folder, file), 'utf8') !== text,
);

if (process.argv.includes('--check')) {
  const names = [...changed.map((page) => page.file), ...stale, ...(dbtChanged ? ['../dbt-commands.md'] : [])];
  if (names.length > 0) console.error(`docs/commands is out of date (${names.join(', ')}): run npm run reference`);
  process.exitCode = names.length > 0 ? 1 : 0;
} else {
  mkdirSync(folder, { recursive: true });
  for (const file of stale) rmSync(join(folder, file));
  if (dbtChanged) writeFileSync(dbtPage, dbtText);
  for (const { file, text } of changed) writeFileSync(join(folder, file), text);
  console.error(`docs/commands: ${pages.length} pages, ${changed.length} written, ${stale.length} removed`);
}
