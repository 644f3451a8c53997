import type { DataTest } from '../core/node.js';
import { wholeFile } from '../core/node-parts.js';
import type { SourceFile } from '../core/source-file.js';
import { captureTemplate } from '../render/capture.js';
import { testDefaults } from './config-defaults.js';
import { metaOf } from './config-values.js';
import { tagsOf } from './merge-config.js';
import { nodePath } from './node-path.js';
import { passedOver } from './not-yet.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled, layeredConfig } from './parse-context.js';
import type { NodeEntry } from './property-entries.js';
import { testSettings } from './test-config.js';

/** Reads one test that is a query of its own: the rows it gives are failures. */
export function parseSingularTest(parsing: Parsing, file: SourceFile, entry: NodeEntry | undefined): Parsed<DataTest> {
  const { config, environment, project, diagnostics } = parsing;
  const { name, fqn } = nodePath(config.name, file.path, project.paths.tests);
  const subject = { kind: 'test', id: `test.${config.name}.${name}`, package: config.name, name, fqn, file } as const;
  const captured = captureTemplate(subject, environment);
  const merged = layeredConfig(testDefaults, config.trees.data_tests, fqn, entry?.config, captured.value.config);
  const enabled = isEnabled(merged);
  const found = enabled ? diagnostics : [];
  found.push(...captured.diagnostics);
  const [firstConfig] = captured.value.configPlaces.values();
  const at = firstConfig ?? entry?.at ?? { file: file.path, line: 1, column: 1 };
  found.push(...passedOver(`test ${name}`, merged, at));
  const node: DataTest = {
    ...subject,
    description: entry?.description ?? '',
    tags: tagsOf(merged),
    meta: metaOf(merged),
    config: merged,
    body: { kind: 'singular', template: wholeFile(file) },
    originalPath: file.path,
    unrenderedConfig: {},
    docBlocks: [],
    configCalls: captured.value.config,
    macros: [],
    relation: { database: config.target.database, schema: config.target.schema, identifier: name },
    ...testSettings(name, merged, at, found),
    refs: captured.value.refs,
    sources: captured.value.sources,
    dependsOn: [],
  };
  return { node, enabled };
}
