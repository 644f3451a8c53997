import { expect, it } from 'vitest';
import { quoteIdentifier, quoteLiteral, renderRelation } from '../../../src/core/relation.js';

it('quotes identifiers so that no name can end the quotes', () => {
  expect(quoteIdentifier('a"; drop table x; --')).toBe('"a""; drop table x; --"');
  expect(renderRelation({ database: 'd', schema: 's', identifier: 'Or"ders' })).toBe('"d"."s"."Or""ders"');
});

it('quotes literals, backslashes too', () => {
  expect(quoteLiteral("it's")).toBe("'it''s'");
  expect(quoteLiteral("a\\'b")).toBe("E'a\\\\''b'");
});
