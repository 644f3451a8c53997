import type { TemplateContext } from '../jinja/scope.js';
import type { HostObject, Macro, Value } from '../jinja/values.js';
import type { MacroLibrary } from './macro-library.js';
import type { Names } from './names.js';

/** What one template sees: macros first, then dbt's names (so that a project may override `ref` itself, as in dbt). */
export class RenderContext implements TemplateContext {
  readonly #library: MacroLibrary;
  readonly #layers: readonly Names[];
  readonly #bound = new Map<string, Macro>();

  /** The first layer that has a name gives its value. */
  constructor(library: MacroLibrary, layers: (context: RenderContext) => readonly Names[]) {
    this.#library = library;
    this.#layers = layers(this);
  }

  get(name: string): Value | undefined {
    const macro = this.macro(name);
    if (macro) return macro;
    for (const layer of this.#layers) {
      const value = layer.get(name);
      if (value !== undefined) return value;
    }
    return this.#namespace(name);
  }

  *names(): Generator<string, void, undefined> {
    yield* this.#library.names();
    for (const layer of this.#layers) yield* layer.keys();
  }

  /** The project's macro of that name, else the built-in one. */
  macro(name: string): Macro | undefined {
    const known = this.#bound.get(name);
    if (known) return known;
    const macro = this.#library.bind(name, this);
    if (macro) this.#bound.set(name, macro);
    return macro;
  }

  /** A package's macros by their names: `dbt.x`, `my_project.x`. */
  #namespace(name: string): HostObject | undefined {
    const library = this.#library;
    if (name !== library.packageName && name !== 'dbt' && name !== 'dbt_postgres') return undefined;
    return {
      kind: 'object',
      typeName: `package ${name}`,
      get: (macro) => library.bindIn(name, macro, this),
      names: () => library.names(),
    };
  }
}
