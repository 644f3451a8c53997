import type { Diagnostic } from '../core/diagnostic.js';
import { wholeFile } from '../core/node-parts.js';
import type { DataTest } from '../core/node.js';
import type { SourceFile } from '../core/source-file.js';
import { startOfFile } from '../core/source-file.js';
import { captureTemplate } from '../render/capture.js';
import { capturedParts, writtenCall } from './captured.js';
import { testDefaults } from './config-defaults.js';
import { nodePath } from './node-path.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled, originalPath } from './parse-context.js';
import type { NodeEntry } from './property-entries.js';
import { describedParts, nodeTags, writtenTwice } from './relational.js';
import { testSettings } from './test-config.js';

/** Reads one test that is a query of its own: the rows it gives are failures. */
export function parseSingularTest(parsing: Parsing, file: SourceFile, entry: NodeEntry | undefined): Parsed<DataTest> {
  const {
    environment,
    layers,
    files,
    package: { name: packageName },
  } = parsing;
  const path = originalPath(parsing, file.path);
  const { name, fqn } = nodePath(packageName, path, files.paths.tests);
  const subject = { kind: 'test', id: `test.${packageName}.${name}`, package: packageName, name, fqn, file } as const;
  const captured = captureTemplate(subject, environment);
  const call = captured.value.config;
  const config = layers.merged('data_tests', testDefaults, fqn, [entry?.config, call]);
  const enabled = isEnabled(config);
  const found: Diagnostic[] = [...captured.diagnostics];
  const [firstConfig] = captured.value.configPlaces.values();
  const at = firstConfig ?? entry?.at ?? startOfFile(file);
  const node: DataTest = {
    ...subject,
    originalPath: path,
    ...describedParts(config, entry),
    tags: nodeTags(config, entry, call, () => layers.merged('data_tests', testDefaults, fqn, [call])),
    unrenderedConfig: layers.unrendered('data_tests', fqn, [writtenTwice(entry), writtenCall(captured.value)]),
    body: { kind: 'singular', template: wholeFile(file) },
    relation: parsing.naming({ ...subject, config }, found),
    ...testSettings(name, config, at, found),
    ...capturedParts(captured.value),
  };
  if (enabled) parsing.diagnostics.push(...found);
  return { node, enabled };
}
