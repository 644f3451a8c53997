import { expect, test } from 'vitest';
import { readYaml } from '../../../../src/core/yaml.js';
import { lockText, packagesHash } from '../../../../src/load/deps/lock-file.js';

// The fingerprints are those that dbt 1.12 wrote for the same lists.
test.each([
  ['89f12e46ba5491dfd79e7bcfcf8e76a2db5c1cca', [{ local: '../pk' }]],
  ['6aa86310a043c5f4dd9dc389361032c495bf654f', [{ git: 'file:///tmp/d1/deps/gitp' }]],
  [
    'e0f79973aa496a1ba42fd90df274cae467f533e0',
    [{ git: 'file:///tmp/d1/deps/gitp', revision: 'main', 'warn-unpinned': false }],
  ],
  [
    '545a2c963fab0b2f25cd453c7f987045ca38c226',
    [
      { local: '../pk' },
      { git: '/tmp/d1/deps/gitp', revision: 'v1' },
      { git: '/tmp/d1/deps/gitp', subdirectory: 'sub', revision: 'v1' },
    ],
  ],
  ['8695ad73cb6084cd2d4c5b72959c114313a8353f', [{ git: 'xé', revision: '1' }]],
  ['316af48f21d207f09de32817af43d49aeb2e023e', [{ package: 'dbt-labs/dbt_utils', version: '1.1.0' }]],
])('fingerprint %s', (hash, written) => {
  expect(packagesHash(written)).toBe(hash);
});

test('the text is read back as it was meant', () => {
  const entries = [
    { name: 'a', local: '../pk' },
    { git: 'git@host:x/y.git', name: 'yes', revision: '1234567', subdirectory: 'a b: #c' },
    { git: "https://{{ env_var('DBT_ENV_SECRET_T') }}@h/x.git", name: 'n', revision: '2026-01-01' },
  ];
  const text = lockText(entries, 'abc');
  expect(text.startsWith('packages:\n  - local: ../pk\n    name: a\n')).toBe(true);
  expect(readYaml({ path: 'l', text }).value.value).toEqual({ packages: entries, sha1_hash: 'abc' });
});
