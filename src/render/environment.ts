import type { ProjectConfig } from '../core/project.js';
import type { FileFinder } from './template-diagnostic.js';
import type { MacroLibrary } from './macro-library.js';

/** What every template of a project may need, whatever node it belongs to. */
export interface RenderEnvironment {
  readonly config: ProjectConfig;
  readonly macros: MacroLibrary;
  /** The project's texts, for places in messages. */
  readonly files: FileFinder;
}
