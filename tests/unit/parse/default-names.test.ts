import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.js';
import { defaultName } from '../../../src/parse/naming.js';
import { publishedName } from '../../../src/render/published-name.js';
import type { TemplateSubject } from '../../../src/render/subject.js';
import { openFiles } from '../../support/project.js';

const configs: readonly JsonObject[] = [
  {},
  { schema: null, alias: null, database: null },
  { schema: 'marts', alias: 'other', database: 'jiggy' },
  { schema: ' spaced ', alias: ' spaced ' },
  { alias: '' },
  { schema: 2026, alias: 7 },
];

test('names without overrides are those that the built-in macros give', async () => {
  const { config, macros } = await openFiles({});
  const environment = { config, macros, files: () => undefined };
  for (const each of configs) {
    for (const version of [undefined, 2, '1.5', 'beta']) {
      const subject: TemplateSubject = {
        ...{ kind: 'model', id: 'model.shop.orders', package: 'shop', name: 'orders', fqn: ['shop', 'orders'] },
        file: { path: 'models/orders.sql', text: '' },
        config: each,
        ...(version === undefined ? {} : { version }),
      };
      const byMacros = publishedName(subject, environment);
      expect(byMacros.diagnostics).toEqual([]);
      expect(defaultName(subject, config.target), JSON.stringify({ each, version })).toEqual(byMacros.value);
    }
  }
});
