import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { isAbsolute, join, normalize, resolve } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { CatalogColumn } from '../../artifacts/catalog.js';
import { CATALOG_QUERY, catalogColumn, catalogOf } from '../../artifacts/catalog.js';
import type { CompiledNode } from '../../artifacts/manifest-node.js';
import type { Graph } from '../../core/graph.js';
import { hasErrors } from '../../core/diagnostic.js';
import { relationOf } from '../../core/node.js';
import type { NodeId } from '../../core/node-parts.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import { PublishedCompiler } from '../compile-late.js';
import { compileNodes } from '../compile-nodes.js';
import { runtimeFacts } from '../compile-options.js';
import { connectProject } from '../connection.js';
import type { Context, ExitCode } from '../context.js';
import { artifactFacts, writeManifest, writeTo } from '../manifest.js';
import { openChecked } from '../open.js';
import { examples, withConnectionOptions, withSelectionOptions } from '../options.js';
import type { OpenedProject } from '../project.js';
import type { SelectionFlags } from '../selection.js';
import { selectWith } from '../selection.js';

interface Options extends SelectionFlags {
  readonly compile: boolean;
  readonly emptyCatalog?: boolean;
}

export function registerDocs(program: Command, finish: Finish): void {
  const docs = program.command('docs').summary('write what documentation is made of');
  withSelectionOptions(withConnectionOptions(docs.command('generate')))
    .summary('write manifest.json and catalog.json')
    .description(
      'Compiles the project and asks the database which columns its relations have; writes manifest.json and catalog.json to the target folder.',
    )
    .addOption(new Option('--compile', 'compile first (default)').hideHelp())
    .option('--no-compile', 'do not compile, and write no manifest')
    .option('--empty-catalog', 'do not ask the database: the catalog is empty then')
    .addHelpText(
      'after',
      examples(['jiggy docs generate', 'everything'], ['jiggy docs generate -s marts', 'a catalog of some models']),
    )
    .action(action<Options>(finish, generate));
}

async function generate(context: Context, options: Options): Promise<ExitCode> {
  const opened = await openChecked(context, options);
  const runtime = runtimeFacts(context, 'generate');
  const facts = artifactFacts(context, runtime);
  const selected = selectWith(context, opened, options);
  const compiler = new PublishedCompiler(context, opened, runtime);
  const nothing: ReadonlyMap<NodeId, CompiledNode> = new Map();
  const { compiled, diagnostics } = options.compile
    ? await compileNodes(compiler, opened, selected)
    : { compiled: nothing, diagnostics: [] };
  context.report(diagnostics);
  if (options.compile) await writeManifest(opened, options, facts, compiled);
  if (hasErrors(diagnostics)) return 1;
  const columns = options.emptyCatalog === true ? [] : await readCatalog(context, opened, selected);
  await writeTo(opened, options, 'catalog', () => catalogOf(opened.graph, selected, columns, facts));
  await copyAssets(opened);
  context.note(`Catalog written to ${opened.config.targetPath}/catalog.json`);
  return 0;
}

/** Folders of asset-paths stand in the target folder too, for pages of the documentation to show. */
async function copyAssets({ project, config }: OpenedProject): Promise<void> {
  for (const folder of project.paths.assets.filter(isInside)) {
    const from = join(project.root, folder);
    const to = resolve(project.root, config.targetPath, folder);
    await rm(to, { recursive: true, force: true });
    if (existsSync(from)) await cp(from, to, { recursive: true });
  }
}

/** What is copied is replaced, so nothing outside of the target folder may be meant. */
function isInside(folder: string): boolean {
  const path = normalize(folder);
  return path !== '.' && path !== './' && !path.startsWith('..') && !isAbsolute(path);
}

async function readCatalog(
  context: Context,
  opened: OpenedProject,
  selected: ReadonlySet<NodeId>,
): Promise<readonly CatalogColumn[]> {
  const { database } = await connectProject(context, opened.project.root, opened.config);
  const schemas = schemasOf(opened.graph, selected);
  return database.session('docs', async (session) => {
    const { rows } = await session.query(CATALOG_QUERY, [schemas]);
    return rows.map(catalogColumn);
  });
}

function schemasOf({ nodes }: Graph, selected: ReadonlySet<NodeId>): readonly string[] {
  const relations = [...selected].flatMap((id) => {
    const node = nodes.get(id);
    return (node && relationOf(node)) ?? [];
  });
  return [...new Set(relations.map((relation) => relation.schema))].sort();
}
