import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { FormatSettings } from '../core/format-settings.js';
import { FORMAT_DEFAULTS } from '../core/format-settings.js';
import { isJsonObject, own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { SourceFile } from '../core/source-file.js';
import type { YamlText } from '../core/yaml.js';
import { readYaml } from '../core/yaml.js';
import { YamlMapping } from '../core/yaml-mapping.js';

const CASES = ['lower', 'upper', 'preserve'] as const;
const LIMITS = { indent: [1, 16], width: [40, 1000] } as const;

/** The settings of jiggy.yml; defaults for what it does not say. */
export function formatSettings(file: SourceFile | undefined): Outcome<FormatSettings> {
  if (!file) return { value: FORMAT_DEFAULTS, diagnostics: [] };
  const { value: text, diagnostics: syntax } = readYaml(file);
  const { value, diagnostics } = formatKey(text);
  return { value, diagnostics: [...syntax, ...diagnostics] };
}

/** The `format` key of jiggy.yml. */
export function formatKey(text: YamlText): Outcome<FormatSettings> {
  const diagnostics: Diagnostic[] = [];
  const value = isJsonObject(text.value) ? own(text.value, 'format') : undefined;
  if (value === undefined || value === null) return { value: FORMAT_DEFAULTS, diagnostics };
  if (!isJsonObject(value)) {
    diagnostics.push(problem('project/type', 'format must be a mapping.', { at: text.place(['format']) }));
    return { value: FORMAT_DEFAULTS, diagnostics };
  }
  const mapping = new YamlMapping(text, ['format'], value, diagnostics);
  mapping.unknownKeys(['keyword_case', 'indent', 'width'], 'project/unknown-key', 'error', 'format in jiggy.yml');
  const settings = {
    keywordCase: keywordCase(mapping, text, diagnostics),
    indent: limited('indent', mapping, text, diagnostics),
    width: limited('width', mapping, text, diagnostics),
  };
  return { value: settings, diagnostics };
}

function keywordCase(mapping: YamlMapping, text: YamlText, diagnostics: Diagnostic[]): FormatSettings['keywordCase'] {
  const given = mapping.text('keyword_case');
  const known = CASES.find((each) => each === given);
  if (given !== undefined && known === undefined) {
    const hint = didYouMean(given, CASES) ?? `One of: ${CASES.join(', ')}.`;
    const at = text.place(['format', 'keyword_case']);
    diagnostics.push(problem('project/value', `keyword_case cannot be ${given}.`, { at, hint }));
  }
  return known ?? FORMAT_DEFAULTS.keywordCase;
}

function limited(key: 'indent' | 'width', mapping: YamlMapping, text: YamlText, diagnostics: Diagnostic[]): number {
  const given = mapping.wholeNumber(key) ?? FORMAT_DEFAULTS[key];
  const [least, most] = LIMITS[key];
  if (given >= least && given <= most) return given;
  const at = text.place(['format', key]);
  diagnostics.push(problem('project/value', `${key} must be from ${least} to ${most}.`, { at }));
  return FORMAT_DEFAULTS[key];
}
