import type { Statement } from '../core/statement.js';

/** What a template gave without a database. */
export type Compiled =
  | { readonly kind: 'static'; readonly statement: Statement }
  /** It asks the database, and can only be rendered where there is one. */
  | { readonly kind: 'late'; readonly because: string };
