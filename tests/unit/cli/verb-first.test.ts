import { expect, test } from 'vitest';
import { verbFirst } from '../../../src/cli/verb-first.js';

const split = (line: string): string => {
  const { verb, rest } = verbFirst(line.split(' '), (word) => word === 'docs');
  return `${verb.join(' ')} | ${rest.join(' ')}`;
};

test.each([
  ['run -s a', 'run | -s a'],
  ['--target ci run -s a', 'run | --target ci -s a'],
  ['--target=ci run', 'run | --target=ci'],
  ['-t ci -q --no-partial-parse build', 'build | -t ci -q --no-partial-parse'],
  ['--project-dir run run', 'run | --project-dir run'],
  ['docs generate --no-compile', 'docs generate | --no-compile'],
  ['docs --target ci generate -s x', 'docs generate | --target ci -s x'],
  ['--warn-error run-operation grant --args {}', 'run-operation | --warn-error grant --args {}'],
  ['--help', ' | --help'],
])('%s', (line, expected) => {
  expect(split(line)).toBe(expected);
});
