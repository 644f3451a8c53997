import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OpenedProject } from '../../../src/cli/project.js';
import type { Json } from '../../../src/core/json.js';
import type { Node } from '../../../src/core/node.js';
import { hasRelation, relationOf } from '../../../src/core/node.js';
import { renderRelation } from '../../../src/core/relation.js';
import { compileNamed, squeeze } from '../../support/compile.js';
import { dbtShop } from '../../support/dbt-shop.js';
import { openFiles, tell } from '../../support/project.js';

/** What the manifest of dbt-core 1.12.6 says of a node. */
interface Recorded {
  readonly fqn: string;
  readonly relation: string | null;
  readonly alias: string | null;
  readonly file: string;
  readonly tags: readonly string[];
  readonly meta: { readonly [key: string]: Json };
  readonly description: string;
  readonly depends_on: readonly string[];
  readonly materialized: string | null;
  readonly severity: string | null;
  readonly compiled: string | null;
}

const recorded = JSON.parse(
  readFileSync(new URL('../../support/dbt-shop.nodes.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Recorded>>;

/** A node of ours in the form of the record; tests have no relation, models compile. */
function asRecorded(opened: OpenedProject, node: Node): Recorded {
  const text = (key: string): string | null => {
    const value = node.config[key];
    return typeof value === 'string' ? value : null;
  };
  return {
    fqn: node.fqn.join('.'),
    relation: hasRelation(node) ? renderRelation(node.relation) : null,
    alias:
      node.kind === 'source'
        ? null
        : node.kind === 'test'
          ? (text('alias') ?? node.name)
          : (relationOf(node)?.identifier ?? null),
    file: node.file.path,
    tags: node.tags,
    meta: node.meta,
    description: node.description,
    depends_on: node.dependsOn,
    materialized: text('materialized'),
    severity: text('severity'),
    compiled: node.kind === 'model' || node.kind === 'test' ? squeeze(compileNamed(opened, node.name).value.sql) : null,
  };
}

let opened: OpenedProject;

describe('a project with a bit of everything is read as dbt reads it', () => {
  beforeAll(async () => {
    opened = await openFiles(dbtShop);
  });

  test('the same nodes, by their ids', () => {
    expect([...opened.graph.nodes.keys()].sort()).toEqual(Object.keys(recorded).sort());
  });

  test.each(Object.keys(recorded))('%s', (id) => {
    const node = opened.graph.nodes.get(id)!;
    const { compiled, ...rest } = recorded[id]!;
    expect(asRecorded(opened, node)).toEqual({ ...rest, compiled: compiled === null ? null : squeeze(compiled) });
  });

  test('and the same warning', () => {
    expect(tell(opened.diagnostics)).toBe(
      [
        'warning project/unused-config dbt_project.yml:26:5 The configuration models.shop.unused_folder applies to no resource.',
        '  hint Its keys must be the project’s name and folders as they are on disk; or take it out.',
      ].join('\n'),
    );
  });

  test('what is switched off is kept apart', () => {
    expect(opened.disabled.map((node) => node.id)).toEqual(['model.shop.off']);
  });
});
