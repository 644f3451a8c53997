import type { JsonObject } from '../core/json.js';
import type { Operation } from '../core/node.js';
import { captureTemplate } from '../render/capture.js';
import { capturedParts } from './captured.js';
import { everyRelation } from './config-defaults.js';
import type { Parsing } from './parse-context.js';
import { originalPath } from './parse-context.js';
import { describedParts } from './relational.js';

/** One operation for each entry of on-run-start and on-run-end; the tree of models configures them (dbt's rule). */
export function parseOperations(parsing: Parsing): readonly Operation[] {
  const { onRunStart, onRunEnd } = parsing.package;
  return [
    ...onRunStart.map((sql, index) => parseOperation(parsing, 'on-run-start', sql, index)),
    ...onRunEnd.map((sql, index) => parseOperation(parsing, 'on-run-end', sql, index)),
  ];
}

function parseOperation(parsing: Parsing, when: Operation['when'], text: string, index: number): Operation {
  const {
    environment,
    layers,
    files,
    package: { name: packageName },
  } = parsing;
  const file = files.projectFile;
  const name = `${packageName}-${when}-${index}`;
  const fqn = [packageName, 'hooks', name];
  const subject = {
    kind: 'operation',
    id: `operation.${packageName}.${name}`,
    package: packageName,
    name,
    fqn,
    file,
  } as const;
  const template = { text, file, offset: offsetOf(text, file.text) };
  const captured = captureTemplate(subject, environment, template);
  parsing.diagnostics.push(...captured.diagnostics);
  const layered: JsonObject = layers.merged('models', everyRelation, fqn, [captured.value.config]);
  const described = describedParts(layered, undefined);
  return {
    ...subject,
    originalPath: originalPath(parsing, file.path),
    ...described,
    tags: [...new Set([when, ...described.tags])],
    unrenderedConfig: layers.unrendered('models', fqn, []),
    when,
    index,
    template,
    ...capturedParts(captured.value),
  };
}

/** Where the text stands in dbt_project.yml; 0 where it is written with escapes. */
function offsetOf(text: string, all: string): number {
  return Math.max(0, all.indexOf(text));
}
