import type { Outcome } from '../core/diagnostic.js';
import type { Hook, TemplateText } from '../core/node-parts.js';
import { wholeFile } from '../core/node-parts.js';
import { renderSync } from '../jinja/render.js';
import { Dict, hostFunction } from '../jinja/values.js';
import { parseAdapter } from './adapter/parse-adapter.js';
import { configObject } from './config-object.js';
import type { RenderEnvironment } from './environment.js';
import { parseRendering } from './filters.js';
import { parsingNames } from './parsing-names.js';
import { lazyLayer, lazyNames } from './names.js';
import { projectNames } from './project-names.js';
import type { Captured } from './recorder.js';
import { Recorder } from './recorder.js';
import { refArguments, sourceArguments } from './ref-arguments.js';
import { captureStatically } from './static-capture.js';
import { relationValue } from './relations/relation-value.js';
import type { TemplateSubject } from './subject.js';
import { subjectValue } from './subject.js';
import { RenderContext } from './template-context.js';
import { templateOf } from './template-of.js';
import { writtenConfig } from './written-config.js';

/** Renders a node's template (its whole file unless said otherwise) for what it refers to. The text is thrown away. */
export function captureTemplate(
  subject: TemplateSubject,
  environment: RenderEnvironment,
  text: TemplateText = wholeFile(subject.file),
): Outcome<Captured> {
  const recorder = new Recorder(environment, { file: subject.file.path, line: 1, column: 1 });
  try {
    const template = templateOf(text);
    if (captureStatically(template, subject.package, subject.kind === 'model', environment, recorder))
      return told(recorder);
    recorder.writtenConfig = writtenConfig(template);
    renderSync(template, captureContext(subject, environment, recorder), parseRendering);
  } catch (thrown) {
    recorder.fail(thrown);
  }
  return told(recorder);
}

/**
 * Renders the hooks of a node for what they refer to, as dbt does once it knows the node's configuration: what they name
 * is built before the node.
 */
export function captureHooks(
  subject: TemplateSubject,
  environment: RenderEnvironment,
  hooks: readonly Hook[],
): Outcome<Captured> {
  const recorder = new Recorder(environment, { file: subject.file.path, line: 1, column: 1 });
  for (const { sql } of hooks) {
    if (!/\{[{%]/.test(sql)) continue;
    try {
      const template = templateOf({ text: sql, file: { path: '', text: sql }, offset: 0 });
      renderSync(template, captureContext(subject, environment, recorder), parseRendering);
    } catch (thrown) {
      recorder.fail(thrown);
    }
  }
  return told(recorder);
}

function told(recorder: Recorder): Outcome<Captured> {
  return { value: recorder, diagnostics: recorder.diagnostics };
}

/** What a template sees while it is parsed: everything that would need other nodes is harmless. */
export function captureContext(
  subject: TemplateSubject,
  environment: RenderEnvironment,
  recorder: Recorder,
): RenderContext {
  const { config, macros } = environment;
  const { target } = config;
  const name = { database: target.database, schema: target.schema, identifier: subject.name };
  const self = relationValue(name);
  const ref = hostFunction('ref', (args, kwargs, site) => {
    recorder.addRef(refArguments(args, kwargs), site);
    return self;
  });
  const source = hostFunction('source', (args, kwargs, site) => {
    recorder.addSource(sourceArguments(args, kwargs), site);
    return self;
  });
  const metric = hostFunction('metric', (args) => {
    recorder.addMetric(args.filter((each) => typeof each === 'string'));
    return self;
  });
  const configValue = configObject({ onCall: (settings, site) => recorder.addConfig(settings, site) });
  return new RenderContext(
    macros,
    subject.package,
    (context) => [
      lazyNames({
        ref: () => ref,
        source: () => source,
        metric: () => metric,
        config: () => configValue,
        this: () => self,
        model: () => subjectValue(subject),
        schema: () => target.schema,
        database: () => target.database,
        execute: () => false,
        adapter: () => parseAdapter(context, config),
        builtins: () => Dict.from({ ref, source, config: configValue }),
      }),
      lazyLayer(() =>
        projectNames(config, {
          packageName: subject.package,
          unknownVar: 'none',
          say: (kind, text) => kind === 'warning' && recorder.warn(text),
        }),
      ),
      lazyLayer(() => parsingNames(context)),
    ],
    (macro) => recorder.addMacro(macro.id),
  );
}
