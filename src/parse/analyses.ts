import { wholeFile } from '../core/node-parts.js';
import type { Analysis } from '../core/node.js';
import type { SourceFile } from '../core/source-file.js';
import { captureTemplate } from '../render/capture.js';
import { capturedParts, writtenCall } from './captured.js';
import { everyRelation } from './config-defaults.js';
import { nodePath } from './node-path.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled, originalPath } from './parse-context.js';
import type { NodeEntry } from './property-entries.js';
import { describedParts, NO_COLUMNS, nodeTags, writtenTwice } from './relational.js';

/** Reads an analysis. It is configured by the tree of models, in a folder `analysis` of its own (dbt's rule). */
export function parseAnalysis(parsing: Parsing, file: SourceFile, entry: NodeEntry | undefined): Parsed<Analysis> {
  const {
    environment,
    layers,
    files,
    package: { name: packageName },
  } = parsing;
  const path = originalPath(parsing, file.path);
  const found = nodePath(packageName, path, files.paths.analyses);
  const fqn = [packageName, 'analysis', ...found.fqn.slice(1)];
  const id = `analysis.${packageName}.${found.name}`;
  const subject = { kind: 'analysis', id, package: packageName, name: found.name, fqn, file } as const;
  const captured = captureTemplate(subject, environment);
  const call = captured.value.config;
  const config = layers.merged('models', everyRelation, fqn, [entry?.config, call]);
  const enabled = isEnabled(config);
  if (enabled) parsing.diagnostics.push(...captured.diagnostics);
  const node: Analysis = {
    ...subject,
    originalPath: path,
    ...describedParts(config, entry),
    tags: nodeTags(config, entry, call, () => layers.merged('models', everyRelation, fqn, [call])),
    unrenderedConfig: layers.unrendered('models', fqn, [writtenTwice(entry), writtenCall(captured.value)]),
    columns: entry?.columns.map((column) => column.doc) ?? NO_COLUMNS,
    template: wholeFile(file),
    ...capturedParts(captured.value),
  };
  return { node, enabled };
}
