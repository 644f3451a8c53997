import { QUOTE_ALL } from '../core/node-parts.js';

/** What the parser does not read yet, as nothing was said. */
export const unread = {
  unrenderedConfig: {},
  docBlocks: [],
  quoting: QUOTE_ALL,
  contract: { enforced: false, aliasTypes: true },
  constraints: [],
  preHooks: [],
  postHooks: [],
} as const;
