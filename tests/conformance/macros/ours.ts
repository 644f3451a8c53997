import type { JsonObject } from '../../../src/core/json.js';
import { contextOf, renderSync } from '../../../src/jinja/render.js';
import { parseTemplate } from '../../../src/jinja/template.js';
import { agateTable, emptyTable } from '../../../src/render/agate/table.js';
import { plainFunctions } from '../../../src/render/functions/functions.js';
import { modulesValue } from '../../../src/render/modules/modules.js';
import { renderWithMacros } from '../../unit/render/macros/support.js';
import { answer } from '../../unit/render/macros/table.js';
import type { MacroCase } from './cases.js';
import { modelOf, PROJECT_MACROS } from './cases.js';

const modules = modulesValue({ now: () => new Date('2024-05-06T07:08:09.123Z'), zone: 'UTC' });

/** What an expression gives here, behind what it prints; none where it is an error. */
export function evaluated(expression: string): string | null {
  let printed = '';
  const t = agateTable(answer, (text) => {
    printed += text;
  });
  const context = contextOf({ ...plainFunctions, modules, t, empty: emptyTable() });
  const text = /\{\{|\{%/.test(expression) ? expression : `{{ ${expression} }}`;
  try {
    const { text: shown } = renderSync(parseTemplate(text), context, { undefined: 'lenient' });
    return printed + shown;
  } catch {
    return null;
  }
}

/** The SQL that a case gives here; none where it is an error. */
export function rendered({ template, config }: MacroCase, name: string): string | null {
  const world = { macros: PROJECT_MACROS, config: configOf(config ?? ''), model: { name, alias: name } };
  try {
    return renderWithMacros(modelOf({ template }), { ...world, names: { modules, ...plainFunctions } });
  } catch {
    return null;
  }
}

/** Keyword arguments as a dict. */
function configOf(config: string): JsonObject {
  const dict = `{${config.replaceAll(/(^|, )(\w+)=/g, "$1'$2': ")}}`;
  const text = renderSync(parseTemplate(`{{ tojson(${dict}) }}`), contextOf({ ...plainFunctions })).text;
  return JSON.parse(text) as JsonObject;
}
