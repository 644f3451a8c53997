import type { MacroDefinition } from '../core/definitions.js';
import type { LibraryMacro } from './library-macro.js';
import { placeOfMacro } from './library-macro.js';
import { calledMacros } from './called-macros.js';
import type { DispatchRules } from './macro-dispatch.js';
import type { MacroNamespace } from './macro-namespace.js';

/** A macro as catalogues and state comparison see it; what property files say about it is added by parsing. */
export function defineMacro(macro: LibraryMacro, namespace: MacroNamespace, rules: DispatchRules): MacroDefinition {
  const { block, file } = macro;
  return {
    id: macro.id,
    package: macro.package,
    name: macro.name,
    file,
    originalPath: macro.originalPath,
    sql: file.text.slice(block.start, block.end),
    at: placeOfMacro(macro),
    dependsOn: calledMacros(macro, namespace, rules),
    description: '',
    meta: {},
    docs: { show: true },
    config: {},
    arguments: [],
    ...(block.type === 'materialization'
      ? { supportedLanguages: block.languages.length > 0 ? block.languages : ['sql'] }
      : {}),
  };
}
