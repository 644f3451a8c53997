import type { DataTest, TestBody } from '../core/node.js';
import { placeOfNode } from '../core/node.js';
import type { Span, Statement } from '../core/statement.js';
import { TemplateError } from '../jinja/error.js';
import type { MaybePromise } from '../jinja/maybe-promise.js';
import { andThen } from '../jinja/maybe-promise.js';
import { toText } from '../jinja/printing.js';
import { callMacro } from '../jinja/render.js';
import { NO_KWARGS } from '../jinja/values.js';
import type { CompileContext } from './compile-context.js';
import { sqlRendering } from './filters.js';
import type { LibraryMacro } from './library-macro.js';
import type { MacroNamespace } from './macro-namespace.js';
import { argumentValues } from './test-arguments.js';

type GenericBody = Extract<TestBody, { readonly kind: 'generic' }>;

/** The query of a generic test: what its macro writes for the tested relation, narrowed by `where`. */
export function renderGenericTest(node: DataTest, body: GenericBody, context: CompileContext): MaybePromise<Statement> {
  const macro = testMacro(body.test, body.namespace, context.namespace);
  const where = context.macro('get_where_subquery');
  if (!macro || !where) throw new TemplateError('test/unknown', `There is no data test ${body.test}.`);
  const target = callMacro(where, [context.relationOf(body.target)], NO_KWARGS, sqlRendering);
  return andThen(target, (model) => {
    const column = body.column === undefined ? {} : { column_name: body.column };
    const args = argumentValues({ ...column, ...body.args }, context);
    const text = callMacro(context.bind(macro), [], new Map([['model', model], ...args]), sqlRendering);
    return andThen(text, (value) => {
      const sql = toText(value);
      return { sql, spans: [entrySpan(node, sql)] };
    });
  });
}

/** The macro of a generic test; `namespace` is the package that its entry names. */
export function testMacro(
  test: string,
  namespace: string | undefined,
  macros: MacroNamespace,
): LibraryMacro | undefined {
  const [first = '', second] = test.split('.');
  if (second !== undefined) return macros.findIn(first, `test_${second}`);
  return namespace === undefined ? macros.find(`test_${test}`) : macros.findIn(namespace, `test_${test}`);
}

/** All of a generic test's SQL comes from its entry in the .yml file. */
function entrySpan(node: DataTest, sql: string): Span {
  const { offset, length } = offsetOf(node);
  const [sourceStart, sourceEnd] = [offset, offset + length];
  return { start: 0, end: sql.length, file: node.file.path, sourceStart, sourceEnd, literal: false };
}

function offsetOf(node: DataTest): { readonly offset: number; readonly length: number } {
  const { line, column, length = 1 } = placeOfNode(node);
  let offset = 0;
  for (let each = 1; each < line; each += 1) offset = node.file.text.indexOf('\n', offset) + 1;
  return { offset: offset + column - 1, length };
}
