import type { Diagnostic } from '../core/diagnostic.js';
import type { TemplateDatabase } from '../core/ports.js';

/** One rendering under way: whom it may ask, and what it has to say. */
export interface Rendering {
  readonly diagnostics: Diagnostic[];
  /** Absent where a template may not wait: then the first question makes it late. */
  readonly database?: TemplateDatabase;
}
