import { DiagnosticError, problem } from '../core/diagnostic.js';
import type { Outcome } from '../core/diagnostic.js';
import type { TemplateDatabase } from '../core/ports.js';
import type { RelationResolver } from '../core/relation.js';
import type { Statement } from '../core/statement.js';
import type { Compilable } from '../render/compile-node.js';
import { compileInline, compileInlineLate, compileNode, compileNodeLate } from '../render/compile-node.js';
import type { Compiled } from '../render/compiled.js';
import type { CompileOptions } from '../render/compile-options.js';
import type { RuntimeFacts } from '../render/runtime-facts.js';
import { compileOptionsOf } from './compile-options.js';
import { connectProject } from './connection.js';
import type { Connection } from './connection.js';
import type { Context } from './context.js';
import type { OpenedProject } from './project.js';

/** Compiles with the names under which things are published; connects when a template first asks the database. */
export class PublishedCompiler {
  readonly #context: Context;
  readonly #opened: OpenedProject;
  readonly #options: CompileOptions;
  /** False with `--no-introspect`. */
  readonly #mayAsk: boolean;
  #connection: Promise<Connection> | undefined;

  constructor(
    context: Context,
    opened: OpenedProject,
    runtime: RuntimeFacts,
    mayAsk = true,
    names: RelationResolver = (relation) => relation,
  ) {
    this.#context = context;
    this.#opened = opened;
    this.#mayAsk = mayAsk;
    this.#options = { ...compileOptionsOf(context, opened, runtime), names };
  }

  async node(node: Compilable): Promise<Outcome<Statement>> {
    const compiled = compileNode(node, this.#options);
    return this.#finish(compiled, node.name, (database) => compileNodeLate(node, this.#options, database));
  }

  async inline(sql: string): Promise<Outcome<Statement>> {
    const compiled = compileInline(sql, this.#options);
    return this.#finish(compiled, 'the inline query', (database) => compileInlineLate(sql, this.#options, database));
  }

  async #finish(
    { value, diagnostics }: Outcome<Compiled>,
    name: string,
    ask: (database: TemplateDatabase) => Promise<Outcome<Statement>>,
  ): Promise<Outcome<Statement>> {
    if (value.kind === 'static') return { value: value.statement, diagnostics };
    if (!this.#mayAsk) throw notAllowed(name, value.because);
    this.#connection ??= connectProject(this.#context, this.#opened.project.root, this.#opened.config);
    const { database } = await this.#connection;
    return database.session('compile', async (session) => {
      await session.query('begin');
      try {
        return await ask(session);
      } finally {
        await session.query('rollback').catch(() => undefined);
      }
    });
  }
}

function notAllowed(name: string, because: string): DiagnosticError {
  return new DiagnosticError(
    problem('template/introspect', `${name} cannot be compiled without the database: ${because}.`, {
      hint: 'Leave out --no-introspect.',
    }),
  );
}
