import type { Outcome } from '../core/diagnostic.js';
import { own } from '../core/json.js';
import type { RelationName } from '../core/relation.js';
import { asTemplateError, TemplateError } from '../jinja/error.js';
import { toText } from '../jinja/printing.js';
import { callMacro } from '../jinja/render.js';
import type { Value } from '../jinja/values.js';
import { NO_KWARGS } from '../jinja/values.js';
import { parseAdapter } from './adapter/parse-adapter.js';
import type { RenderEnvironment } from './environment.js';
import { sqlRendering } from './filters.js';
import { valueOfJson } from './json-value.js';
import { parsingNames } from './parsing-names.js';
import { lazyNames } from './names.js';
import { projectNames } from './project-names.js';
import type { TemplateSubject } from './subject.js';
import { subjectValue } from './subject.js';
import { RenderContext } from './template-context.js';
import { templateDiagnostic } from './template-diagnostic.js';

/**
 * Where a node is published: what generate_database_name, generate_schema_name and generate_alias_name (the project's,
 * else dbt's defaults) make of its configuration. Their errors become diagnostics; the target's names then stand in.
 */
export function publishedName(subject: TemplateSubject, environment: RenderEnvironment): Outcome<RelationName> {
  const { target } = environment.config;
  const otherwise = { database: target.database, schema: target.schema, identifier: subject.name };
  try {
    const context = namingContext(environment, subject.package);
    const node = subjectValue(subject);
    const name = (macro: string, key: string): string => callNaming(context, macro, configured(subject, key), node);
    return {
      value: {
        database: name('generate_database_name', 'database'),
        schema: name('generate_schema_name', 'schema'),
        identifier: name('generate_alias_name', 'alias'),
      },
      diagnostics: [],
    };
  } catch (thrown) {
    const at = { file: subject.file.path, line: 1, column: 1 };
    return { value: otherwise, diagnostics: [templateDiagnostic(asTemplateError(thrown), environment.files, at)] };
  }
}

function configured(subject: TemplateSubject, key: string): Value {
  return valueOfJson((subject.config && own(subject.config, key)) ?? null);
}

function callNaming(context: RenderContext, macro: string, custom: Value, node: Value): string {
  const callable = context.macro(macro);
  const result = callable && callMacro(callable, [custom, node], NO_KWARGS, sqlRendering);
  if (result === undefined || result instanceof Promise) throw new TemplateError('template/async', `${macro} waits.`);
  const name = toText(result).trim();
  if (name !== '') return name;
  throw new TemplateError('template/name', `The macro ${macro} gave an empty name.`);
}

const contexts = new WeakMap<RenderEnvironment, Map<string, RenderContext>>();

/** One for all nodes of a package: the macros see the project, not the node, which is their argument. */
function namingContext(environment: RenderEnvironment, packageName: string): RenderContext {
  const byPackage = contexts.get(environment) ?? new Map<string, RenderContext>();
  contexts.set(environment, byPackage);
  const known = byPackage.get(packageName);
  if (known) return known;
  const { config, macros } = environment;
  const context = new RenderContext(macros, packageName, (self) => [
    lazyNames({
      adapter: () => parseAdapter(self, config),
      execute: () => false,
      schema: () => config.target.schema,
      database: () => config.target.database,
    }),
    projectNames(config, { packageName, unknownVar: 'error' }),
    parsingNames(self),
  ]);
  byPackage.set(packageName, context);
  return context;
}
