import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { isJsonObject } from '../core/json.js';
import type { EngineSettings } from '../core/project.js';
import type { SourceFile } from '../core/source-file.js';
import { readYaml } from '../core/yaml.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import { formatKey } from './format-settings.js';

/** `format` is read by itself, where it is needed. */
const KNOWN = ['ops_schema', 'format'];
const DEFAULTS: EngineSettings = { opsSchema: 'ops' };

/** Reads jiggy.yml; its defaults where there is none. An unknown key is an error, since nobody else reads the file. */
export function engineSettings(file: SourceFile | undefined): Outcome<EngineSettings> {
  if (!file) return { value: DEFAULTS, diagnostics: [] };
  const { value: text, diagnostics: syntax } = readYaml(file);
  const diagnostics: Diagnostic[] = [...syntax];
  if (text.value === null) return { value: DEFAULTS, diagnostics };
  if (!isJsonObject(text.value)) {
    const at = text.place([]);
    return {
      value: DEFAULTS,
      diagnostics: [...diagnostics, problem('project/type', 'jiggy.yml must be a mapping.', { at })],
    };
  }
  const settings = new YamlMapping(text, [], text.value, diagnostics);
  settings.unknownKeys(KNOWN, 'project/unknown-key', 'error', 'jiggy.yml');
  diagnostics.push(...formatKey(text).diagnostics);
  return { value: { opsSchema: settings.text('ops_schema') ?? DEFAULTS.opsSchema }, diagnostics };
}
