import type { Diagnostic } from '../core/diagnostic.js';
import { DBT_VERSION } from '../core/dbt-version.js';
import { problem } from '../core/diagnostic.js';
import type { YamlText } from '../core/yaml.js';
import type { YamlMapping } from '../core/yaml-mapping.js';

interface Version {
  readonly numbers: readonly [number, number, number];
  /** `rc1`; empty for a release. */
  readonly before: string;
}

interface Bound extends Version {
  readonly operator: string;
}

const SPECIFIER =
  /^(>=|<=|>|<|=)?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-?((?:a|b|rc|alpha|beta)[\w.-]*))?(?:\+[\w.-]+)?$/;

/**
 * Checks `require-dbt-version`: one range, several with commas, or a list of them; all must hold.
 * `project/dbt-version`: this is another version; `project/version-range`: not written as a range.
 */
export function checkVersion(text: YamlText, mapping: YamlMapping, who: string): readonly Diagnostic[] {
  const ranges = (mapping.texts('require-dbt-version') ?? [])
    .flatMap((each) => each.split(','))
    .map((each) => each.trim());
  const at = text.place(['require-dbt-version']);
  const bounds = ranges.map(readBound);
  const broken = ranges.filter((_, i) => bounds[i] === undefined);
  if (broken.length > 0) {
    const hint = 'It is written like this: require-dbt-version: [">=1.7.0", "<2.0.0"]';
    return broken.map((range) => problem('project/version-range', `${range} is no range of versions.`, { at, hint }));
  }
  const ours = readBound(DBT_VERSION);
  if (!ours || bounds.every((bound) => bound && holds(ours, bound))) return [];
  const message = `${who} requires dbt ${ranges.join(', ')}; jiggy works as dbt ${DBT_VERSION}.`;
  const hint = 'Change require-dbt-version, or pass --no-version-check.';
  return [problem('project/dbt-version', message, { at, hint })];
}

function readBound(text: string): Bound | undefined {
  const found = SPECIFIER.exec(text);
  if (!found) return undefined;
  const [, operator = '=', major, minor, patch, before = ''] = found;
  return { operator, numbers: [Number(major), Number(minor), Number(patch)], before };
}

function holds(version: Version, bound: Bound): boolean {
  const order = compare(version, bound);
  switch (bound.operator) {
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    default:
      return order === 0;
  }
}

function compare(a: Version, b: Version): number {
  for (const i of [0, 1, 2] as const) if (a.numbers[i] !== b.numbers[i]) return a.numbers[i] - b.numbers[i];
  if (a.before === b.before) return 0;
  if (a.before === '' || b.before === '') return a.before === '' ? 1 : -1;
  return a.before < b.before ? -1 : 1;
}
