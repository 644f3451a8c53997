import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MethodResult } from './junit.js';

/** Classes whose methods cannot pass, and why; a class that is not here must pass. */
export type Reasons = Readonly<Record<string, string>>;

const HERE = import.meta.dirname;

export function readReasons(): Reasons {
  return JSON.parse(readFileSync(join(HERE, 'reasons.json'), 'utf8')) as Reasons;
}

/** The reason of a method: its own, or that of its class. */
export function reasonOf({ name }: MethodResult, reasons: Reasons): string | undefined {
  const [title = '', method = ''] = name.split('::');
  const owner = title.replace(/^Test/, '');
  return reasons[`${owner}::${method.replace(/\[.*$/, '')}`] ?? reasons[owner];
}

/** docs/adapter-tests.md: what passes by module, and why the rest does not. */
export function renderPage(results: readonly MethodResult[], reasons: Reasons): string {
  const classes = JSON.parse(readFileSync(join(HERE, 'classes.json'), 'utf8')) as Record<string, readonly string[]>;
  const modules = Object.entries(classes).map(([module, names]) => {
    const titles = new Set(names.map((name) => `Test${name}`));
    return { module, methods: results.filter(({ name }) => titles.has(name.split('::')[0] ?? '')) };
  });
  const passed = (methods: readonly MethodResult[]): number => methods.filter(hasPassed).length;
  const table = modules.map(({ module, methods }) => `| ${module} | ${passed(methods)} / ${methods.length} |`);
  const open = modules.flatMap(({ methods }) => methods.filter((each) => !hasPassed(each)));
  const rows = open.map((each) => `| ${each.name} | ${each.outcome} | ${because(each, reasons)} |`);
  return [
    '# dbt’s own adapter tests',
    '',
    `Made by \`npm run conformance:adapter -- --page\`, which runs dbt-tests-adapter with jiggy in dbt’s place. ${passed(results)} of ${results.length} methods pass.`,
    '',
    '## By module',
    '',
    '| module | passed / all |',
    '| --- | --- |',
    ...table,
    '',
    '## What does not pass, and why',
    '',
    '| method | outcome | reason |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function hasPassed({ outcome }: MethodResult): boolean {
  return outcome === 'passed';
}

function because(result: MethodResult, reasons: Reasons): string {
  const text = result.outcome === 'skipped' ? result.message : (reasonOf(result, reasons) ?? '**none known**');
  return text.replaceAll('|', '\\|').replace(/^Skipped: /, '');
}
