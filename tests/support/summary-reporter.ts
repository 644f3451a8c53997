import { writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A module's tests; one that could not be loaded counts as failed. */
function count(module: TestModule): Counts {
  const states = [...module.children.allTests()].map((test) => test.result().state);
  const passed = states.filter((state) => state === 'passed').length;
  const failed = states.filter((state) => state === 'failed').length;
  return { passed, failed: failed + module.errors().length, skipped: states.length - passed - failed };
}

/** Whether all of a module ran to its end: nothing pending, nothing that failed outside of its tests. */
function isComplete(module: TestModule): boolean {
  return module.ok() && ['passed', 'skipped'].includes(module.state());
}

/**
 * Ends the run with one plain line, `N passed, N failed, N skipped`. Where JIGGY_TEST_RESULTS names a file (`npm test`
 * does, and prints the line for the whole suite itself), the counts of each test file go there instead.
 */
export default class SummaryReporter implements Reporter {
  readonly #path = process.env['JIGGY_TEST_RESULTS'];

  constructor() {
    delete process.env['JIGGY_TEST_RESULTS'];
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[], reason: string): void {
    const counts = modules.map((module) => ({ module, counts: count(module) }));
    if (this.#path !== undefined) {
      const complete = reason !== 'interrupted' && unhandledErrors.length === 0;
      const files = counts.map(({ module, counts }) => [
        relative(process.cwd(), module.moduleId).split(sep).join('/'),
        { ...counts, complete: complete && isComplete(module) },
      ]);
      const results = { errors: unhandledErrors.length, files: Object.fromEntries(files) as unknown };
      writeFileSync(this.#path, JSON.stringify(results));
      return;
    }
    const sum = (name: keyof Counts): string => String(counts.reduce((total, each) => total + each.counts[name], 0));
    const failed = String(Number(sum('failed')) + unhandledErrors.length);
    process.stdout.write(`\n${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped\n`);
  }
}
