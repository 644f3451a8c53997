import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { jsonText, own } from '../core/json.js';
import { wholeFile } from '../core/node-parts.js';
import type { Model } from '../core/node.js';
import type { Place, SourceFile } from '../core/source-file.js';
import { startOfFile } from '../core/source-file.js';
import { captureTemplate } from '../render/capture.js';
import { writtenCall } from './captured.js';
import { modelDefaults } from './config-defaults.js';
import { inferredConstraints, namedByConstraints } from './constraint-refs.js';
import { namedWithHooks } from './hook-names.js';
import { materializationOf } from './materialization.js';
import { nodePath } from './node-path.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled, originalPath } from './parse-context.js';
import type { NodeEntry } from './property-entries.js';
import { describedParts, nodeTags, relationalParts, writtenTwice } from './relational.js';
import { versionValue } from './version.js';

/** Reads one model: what it refers to, its configuration, where it is published. */
export function parseModel(parsing: Parsing, file: SourceFile, entry: NodeEntry | undefined): Parsed<Model> {
  const {
    environment,
    package: { name: packageName },
    layers,
  } = parsing;
  const subject = {
    ...identityOf(packageName, parsing, file, entry),
    kind: 'model',
    package: packageName,
    file,
  } as const;
  const captured = captureTemplate(subject, environment);
  const call = captured.value.config;
  const config = layers.merged('models', modelDefaults, subject.fqn, [entry?.config, call]);
  const enabled = isEnabled(config);
  const found: Diagnostic[] = [];
  const at = (key: string): Place => captured.value.configPlaces.get(key) ?? entry?.at ?? startOfFile(file);
  const relation = parsing.naming({ ...subject, config, description: entry?.description ?? '' }, found);
  found.push(...captured.diagnostics);
  const relational = relationalParts(config, entry, relation, parsing.quoting);
  const constraints = inferredConstraints(relational);
  const named = namedWithHooks(subject, relational, captured.value, environment, found);
  const node: Model = {
    ...subject,
    originalPath: originalPath(parsing, file.path),
    ...describedParts(config, entry),
    tags: nodeTags(config, entry, call, () => layers.merged('models', modelDefaults, subject.fqn, [call])),
    ...relational,
    constraints,
    unrenderedConfig: layers.unrendered('models', subject.fqn, [writtenTwice(entry), writtenCall(captured.value)]),
    access: accessOf(subject.name, config, at('access'), found),
    ...versionParts(entry),
    primaryKey: [],
    template: wholeFile(file),
    configCalls: call,
    macros: named.macros,
    materialization: materializationOf(subject.name, config, at('materialized'), parsing, found),
    ...namedByConstraints({ ...relational, constraints }, named, entry?.at ?? startOfFile(file)),
    dependsOn: [],
  };
  if (enabled) parsing.diagnostics.push(...found);
  return { node, enabled };
}

function identityOf(
  packageName: string,
  parsing: Parsing,
  file: SourceFile,
  entry: NodeEntry | undefined,
): Pick<Model, 'id' | 'name' | 'fqn'> & { readonly version?: string | number } {
  const path = nodePath(packageName, originalPath(parsing, file.path), parsing.files.paths.models);
  if (!entry?.version) return { ...path, id: `model.${packageName}.${path.name}` };
  const { v } = entry.version;
  const fqn = [...path.fqn.slice(0, -1), entry.name, `v${v}`];
  return { name: entry.name, fqn, id: `model.${packageName}.${entry.name}.v${v}`, version: versionValue(v) };
}

function versionParts(entry: NodeEntry | undefined): Pick<Model, 'latestVersion' | 'deprecationDate' | 'timeSpine'> {
  return {
    ...(entry?.version ? { latestVersion: versionValue(entry.version.latest) } : {}),
    ...(entry?.deprecationDate === undefined ? {} : { deprecationDate: entry.deprecationDate }),
    ...(entry?.timeSpine ? { timeSpine: { custom_granularities: [], ...entry.timeSpine } } : {}),
  };
}

const ACCESS = ['private', 'protected', 'public'] as const;

function accessOf(name: string, config: JsonObject, at: Place, found: Diagnostic[]): Model['access'] {
  const written = own(config, 'access') ?? 'protected';
  const access = ACCESS.find((each) => each === written);
  if (access) return access;
  const message = `The access of model ${name} must be private, protected or public, not ${jsonText(written)}.`;
  found.push(problem('model/access', message, { at }));
  return 'protected';
}
