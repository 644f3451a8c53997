import type { Call, Statement } from '../jinja/ast.js';
import type { RenderOptions } from '../jinja/render.js';
import { renderSync } from '../jinja/render.js';
import type { TemplateContext } from '../jinja/scope.js';
import type { Template } from '../jinja/template.js';
import { parseTemplate } from '../jinja/template.js';
import type { Value } from '../jinja/values.js';
import { hostFunction } from '../jinja/values.js';

const CATCH = '\0catch';

/**
 * Renders a text of a .yml file as dbt does: a lone `{{ expression }}` gives its value as it is (a list, a number, a
 * relation), anything else the text. `file` is what errors call the text. Throws TemplateErrors.
 */
export function renderNative(text: string, file: string, context: TemplateContext, options: RenderOptions = {}): Value {
  const template = parseTemplate(text, { file });
  const [only, ...more] = template.body;
  if (only?.kind !== 'output' || more.length > 0) return renderSync(template, context, options).text;
  const caught: Value[] = [];
  const call: Call = {
    kind: 'call',
    callee: { kind: 'name', name: CATCH, start: only.start, end: only.end },
    args: [only.value],
    kwargs: [],
    spread: null,
    spreadNamed: null,
    start: only.start,
    end: only.end,
  };
  const body: Statement[] = [{ kind: 'do', value: call, start: only.start, end: only.end }];
  const catching: Template = { ...template, body };
  const names: TemplateContext = {
    get: (name) => (name === CATCH ? catcher(caught) : context.get(name)),
    names: () => context.names?.() ?? [],
  };
  renderSync(catching, names, options);
  return caught[0] ?? null;
}

function catcher(caught: Value[]): Value {
  return hostFunction('catch', (args) => {
    caught.push(args[0] ?? null);
    return null;
  });
}
