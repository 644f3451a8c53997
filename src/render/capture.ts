import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import type { MacroId, Ref, SourceRef, TemplateText } from '../core/node-parts.js';
import { wholeFile } from '../core/node-parts.js';
import type { Place } from '../core/source-file.js';
import { asTemplateError } from '../jinja/error.js';
import { renderSync } from '../jinja/render.js';
import type { CallSite, Value } from '../jinja/values.js';
import { Dict, hostFunction } from '../jinja/values.js';
import { parseAdapter } from './adapter/parse-adapter.js';
import { configObject } from './config-object.js';
import type { RenderEnvironment } from './environment.js';
import { sqlRendering } from './filters.js';
import { jsonOfValue } from './json-value.js';
import { parsingNames } from './parsing-names.js';
import { joinConfig } from './join-config.js';
import { lazyNames } from './names.js';
import { projectNames } from './project-names.js';
import { refArguments, sourceArguments } from './ref-arguments.js';
import { relationValue } from './relations/relation-value.js';
import type { TemplateSubject } from './subject.js';
import { subjectValue } from './subject.js';
import { RenderContext } from './template-context.js';
import { placeOf, templateDiagnostic } from './template-diagnostic.js';
import { templateOf } from './template-of.js';
import { writtenConfig } from './written-config.js';

/** What a template refers to and configures, found by rendering it with `execute` false, as dbt parses. */
export interface Captured {
  readonly refs: readonly Ref[];
  readonly sources: readonly SourceRef[];
  /** What `config(...)` calls set. */
  readonly config: JsonObject;
  /** Configuration key -> the call that set it last. */
  readonly configPlaces: ReadonlyMap<string, Place>;
  /** The first `config()` call as it is written, as dbt keeps it; undefined where there is none. */
  readonly writtenConfig?: JsonObject | undefined;
  /** Names of metrics: a name, or package and name. */
  readonly metrics: readonly (readonly string[])[];
  /** The macros that the template calls itself. */
  readonly macros: readonly MacroId[];
}

/** Renders a node's template (its whole file unless said otherwise) for what it refers to. The text is thrown away. */
export function captureTemplate(
  subject: TemplateSubject,
  environment: RenderEnvironment,
  text: TemplateText = wholeFile(subject.file),
): Outcome<Captured> {
  const recorder = new Recorder(environment, { file: subject.file.path, line: 1, column: 1 });
  try {
    const template = templateOf(text);
    recorder.writtenConfig = writtenConfig(template);
    renderSync(template, captureContext(subject, environment, recorder), sqlRendering);
  } catch (thrown) {
    recorder.fail(thrown);
  }
  return { value: recorder, diagnostics: recorder.diagnostics };
}

/** Keeps what one template says while it is rendered. */
export class Recorder implements Captured {
  readonly refs: Ref[] = [];
  readonly sources: SourceRef[] = [];
  readonly metrics: string[][] = [];
  readonly macros: MacroId[] = [];
  readonly configPlaces = new Map<string, Place>();
  writtenConfig: JsonObject | undefined;
  readonly diagnostics: Diagnostic[] = [];
  config: JsonObject = {};
  readonly #environment: RenderEnvironment;
  readonly #fallback: Place;

  /** `fallback` stands for calls in texts that are no file of their own. */
  constructor(environment: RenderEnvironment, fallback: Place) {
    this.#environment = environment;
    this.#fallback = fallback;
  }

  addRef(ref: Omit<Ref, 'at'>, site: CallSite): void {
    const same = this.refs.some(
      (each) => each.name === ref.name && each.package === ref.package && each.version === ref.version,
    );
    if (!same) this.refs.push({ ...ref, at: this.#place(site) });
  }

  addSource(ref: Omit<SourceRef, 'at'>, site: CallSite): void {
    const same = this.sources.some((each) => each.source === ref.source && each.table === ref.table);
    if (!same) this.sources.push({ ...ref, at: this.#place(site) });
  }

  addMetric(name: readonly string[]): void {
    if (!this.metrics.some((each) => each.join('.') === name.join('.'))) this.metrics.push([...name]);
  }

  addMacro(id: MacroId): void {
    if (!this.macros.includes(id)) this.macros.push(id);
  }

  addConfig(settings: ReadonlyMap<string, Value>, site: CallSite): void {
    const at = this.#place(site);
    const entries: [string, Json][] = [];
    for (const [key, value] of settings) {
      const json = jsonOfValue(value);
      if (json === undefined) continue;
      entries.push([key, json]);
      this.configPlaces.set(key, at);
    }
    this.config = joinConfig(this.config, Object.fromEntries(entries));
  }

  warn(message: string): void {
    this.diagnostics.push(problem('template/warning', message, { severity: 'warning', at: this.#fallback }));
  }

  fail(thrown: unknown): void {
    this.diagnostics.push(templateDiagnostic(asTemplateError(thrown), this.#environment.files, this.#fallback));
  }

  /** The place in the user's own file: a ref inside a macro stands where the macro was called from. */
  #place(site: CallSite): Place {
    return placeOf(site.at, this.#environment.files) ?? this.#fallback;
  }
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
      projectNames(config, {
        packageName: subject.package,
        unknownVar: 'none',
        say: (kind, text) => kind === 'warning' && recorder.warn(text),
      }),
      parsingNames(context),
    ],
    (macro) => recorder.addMacro(macro.id),
  );
}
