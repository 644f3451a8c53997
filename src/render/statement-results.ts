import { TemplateError } from '../jinja/error.js';
import type { Kwargs, Value } from '../jinja/values.js';
import { Dict, hostFunction } from '../jinja/values.js';
import type { Arguments } from './arguments.js';
import { bindArguments, textArgument } from './arguments.js';
import { number } from './relations/column-value.js';
import { responseValue } from './adapter/response.js';
import { emptyTable } from './agate/table.js';
import { tableMatrix } from './tables.js';

/** What the statements of one rendering gave, by their names: `store_result`, `store_raw_result`, `load_result`. */
export class StatementResults {
  readonly #results = new Map<string, Value>();
  readonly #loaded = new Set<string>();

  /** The three functions. */
  readonly names: { readonly [name: string]: () => Value } = {
    store_result: () => hostFunction('store_result', (args, kwargs) => this.#store(args, kwargs)),
    store_raw_result: () => hostFunction('store_raw_result', (args, kwargs) => this.#storeRaw(args, kwargs)),
    load_result: () =>
      hostFunction('load_result', (args, kwargs) => {
        const bound = bindArguments('load_result', ['name'], args, kwargs);
        return this.load(textArgument('load_result', bound, 'name'));
      }),
  };

  /** The result of a statement; `main` may be loaded again and again, others once, as in dbt. */
  load(name: string): Value {
    const result = this.#results.get(name);
    if (result === undefined) return null;
    if (this.#loaded.has(name)) {
      throw new TemplateError('template/value', `The result of statement '${name}' has been loaded before.`, {
        hint: 'Keep it: {% set result = load_result(...) %}',
      });
    }
    if (name !== 'main') this.#loaded.add(name);
    return result;
  }

  #store(args: readonly Value[], kwargs: Kwargs): string {
    const bound = bindArguments('store_result', ['name', 'response', 'agate_table?'], args, kwargs);
    return this.#put(textArgument('store_result', bound, 'name'), bound.get('response') ?? null, bound);
  }

  #storeRaw(args: readonly Value[], kwargs: Kwargs): string {
    const signature = ['name', 'message?', 'code?', 'rows_affected?', 'agate_table?'];
    const bound = bindArguments('store_raw_result', signature, args, kwargs);
    const text = (name: string): string => {
      const value = bound.get(name);
      return typeof value === 'string' ? value : '';
    };
    const rowsAffected = number(bound.get('rows_affected'));
    const response = responseValue({ message: text('message'), code: text('code'), rowsAffected });
    return this.#put(textArgument('store_raw_result', bound, 'name'), response, bound);
  }

  #put(name: string, response: Value, bound: Arguments): string {
    const table = bound.get('agate_table') ?? emptyTable();
    this.#results.set(name, Dict.from({ response, data: tableMatrix(table), table }));
    this.#loaded.delete(name);
    return '';
  }
}
