import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.js';
import { isJsonList, isJsonObject } from '../../../src/core/json.js';
import { hasErrors } from '../../../src/core/diagnostic.js';
import { readYaml } from '../../../src/core/yaml.js';
import { damagedTexts, yamlTexts } from './generate.js';

type Read = { readonly value: unknown } | { readonly error: string };

const count = Number(process.env['JIGGY_YAML_RUNS'] ?? '400');
const seed = Number(process.env['JIGGY_SEED'] ?? '1');
const root = join(import.meta.dirname, '..', '..', '..');
const candidates = [process.env['JIGGY_PYTHON'] ?? 'python3', join(root, '.venv-dbt/bin/python')];
const python = candidates.find((candidate) => spawnSync(candidate, ['-c', 'import yaml']).status === 0);
if (python === undefined) {
  console.warn(`SKIPPED: ${candidates.join(' and ')} cannot import yaml (pip install pyyaml, or set JIGGY_PYTHON)`);
}

function byPython(texts: readonly string[]): readonly Read[] {
  const script = join(import.meta.dirname, 'load.py');
  const input = JSON.stringify(texts);
  const result = spawnSync(python ?? '', [script], { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout) as Read[];
}

function byUs(text: string): Read {
  const { value, diagnostics } = readYaml({ path: 'a.yml', text });
  if (hasErrors(diagnostics)) return { error: diagnostics.map((each) => each.message).join(' ') };
  return { value: plain(value.value) };
}

function plain(value: Json): unknown {
  if (isJsonList(value)) return value.map(plain);
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  if (typeof value !== 'number' || Number.isFinite(value)) return Object.is(value, -0) ? 0 : value;
  return `$${String(value).replace('Infinity', 'inf').replace('NaN', 'nan')}`;
}

interface Difference {
  readonly text: string;
  readonly python: string;
  readonly us: string;
}

/** Texts that the two read as different values (the order of keys counts too). */
function differences(texts: readonly string[]): readonly Difference[] {
  const read = byPython(texts);
  return texts.flatMap((text, index) => {
    const [python, us] = [read[index] ?? { error: 'none' }, byUs(text)];
    const same = 'value' in python && 'value' in us && JSON.stringify(python.value) === JSON.stringify(us.value);
    return same || ('error' in python && 'error' in us)
      ? []
      : [{ text, python: JSON.stringify(python), us: JSON.stringify(us) }];
  });
}

function yamlFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/.test(path) && !path.includes('node_modules'))
    .map((path) => readFileSync(join(root, folder, path), 'utf8'));
}

describe.skipIf(python === undefined)('values as PyYAML reads them', () => {
  test('files of this repository', () => {
    const texts = ['models', 'seeds', 'macros', 'data-tests', 'tests'].flatMap(yamlFiles);
    expect(texts.length).toBeGreaterThan(5);
    expect(differences(texts)).toEqual([]);
  });

  test(`${count} generated texts`, () => {
    const texts = fc.sample(yamlTexts, { numRuns: count, seed });
    const read = byPython(texts).filter((each) => 'value' in each).length;
    expect(read).toBeGreaterThan(count / 2);
    expect(differences(texts).slice(0, 3)).toEqual([]);
  });

  test(`${count} damaged texts: where both read a value it is the same one`, () => {
    const texts = fc.sample(damagedTexts, { numRuns: count, seed });
    const found = differences(texts).filter(
      (each) => !each.python.startsWith('{"error') && !each.us.startsWith('{"error'),
    );
    expect(found.slice(0, 3)).toEqual([]);
  });
});
