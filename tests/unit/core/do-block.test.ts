import { expect, test } from 'vitest';
import { doBlock, doStatements } from '../../../src/core/do-block.js';

test('statements become one block, a line each', () => {
  expect(doStatements(['drop view a', 'drop view b'])).toBe(
    'do $jiggy$\nbegin\n  drop view a;\n  drop view b;\nend\n$jiggy$',
  );
});

test('a body that holds the quote gets another one', () => {
  expect(doBlock("begin perform '$jiggy$ $jiggy1$'; end")).toBe(
    "do $jiggy2$\nbegin perform '$jiggy$ $jiggy1$'; end\n$jiggy2$",
  );
});
