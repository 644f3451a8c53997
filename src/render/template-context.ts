import { bindMacro } from '../jinja/render.js';
import type { TemplateContext } from '../jinja/scope.js';
import type { HostObject, Macro, Value } from '../jinja/values.js';
import type { LibraryMacro } from './library-macro.js';
import type { MacroLibrary } from './macro-library.js';
import type { MacroNamespace } from './macro-namespace.js';
import type { Names } from './names.js';

/** Told of the macros that a template calls itself, not of those that they call in turn. */
export type OnMacro = (macro: LibraryMacro) => void;

/** What one template sees: macros first, then dbt's names (so that a project may override `ref` itself, as in dbt). */
export class RenderContext implements TemplateContext {
  readonly namespace: MacroNamespace;
  readonly #layers: readonly Names[];
  readonly #bound = new Map<LibraryMacro, Macro>();
  readonly #packages = new Map<string, HostObject>();
  readonly #onMacro: OnMacro | undefined;
  /** Names that were asked for and are not there. */
  readonly missed = new Set<string>();

  /** `packageName` is the template's own package. The first layer that has a name gives its value. */
  constructor(
    library: MacroLibrary,
    packageName: string,
    layers: (context: RenderContext) => readonly Names[],
    onMacro?: OnMacro,
  ) {
    this.namespace = library.namespace(packageName);
    this.#onMacro = onMacro;
    this.#layers = layers(this);
  }

  get(name: string): Value | undefined {
    const macro = this.macro(name);
    if (macro) return macro;
    for (const layer of this.#layers) {
      const value = layer.get(name);
      if (value !== undefined) return value;
    }
    if (this.namespace.hasPackage(name)) return this.#package(name);
    this.missed.add(name);
    return undefined;
  }

  *names(): Generator<string, void, undefined> {
    yield* this.namespace.names();
    for (const layer of this.#layers) yield* layer.keys();
  }

  /** The macros that were called. */
  get called(): readonly LibraryMacro[] {
    return [...this.#bound.keys()];
  }

  /** The macro that a bare name means, callable. */
  macro(name: string): Macro | undefined {
    const macro = this.namespace.find(name);
    return macro && this.bind(macro);
  }

  /** Makes a macro callable over the names of this context. */
  bind(macro: LibraryMacro): Macro {
    const known = this.#bound.get(macro);
    if (known) return known;
    const bound = this.#told(macro, bindMacro(macro.template, macro.block, this, { undefined: 'lenient' }));
    this.#bound.set(macro, bound);
    return bound;
  }

  #told(macro: LibraryMacro, bound: Macro): Macro {
    const onMacro = this.#onMacro;
    if (!onMacro) return bound;
    return {
      ...bound,
      invoke: (args, kwargs, site) => {
        if (site.stack === null) onMacro(macro);
        return bound.invoke(args, kwargs, site);
      },
    };
  }

  /** A package's macros by their names: `dbt.x`, `my_project.x`. */
  #package(name: string): HostObject {
    const known = this.#packages.get(name);
    if (known) return known;
    const { namespace } = this;
    const made: HostObject = {
      kind: 'object',
      typeName: `package ${name}`,
      get: (macroName) => {
        const macro = namespace.findIn(name, macroName);
        return macro && this.bind(macro);
      },
      names: () => namespace.namesIn(name),
    };
    this.#packages.set(name, made);
    return made;
  }
}
