import { expect, test } from 'vitest';
import { failure, summary, text } from './support.js';

/** As Jinja2 and dbt 1.12 do: dbt strips blanks round a file, but leaves a byte order mark where it is. */
test.each([
  ['a\r\nb\rc\n\r\n', 'a\nb\nc\n'],
  ["{{ 'x\r\ny' }}\r\n", 'x\ny'],
  ['{% if true %}\r\na\r\n{% endif %}', '\na\n'],
  ['\uFEFFselect {{ 1 }}', '\uFEFFselect 1'],
  ['\uFEFF{{ 1 }}', '\uFEFF1'],
])('line ends become newlines, a byte order mark is text: %j', (source, expected) => {
  expect(text(source)).toBe(expected);
});

test.each([
  ['a\r\n  {{ nope }}', "template/undefined 2:6 'nope' is undefined"],
  ['\uFEFFa\r\n\r\n{{ nope }}', "template/undefined 3:4 'nope' is undefined"],
  ['\uFEFF{{ nope }}', "template/undefined 1:5 'nope' is undefined"],
])('places count CRLF as one line end, and a mark as a column: %j', (source, expected) => {
  expect(summary(failure(source))).toBe(expected);
});
