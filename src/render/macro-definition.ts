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
    sql: withTrimmedSpace(file.text, block.start, block.end),
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

/** The block with the white space that its outer tags trim (`{%-`, `-%}`), which dbt counts to it; the block before comes first. */
function withTrimmedSpace(text: string, start: number, end: number): string {
  const before = text.startsWith('{%-', start) ? text.slice(0, start).trimEnd() : '';
  const from = before !== '' && /-[%#]\}$/.test(before) ? start : before.length;
  const rest = text.slice(end);
  const to = text.endsWith('-%}', end) ? end + rest.length - rest.trimStart().length : end;
  return text.slice(text.startsWith('{%-', start) ? from : start, to);
}
