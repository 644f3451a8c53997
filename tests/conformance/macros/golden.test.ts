import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtinTable } from '../../../src/render/builtin-table.js';
import { reasonOf } from './absent.js';
import { macroCases } from './cases.js';
import { normalised } from './compare.js';
import { evaluated, rendered } from './ours.js';
import { valueCases } from './value-cases.js';

/** What real dbt answered, as `record.ts` wrote it down; null for its errors. */
interface Golden {
  readonly rendered: { readonly [name: string]: string | null };
  readonly values: { readonly [expression: string]: string | null };
  /** Package, name and parameters of every macro of `dbt` and `dbt_postgres`. */
  readonly macros: readonly (readonly [packageName: string, name: string, parameters: readonly string[]])[];
}

const golden = JSON.parse(readFileSync(new URL('golden.json', import.meta.url), 'utf8')) as Golden;

const shown = (text: string | null): string => (text === null ? 'an error' : normalised(text));

describe.each(Object.entries(macroCases))('macros about %s give the SQL of dbt', (topic, cases) => {
  it.each(cases.map((each, index) => [`${each.template} ${each.config ?? ''}`, each, `${topic}_${index}`] as const))(
    '%s',
    (_, each, name) => {
      expect(golden.rendered).toHaveProperty(name);
      expect(shown(rendered(each, name))).toBe(shown(golden.rendered[name] ?? null));
    },
  );
});

describe.each(Object.entries(valueCases))('%s give what they give in dbt', (_, expressions) => {
  it.each(expressions)('%s', (expression) => {
    expect(Object.keys(golden.values)).toContain(expression);
    expect(shown(evaluated(expression))).toBe(shown(golden.values[expression] ?? null));
  });
});

describe('every macro of dbt', () => {
  const ours = new Map(builtinTable().all.map((macro) => [`${macro.package}.${macro.name}`, macro.block.parameters]));

  it('is here or is left out for a reason', () => {
    const missing = golden.macros.filter(([inPackage, name]) => !ours.has(`${inPackage}.${name}`) && !reasonOf(name));
    expect(missing.map(([, name]) => name)).toEqual([]);
    expect(golden.macros.length).toBeGreaterThan(400);
  });

  it('has the parameters that it has there', () => {
    const different = golden.macros.filter(([inPackage, name, parameters]) => {
      const found = ours.get(`${inPackage}.${name}`)?.map((each) => each.name);
      return found && !name.startsWith('test_') && found.join() !== parameters.join();
    });
    expect(different.map(([, name]) => name)).toEqual(['postgres__alter_relation_comment']);
  });
});
