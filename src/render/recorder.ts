import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import type { MacroId, Ref, SourceRef } from '../core/node-parts.js';
import type { Place } from '../core/source-file.js';
import { asTemplateError } from '../jinja/error.js';
import type { CallSite, Value } from '../jinja/values.js';
import type { RenderEnvironment } from './environment.js';
import { joinConfig } from './join-config.js';
import { jsonOfValue } from './json-value.js';
import { placeOf, templateDiagnostic } from './template-diagnostic.js';

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

const SAME_HOOKS = [
  ['pre-hook', 'pre_hook'],
  ['post-hook', 'post_hook'],
] as const;

/** Where a call stands. */
export type CallPlace = Pick<CallSite, 'at'>;

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

  /** dbt keeps every call, also what it names twice. */
  addRef(ref: Omit<Ref, 'at'>, site: CallPlace): void {
    this.refs.push({ ...ref, at: this.#place(site) });
  }

  addSource(ref: Omit<SourceRef, 'at'>, site: CallPlace): void {
    this.sources.push({ ...ref, at: this.#place(site) });
  }

  addMetric(name: readonly string[]): void {
    if (!this.metrics.some((each) => each.join('.') === name.join('.'))) this.metrics.push([...name]);
  }

  addMacro(id: MacroId): void {
    if (!this.macros.includes(id)) this.macros.push(id);
  }

  addConfig(settings: ReadonlyMap<string, Value>, site: CallPlace): void {
    const at = this.#place(site);
    for (const [dashed, underscored] of SAME_HOOKS) {
      if (!settings.has(dashed) || !settings.has(underscored)) continue;
      const message = `config() names both ${underscored} and ${dashed}, which mean the same.`;
      this.diagnostics.push(problem('template/hook-twice', message, { at, hint: 'Put the hooks into one list.' }));
    }
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
  #place(site: CallPlace): Place {
    return placeOf(site.at, this.#environment.files) ?? this.#fallback;
  }
}
