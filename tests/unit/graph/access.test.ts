import { expect, test } from 'vitest';
import { openFiles, tell } from '../../support/project.js';

const models = {
  'models/secret.sql': 'select 1',
  'models/friend.sql': "select * from {{ ref('secret') }}",
  'models/dim_v1.sql': 'select 1',
  'models/dim_v2.sql': 'select 2',
};

const properties = (more: string): string =>
  `groups: [{name: sales, owner: {name: Sam}}]
models:
  - {name: secret, group: sales, access: private}
  - {name: dim, latest_version: 1, versions: [{v: 1}, {v: 2}]}
${more}`;

test('a private model is for its group', async () => {
  const { diagnostics } = await openFiles({ ...models, 'models/m.yml': properties('') });
  expect(tell(diagnostics)).toBe(
    [
      'error model/private-ref models/friend.sql:1:18 friend may not name secret, which is private to the group sales.',
      '  hint Put friend into that group, or give secret another access.',
    ].join('\n'),
  );
  const inside = await openFiles({ ...models, 'models/m.yml': properties('  - {name: friend, group: sales}') });
  expect(tell(inside.diagnostics)).toBe('');
});

test('a group that is not there', async () => {
  const { diagnostics } = await openFiles({
    'models/a.sql': 'select 1',
    'models/m.yml': 'groups: [{name: sales, owner: {name: Sam}}]\nmodels: [{name: a, group: sale}]',
  });
  expect(tell(diagnostics)).toContain('error model/unknown-group');
  expect(tell(diagnostics)).toContain('Did you mean sales?');
});

test('a ref without a version means the latest, one with a version that one', async () => {
  const { graph, diagnostics } = await openFiles({
    'models/dim_v1.sql': 'select 1',
    'models/dim_v2.sql': 'select 2',
    'models/a.sql': "select * from {{ ref('dim') }}",
    'models/b.sql': "select * from {{ ref('dim', v='2') }}",
    'models/c.sql': "select * from {{ ref('dim', v=3) }}",
    'models/m.yml': 'models: [{name: dim, latest_version: 1, versions: [{v: 1}, {v: 2}]}]',
  });
  expect(graph.nodes.get('model.shop.a')?.dependsOn).toEqual(['model.shop.dim.v1']);
  expect(graph.nodes.get('model.shop.b')?.dependsOn).toEqual(['model.shop.dim.v2']);
  expect(tell(diagnostics)).toBe(
    [
      "error model/unknown-ref models/c.sql:1:18 Model c needs ref('dim', v=3), but there is no such model or seed.",
      '  hint dim has the versions 1, 2.',
    ].join('\n'),
  );
});
