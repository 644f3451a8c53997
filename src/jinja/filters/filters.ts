import type { Builtin } from '../builtin.js';
import { jsonFilters } from './json.js';
import { listFilters } from './list.js';
import { numberFilters } from './number.js';
import { selectFilters } from './select.js';
import { sortFilters } from './sort.js';
import { textFilters } from './text.js';
import { layoutFilters } from './text-layout.js';

/** The filters of the language, for `value | filter`. */
export const filters: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ...jsonFilters,
  ...listFilters,
  ...numberFilters,
  ...selectFilters,
  ...sortFilters,
  ...textFilters,
  ...layoutFilters,
]);
