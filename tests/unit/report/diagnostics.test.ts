import { expect, it } from 'vitest';
import { problem } from '../../../src/core/diagnostic.js';
import { renderDiagnostic } from '../../../src/report/diagnostics.js';
import { plainStyle } from '../../../src/report/style.js';

it('shows message, place, line with a caret, notes and help', () => {
  const at = { file: 'models/a.sql', line: 12, column: 8, length: 5, text: 'select\tamont from b' };
  const text = renderDiagnostic(
    problem('sql/42703', 'column "amont" does not exist', {
      at,
      also: [{ note: 'called from', at: { file: 'macros/m.sql', line: 1, column: 2 } }],
      hint: 'Perhaps "amount".',
    }),
    plainStyle,
  );
  expect(text).toBe(`error: column "amont" does not exist (sql/42703)
  --> models/a.sql:12:8
  12 | select amont from b
     |        ^^^^^
  note: called from macros/m.sql:1:2
  help: Perhaps "amount".`);
});

it('lets no name move the cursor or recolour the screen', () => {
  const text = renderDiagnostic(problem('a/b', 'bad \x1b[31mname\x07'), plainStyle);
  expect(text).toBe('error: bad \\x1b[31mname\\x07 (a/b)');
});

it('cuts a very long line round the mark', () => {
  const line = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`;
  const text = renderDiagnostic(
    problem('a/b', 'm', { at: { file: 'f', line: 1, column: 501, length: 4, text: line } }),
    plainStyle,
  );
  const [, , shown = '', marks = ''] = text.split('\n');
  expect(shown.length).toBeLessThan(200);
  expect(shown.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('HERE');
});
