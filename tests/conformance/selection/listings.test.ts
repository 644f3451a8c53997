import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ListFlags } from '../../../src/cli/commands/ls.js';
import { listedLines, withListOptions } from '../../../src/cli/commands/ls.js';
import type { Context } from '../../../src/cli/context.js';
import { createContext } from '../../../src/cli/context.js';
import type { OpenedProject } from '../../../src/cli/project.js';
import { openProject } from '../../../src/cli/project.js';
import type { Diagnostic } from '../../../src/core/diagnostic.js';

/** `dbt ls` with these arguments on tests/conformance/projects/selection, as dbt-core 1.12.6 answered (record.py). */
type Recorded =
  | { readonly args: readonly string[]; readonly error: true }
  | {
      readonly args: readonly string[];
      readonly lines: readonly string[];
      /** Criteria that dbt warned of because they match nothing. */
      readonly nothing: readonly string[];
    };

const recorded = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as readonly Recorded[];
const folder = fileURLToPath(new URL('../projects/selection', import.meta.url));

let project: OpenedProject;
beforeAll(async () => {
  project = await openProject({ cwd: folder, env: {}, home: folder, profilesDir: folder });
});

/** What jiggy answers. */
function answer(args: readonly string[]): Recorded {
  const said: Diagnostic[] = [];
  const context: Context = {
    ...createContext({}, new AbortController().signal),
    env: {},
    report: (diagnostics) => void said.push(...diagnostics),
  };
  try {
    const command = withListOptions(new Command())
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });
    const lines = listedLines(context, project, command.parse(args, { from: 'user' }).opts<ListFlags>());
    return { args, lines, nothing: said.flatMap(criterionOf) };
  } catch {
    return { args, error: true };
  }
}

function criterionOf({ code, message }: Diagnostic): readonly string[] {
  return code === 'select/nothing' ? [/'(.*)'/.exec(message)?.[1] ?? message] : [];
}

test('the project is sound and the recordings are worth comparing with', () => {
  expect(project.diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
  expect(recorded.length).toBeGreaterThan(450);
  expect(recorded.filter((each) => 'lines' in each && each.lines.length > 0).length).toBeGreaterThan(330);
  expect(recorded.filter((each) => 'error' in each).length).toBeGreaterThan(25);
});

describe('lists what dbt lists, in its order', () => {
  test.each(recorded.map((each) => [each.args.join(' '), each] as const))('ls %s', (_, expected) => {
    expect(answer(expected.args)).toEqual(expected);
  });
});
