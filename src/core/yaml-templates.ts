import type { Diagnostic } from './diagnostic.js';
import type { Json, JsonObject } from './json.js';
import { isJsonList, isJsonObject } from './json.js';
import type { Target } from './project.js';
import type { Place } from './source-file.js';
import type { YamlPath, YamlText } from './yaml.js';

/** Renders one text of a YAML file. A lone `{{ expression }}` gives its value as it is, anything else a text. */
export type RenderText = (text: string, at: Place) => { readonly value: Json } | { readonly problem: Diagnostic };

/** What templates in YAML files may ask for. */
export interface YamlNames {
  readonly env: { readonly [name: string]: string | undefined };
  readonly vars: JsonObject;
  /** Unknown while profiles.yml itself is read. */
  readonly target?: Target;
  /** Whether secrets (DBT_ENV_SECRET_...) may be read: in profiles.yml only. */
  readonly secrets?: boolean;
}

/** Makes a renderer over some names. */
export type YamlRenderer = (names: YamlNames) => RenderText;

export interface RenderValuesOptions {
  readonly render: RenderText;
  /** Paths that stay as they are written; all below one are left alone too. */
  readonly skip?: (path: YamlPath) => boolean;
}

/** Whether a text needs the template engine at all. */
export function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%') || text.includes('{#');
}

/**
 * Renders every text of a value that is one; keys are never rendered. A text that cannot be rendered stays as it is and
 * leaves a diagnostic.
 */
export function renderValues(
  text: YamlText,
  value: JsonObject,
  path: YamlPath,
  options: RenderValuesOptions,
  diagnostics: Diagnostic[],
): JsonObject {
  const entries = Object.entries(value).map(([key, each]): [string, Json] => [
    key,
    renderValue(text, each, [...path, key], options, diagnostics),
  ]);
  return Object.fromEntries(entries);
}

function renderValue(
  text: YamlText,
  value: Json,
  path: YamlPath,
  options: RenderValuesOptions,
  diagnostics: Diagnostic[],
): Json {
  if (options.skip?.(path)) return value;
  if (isJsonObject(value)) return renderValues(text, value, path, options, diagnostics);
  if (isJsonList(value)) return value.map((each, i) => renderValue(text, each, [...path, i], options, diagnostics));
  if (typeof value !== 'string' || !isTemplate(value)) return value;
  const rendered = options.render(value, text.place(path));
  if ('value' in rendered) return rendered.value;
  diagnostics.push(rendered.problem);
  return value;
}
