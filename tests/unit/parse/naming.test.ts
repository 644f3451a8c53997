import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.js';
import { md5 } from '../../../src/core/md5.js';
import { pythonRepr, pythonStr } from '../../../src/core/python-text.js';
import { generatedTestName, testHash } from '../../../src/parse/test-name.js';

test('md5 is the one of Node’s crypto, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      expect(md5(text)).toBe(createHash('md5').update(text).digest('hex'));
    }),
  );
  for (const length of [0, 55, 56, 63, 64, 119, 120, 1000]) {
    const text = 'x'.repeat(length);
    expect(md5(text)).toBe(createHash('md5').update(text).digest('hex'));
  }
});

describe('Python’s texts', () => {
  // Each pair was printed by Python 3.11.
  test.each<[Json, string, string]>([
    ['plain', 'plain', "'plain'"],
    ["it's", "it's", `"it's"`],
    [`it's "so"`, `it's "so"`, `'it\\'s "so"'`],
    ['a\\b\n\t', 'a\\b\n\t', `'a\\\\b\\n\\t'`],
    ['é€\u00a0\u200b😀\x01', 'é€\u00a0\u200b😀\x01', `'é€\\xa0\\u200b😀\\x01'`],
    [true, 'True', 'True'],
    [null, 'None', 'None'],
    [2.5, '2.5', '2.5'],
    [1e-7, '1e-07', '1e-07'],
    [-3, '-3', '-3'],
    [[1, 'x', [null]], "[1, 'x', [None]]", "[1, 'x', [None]]"],
    [{ a: 1, b: ['x'] }, "{'a': 1, 'b': ['x']}", "{'a': 1, 'b': ['x']}"],
  ])('%j', (value, str, repr) => {
    expect(pythonStr(value)).toBe(str);
    expect(pythonRepr(value)).toBe(repr);
  });
});

describe('names of generic tests', () => {
  // Recorded from dbt-core 1.12.6.
  test.each<[string, string, JsonObject, string, string | undefined]>([
    ['not_null', 'orders', { column_name: 'id' }, 'not_null_orders_id', undefined],
    ['not_null', 'stg_orders', { column_name: '"Order Date"' }, 'not_null_stg_orders__Order_Date_', undefined],
    [
      'relationships',
      'stg_orders',
      { column_name: 'customer_id', to: "ref('stg_customers')", field: 'id' },
      'relationships_stg_orders_customer_id__id__ref_stg_customers_',
      undefined,
    ],
    [
      'accepted_values',
      'stg_orders',
      { column_name: 'status', values: [1, 2.5, true, null], quote: false },
      'accepted_values_stg_orders_status__False__1__2_5__True__None',
      undefined,
    ],
    [
      'odd_rows',
      'cust',
      { parts: { b: 1, a: ['x', 'y'] }, col2: "{{ var('n') }}" },
      'odd_rows_cust__var_n___1___x_y_',
      undefined,
    ],
    [
      'bigger_than',
      'cust',
      { column_name: 'a + b', n: "{{ var('n') }}", cols: ['é', "it's"] },
      'bigger_than_cust____it_s__a_b___var_n_',
      undefined,
    ],
    [
      'accepted_values',
      'stg_orders',
      {
        column_name: 'status',
        values: ['placed', 'shipped', 'completed', 'return_pending', 'returned', 'lost in the mail'],
      },
      'accepted_values_stg_orders_status__placed__shipped__completed__return_pending__returned__lost_in_the_mail',
      'accepted_values_stg_orders_a287b58727bc1fcc67dbe9589ab42c84',
    ],
  ])('%s of %s with %j', (kind, target, args, full, short) => {
    expect(generatedTestName(kind, target, args)).toEqual({ full, short: short ?? full });
  });

  test.each<[string, string, JsonObject, string]>([
    [
      'unique_stg_orders_id',
      'unique',
      { column_name: 'id', model: "{{ get_where_subquery(ref('stg_orders')) }}" },
      'beb6e97f2f',
    ],
    ['nn', 'not_null', { column_name: 'id', model: "{{ get_where_subquery(ref('stg_customers')) }}" }, '5e0a4762c2'],
    [
      'source_unique_raw_orders_id',
      'unique',
      { column_name: 'id', model: "{{ get_where_subquery(source('raw', 'orders')) }}" },
      '56401af608',
    ],
    [
      'odd_rows_cust__var_n___1___x_y_',
      'odd_rows',
      { parts: { b: 1, a: ['x', 'y'] }, col2: "{{ var('n') }}", model: "{{ get_where_subquery(ref('cust')) }}" },
      'bc5605068e',
    ],
    [
      'accepted_values_cust_a__it_s__a_q___back_slash__tab_',
      'accepted_values',
      {
        column_name: 'a',
        values: ["it's", 'a "q"', 'back\\slash', 'tab\t'],
        model: "{{ get_where_subquery(ref('cust')) }}",
      },
      '44f6e185a6',
    ],
  ])('the hash of %s', (name, test, kwargs, hash) => {
    expect(testHash(name, { name: test, namespace: null, kwargs })).toBe(hash);
  });

  test('a test of a package hashes its namespace too', () => {
    const kwargs = { column_name: 'a', model: "{{ get_where_subquery(ref('cust')) }}" };
    expect(testHash('named', { name: 'bigger_than', namespace: 'shop2', kwargs })).toBe('8b3986416c');
  });
});
