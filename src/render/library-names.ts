import type { Value } from '../jinja/values.js';
import { plainFunctions } from './functions/functions.js';

/** Functions that know nothing of project and node. */
export const libraryNames: { readonly [name: string]: () => Value } = Object.fromEntries(
  Object.entries(plainFunctions).map(([name, call]) => [name, () => call]),
);
