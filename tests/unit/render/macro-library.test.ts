import { describe, expect, test } from 'vitest';
import type { MacroLibrary } from '../../../src/render/macro-library.js';
import { collectMacros } from '../../../src/render/macro-library.js';
import { tell } from '../../support/project.js';

/** A library of packages, the root project first, each with one file of macros. */
function library(packages: Readonly<Record<string, string>>): { macros: MacroLibrary; told: string } {
  const list = Object.entries(packages).map(([name, text], index) => {
    const folder = index === 0 ? '' : `dbt_packages/${name}/`;
    return { name, folder, files: [{ path: `${folder}macros/m.sql`, text }] };
  });
  const files = new Map(list.flatMap((each) => each.files.map((file) => [file.path, file] as const)));
  const { value, diagnostics } = collectMacros(list, (path) => files.get(path));
  return { macros: value, told: tell(diagnostics) };
}

const empty = (...names: readonly string[]): string =>
  names.map((name) => `{% macro ${name}() %}{% endmacro %}`).join('\n');

describe('names', () => {
  const { macros, told } = library({ shop: empty('both', 'mine', 'type_int'), helper: empty('both', 'theirs') });

  test.each([
    ['shop', 'both', 'macro.shop.both'],
    ['helper', 'both', 'macro.helper.both'],
    ['helper', 'mine', 'macro.shop.mine'],
    ['shop', 'theirs', undefined],
    ['shop', 'type_int', 'macro.shop.type_int'],
    ['shop', 'type_string', 'macro.dbt.type_string'],
    ['shop', 'test_unique', 'macro.dbt.test_unique'],
  ])('a template of %s finds %s as %s', (from, name, id) => {
    expect(told).toBe('');
    expect(macros.namespace(from).find(name)?.id).toBe(id);
  });

  test('packages are named, dbt stands for all built-in macros', () => {
    const shop = macros.namespace('shop');
    expect(shop.findIn('helper', 'theirs')?.originalPath).toBe('macros/m.sql');
    expect(shop.findIn('dbt', 'postgres__create_schema')?.id).toBe('macro.dbt_postgres.postgres__create_schema');
    expect([shop.hasPackage('helper'), shop.hasPackage('nope')]).toEqual([true, false]);
  });

  test('two of one name in one package, and one of that name elsewhere', () => {
    expect(library({ shop: `${empty('a')}\n{% macro a() %}{% endmacro %}`, helper: empty('a') }).told).toBe(
      'error macro/duplicate macros/m.sql:2:10 Two macros are named a: in macros/m.sql and in macros/m.sql.\n' +
        '  note macros/m.sql:1:10 first here\n  hint Rename one of them.',
    );
  });
});

describe('materializations', () => {
  const of = (name: string, adapter: string): string =>
    `{% materialization ${name}, ${adapter} %}{% endmaterialization %}`;

  test('one for PostgreSQL comes before one for any database, wherever it is', () => {
    const { macros } = library({ shop: of('odd', 'default'), helper: of('odd', "adapter='postgres'") });
    expect(macros.materialization('odd')?.id).toBe('macro.helper.materialization_odd_postgres');
  });

  test('the project may replace what a package has', () => {
    const { macros } = library({ shop: of('odd', 'default'), helper: of('odd', 'default') });
    expect(macros.materialization('odd')?.id).toBe('macro.shop.materialization_odd_default');
    expect(macros.materialization('nope')).toBeUndefined();
  });
});

test('what a macro is seen to call follows the search order of dispatch', () => {
  const { macros } = library({
    shop: '{% macro a() %}{{ c() }}{% endmacro %}\n' + empty('default__d'),
    helper: "{% macro d() %}{{ adapter.dispatch('d', 'helper')() }}{% endmacro %}\n" + empty('c', 'postgres__d'),
  });
  const called = (id: string): readonly string[] | undefined =>
    macros.definitions.find((each) => each.id === id)?.dependsOn;
  expect(called('macro.helper.d')).toEqual(['macro.shop.default__d']);
  expect(called('macro.shop.a')).toEqual(['macro.helper.c']);
});

test('definitions name what a macro calls, also by dispatch', () => {
  const { macros } = library({
    shop:
      "{% macro a() %}{{ b() }}{{ helper.c() }}{{ adapter.dispatch('d', 'helper')() }}{% endmacro %}\n" + empty('b'),
    helper: empty('c', 'default__d', 'postgres__d'),
  });
  const a = macros.definitions.find((each) => each.id === 'macro.shop.a');
  expect(a?.dependsOn).toEqual(['macro.shop.b', 'macro.helper.c', 'macro.helper.postgres__d']);
  expect(a?.sql).toMatch(/^\{% macro a\(\) %\}.*\{% endmacro %\}$/);
});
