import type { Diagnostic } from '../core/diagnostic.js';
import type { SourceFile } from '../core/source-file.js';
import type { YamlText } from '../core/yaml.js';
import type { RenderText } from '../core/yaml-templates.js';

/** One property file under way. */
export interface Reading {
  readonly file: SourceFile;
  readonly text: YamlText;
  readonly render: RenderText;
  readonly diagnostics: Diagnostic[];
}
