import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hasErrors } from '../../../src/core/diagnostic.js';
import type { JsonObject } from '../../../src/core/json.js';
import type { OpenedProject } from '../../../src/cli/project.js';
import type { SelectionOptions } from '../../../src/graph/select.js';
import { selectNodes } from '../../../src/graph/select.js';
import { openFiles } from '../../support/project.js';

/** What dbt-core 1.12.6 lists with this selectors.yml: without flags, and with `--selector a` (record.py). */
interface Recorded {
  readonly name: string;
  readonly yaml: string;
  readonly plain: 'error' | readonly string[];
  readonly named: 'error' | readonly string[];
  /** `selectors` of the manifest, where there is one. */
  readonly manifest?: JsonObject;
}

const recorded = JSON.parse(readFileSync(new URL('definitions.json', import.meta.url), 'utf8')) as readonly Recorded[];

/** dbt crashes on it with an internal error where jiggy finds nothing, or does not run at all. */
const DIFFERENT: Readonly<Record<string, string>> = {
  list_value: 'a list as a value matches nothing; dbt ends with an AttributeError',
};

const PROFILE =
  't: {target: dev, outputs: {dev: {type: postgres, host: h, user: u, password: p, port: 5432, dbname: d, schema: s}}}\n';

async function open(yaml: string): Promise<OpenedProject> {
  return openFiles({
    'models/m.sql': 'select 1 as id\n',
    'models/n.sql': "select * from {{ ref('m') }}\n",
    'models/o.sql': "select * from {{ ref('n') }}\n",
    'dbt_project.yml': 'name: t\nprofile: t\nvars: {v: n}\n',
    'profiles.yml': PROFILE,
    'selectors.yml': yaml,
  });
}

function listed({ graph, selectors }: OpenedProject, options: SelectionOptions): Recorded['plain'] {
  const { value, diagnostics } = selectNodes(graph, { ...options, selectors, root: 't' });
  if (hasErrors(diagnostics)) return 'error';
  return [...value].sort().map((id) => graph.nodes.get(id)?.fqn.join('.') ?? id);
}

describe('reads selectors.yml as dbt does', () => {
  const same = recorded.filter((each) => !(each.name in DIFFERENT));
  test.each(same.map((each) => [each.name, each] as const))('%s', async (_, { yaml, plain, named, manifest = {} }) => {
    const project = await open(yaml);
    if (hasErrors(project.diagnostics)) {
      expect(project.diagnostics.filter((each) => each.severity === 'error' && !each.at)).toEqual([]);
      expect(['error', 'error']).toEqual([plain, named]);
      return;
    }
    expect({ plain: listed(project, {}), named: listed(project, { selector: 'a' }) }).toEqual({ plain, named });
    expect(project.selectors.manifest).toEqual(manifest);
  });

  test('of all differences none is left out by mistake', () => {
    expect(recorded.map((each) => each.name)).toEqual(expect.arrayContaining(Object.keys(DIFFERENT)));
    expect(recorded.length - same.length).toBe(Object.keys(DIFFERENT).length);
  });
});
