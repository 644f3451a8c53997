import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { placeOfPosition, wrapStatement } from '../../../src/core/statement.js';
import type { Statement } from '../../../src/core/statement.js';

const file = { path: 'models/a.sql', text: "select {{ x }},\n  amont\nfrom {{ ref('b') }}\n" };
const fileOf = (path: string): typeof file | undefined => (path === file.path ? file : undefined);

/** `select 1,\n  amont\nfrom "b"\n` with the spans that a template engine gives. */
const compiled: Statement = {
  sql: 'select 1,\n  amont\nfrom "b"\n',
  spans: [
    { start: 0, end: 7, file: file.path, sourceStart: 0, sourceEnd: 7, literal: true },
    { start: 7, end: 8, file: file.path, sourceStart: 7, sourceEnd: 14, literal: false },
    { start: 8, end: 23, file: file.path, sourceStart: 14, sourceEnd: 29, literal: true },
    { start: 23, end: 26, file: file.path, sourceStart: 29, sourceEnd: 43, literal: false },
    { start: 26, end: 27, file: file.path, sourceStart: 43, sourceEnd: 44, literal: true },
  ],
};

describe('placeOfPosition', () => {
  it('finds literal text character by character, with the length of the word', () => {
    expect(placeOfPosition(compiled, 13, fileOf)).toEqual({
      file: file.path,
      line: 2,
      column: 3,
      length: 5,
      text: '  amont',
    });
  });

  it('points at the whole expression that produced the text', () => {
    expect(placeOfPosition(compiled, 25, fileOf)).toMatchObject({ line: 3, column: 6, length: 14 });
  });

  it('moves with the text that is put round a statement', () => {
    const wrapped = wrapStatement('create view v as (\n', compiled, '\n)');
    expect(placeOfPosition(wrapped, 13 + 19, fileOf)).toMatchObject({ line: 2, column: 3 });
  });

  it('takes the last place before a position in the text round it, as for an error at the end of input', () => {
    const wrapped = wrapStatement('', compiled, '\n)');
    expect(placeOfPosition(wrapped, wrapped.sql.length, fileOf)).toMatchObject({ line: 3 });
  });

  it('knows no place in files that it does not know', () => {
    expect(placeOfPosition(compiled, 3, () => undefined)).toBeUndefined();
  });

  it('counts positions in code points, as PostgreSQL does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        const before = text.replaceAll('\n', ' ');
        const source = { path: 'm.sql', text: `${before}x` };
        const statement = {
          sql: source.text,
          spans: [
            {
              start: 0,
              end: source.text.length,
              file: 'm.sql',
              sourceStart: 0,
              sourceEnd: source.text.length,
              literal: true,
            },
          ],
        };
        const place = placeOfPosition(statement, [...before].length + 1, () => source);
        expect(place?.column).toBe(before.length + 1);
      }),
    );
  });
});
