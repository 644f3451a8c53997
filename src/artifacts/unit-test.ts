import type { JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { UnitTest, UnitTestRows } from '../core/unit-test.js';
import { pythonRepr, pythonStr } from '../core/python-text.js';
import { sha256 } from './checksum.js';

/** What a manifest says of a unit test beside what it says of every node. */
export function unitTestJson(node: UnitTest, schema: string): JsonObject {
  const { macros, vars, envVars } = node.overrides;
  const hasOverrides = [macros, vars, envVars].some((each) => Object.keys(each).length > 0);
  return {
    model: node.model,
    given: node.given.map((each) => ({ input: each.input, ...rowsJson(each) })),
    expect: rowsJson(node.expect),
    overrides: hasOverrides ? { macros, vars, env_vars: envVars } : null,
    checksum: unitTestChecksum(node, hasOverrides),
    schema,
    versions: node.versions ?? null,
    version: node.version ?? null,
  };
}

function rowsJson({ rows, format, fixture }: UnitTestRows): JsonObject {
  return { rows, format, fixture: fixture ?? null };
}

/** Of all but the description, as dbt makes it: from what Python prints of the parts. */
function unitTestChecksum(node: UnitTest, hasOverrides: boolean): string {
  const given = node.given.map((each) => fixtureText('UnitTestInputFixture', each, each.input));
  const parts = [
    node.model,
    versionsText(node.versions),
    `[${given.join(', ')}]`,
    fixtureText('UnitTestOutputFixture', node.expect),
    hasOverrides ? overridesText(node.overrides) : 'None',
    ...node.given.filter((each) => each.fixture !== undefined).map((each) => pythonStr(each.rows)),
  ];
  return sha256(parts.join('-'));
}

const FORMATS = { dict: 'Dict', csv: 'CSV', sql: 'SQL' } as const;

function fixtureText(name: string, { rows, format, fixture }: UnitTestRows, input?: string): string {
  const first = input === undefined ? '' : `input=${pythonRepr(input)}, `;
  const enumeration = `<UnitTestFormat.${FORMATS[format]}: '${format}'>`;
  return `${name}(${first}rows=${pythonRepr(rows)}, format=${enumeration}, fixture=${pythonRepr(fixture ?? null)})`;
}

function overridesText({ macros, vars, envVars }: UnitTest['overrides']): string {
  return `UnitTestOverrides(macros=${pythonRepr(macros)}, vars=${pythonRepr(vars)}, env_vars=${pythonRepr(envVars)})`;
}

function versionsText(versions: JsonObject | undefined): string {
  if (!isJsonObject(versions)) return 'None';
  const part = (key: string): string => pythonRepr(own(versions, key) ?? null);
  return `UnitTestNodeVersions(include=${part('include')}, exclude=${part('exclude')})`;
}
