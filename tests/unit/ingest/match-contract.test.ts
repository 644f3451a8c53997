import { describe, expect, test } from 'vitest';
import { matchContract } from '../../../src/ingest/match-contract.js';
import { column, contract } from './support.js';

const orders = contract([
  column('id', { header: 'Id' }),
  column('day', { header: 'Day' }),
  column('total', { header: 'Total' }),
]);
const items = contract([column('id', { header: 'Id' }), column('sku', { header: 'Sku' })], { name: 'shop.items' });

function match(header: readonly string[], contracts = [orders, items]): ReturnType<typeof matchContract> {
  return matchContract('f.csv', header, contracts);
}

describe('a file goes to the contract whose columns it has', () => {
  test('in any order; its columns come in the order of the file', () => {
    const found = match(['Total', 'Id', 'Day']);
    expect(found).toMatchObject({ contract: { name: 'shop.orders' } });
    expect('columns' in found && found.columns.map(({ name }) => name)).toEqual(['total', 'id', 'day']);
    expect(match(['Id', 'Sku'])).toMatchObject({ contract: { name: 'shop.items' } });
  });
});

describe('a header that fits none is explained against the nearest contract', () => {
  test.each<[string, string[], string, string]>([
    [
      'a missing column',
      ['Id', 'Day'],
      'the header does not fit source shop.orders: it lacks column Total.',
      'Correct the file',
    ],
    ['an extra one', ['Id', 'Sku', 'X'], 'source shop.items: it has the unknown column X.', 'Correct the file'],
    [
      'another spelling',
      ['Id', 'Day', 'total'],
      'it lacks column Total; it has the unknown column total.',
      'Is total meant to be Total?',
    ],
    ['a blank', ['Id', 'Day', 'Total '], 'the unknown column Total .', 'Is Total  meant to be Total?'],
    ['no header', ['7', '2026-01-31', '12.50'], 'it lacks columns Id', 'Is the first line of the file a header?'],
    [
      'semicolons',
      ['Id;Day;Total'],
      'it lacks columns',
      'The fields seem to be separated by ";"; ingest reads commas.',
    ],
    ['tabs', ['Id\tDay\tTotal'], 'it lacks columns', 'separated by tabs'],
    ['an empty name', ['Id', 'Sku', ''], 'the unknown column "".', 'Correct the file'],
  ])('%s', (_, header, message, hint) => {
    const found = match(header);
    expect(found).toMatchObject({
      code: 'ingest/header-mismatch',
      also: [{ at: { file: 'models/_sources.yml', line: 4 } }],
    });
    expect('code' in found && found.message).toContain(message);
    expect('code' in found && found.hint).toContain(hint);
  });

  test('names ten columns and counts the rest', () => {
    const wide = contract(Array.from({ length: 30 }, (_, index) => column(`c${index}`)));
    const found = match(['c0', 'c1'], [wide]);
    expect('code' in found && found.message).toContain(
      'lacks columns c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 and 18 more.',
    );
  });

  test('a name twice', () => {
    expect(match(['Id', 'Sku', 'Id'])).toMatchObject({
      code: 'ingest/duplicate-column',
      message: 'f.csv: the header names Id twice.',
    });
  });

  test('two contracts of the same columns', () => {
    const twin = contract(orders.columns, { name: 'shop.twin' });
    expect(match(['Id', 'Day', 'Total'], [orders, twin])).toMatchObject({
      code: 'ingest/ambiguous-header',
      message: 'f.csv: the header fits more than one source: shop.orders and shop.twin.',
    });
  });

  test('no contract at all', () => {
    expect(match(['Id'], [])).toMatchObject({ code: 'ingest/no-contract' });
  });
});
