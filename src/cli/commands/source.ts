import { isAbsolute, resolve } from 'node:path';
import type { Command } from 'commander';
import type { FreshnessResult } from '../../artifacts/freshness.js';
import { freshnessOf, sourcesOf } from '../../artifacts/freshness.js';
import { writeArtifactTo } from '../../artifacts/write-artifact.js';
import type { Source } from '../../core/node.js';
import type { NodeId } from '../../core/node-parts.js';
import type { Session } from '../../core/ports.js';
import { renderRelation } from '../../core/relation.js';
import type { Row } from '../../core/result.js';
import { SqlError } from '../../core/sql-error.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import { connectProject } from '../connection.js';
import type { Context, ExitCode } from '../context.js';
import { artifactFacts, targetFolder, writeManifest, writesJson } from '../manifest.js';
import { openChecked } from '../open.js';
import { examples, withConnectionOptions, withSelectionOptions } from '../options.js';
import type { OpenedProject } from '../project.js';
import type { SelectionFlags } from '../selection.js';
import { selectWith } from '../selection.js';

interface Options extends SelectionFlags {
  readonly output?: string;
}

export function registerSource(program: Command, finish: Finish): void {
  const source = program.command('source').summary('look at sources');
  withSelectionOptions(withConnectionOptions(source.command('freshness')))
    .alias('snapshot-freshness')
    .summary('how old the newest rows of sources are')
    .description(
      'Asks each source with freshness limits for its newest row, compares the age with the limits, and writes sources.json. Ends with 1 when one is too old or cannot be asked.',
    )
    .option('-o, --output <path>', 'where to write (default: sources.json in the target folder)')
    .addHelpText('after', examples(['jiggy source freshness -s source:shop', 'the tables of one source']))
    .action(action<Options>(finish, execute));
}

async function execute(context: Context, options: Options): Promise<ExitCode> {
  const opened = await openChecked(context, options);
  const facts = artifactFacts(context);
  const start = context.clock.monotonic();
  const sources = chosenSources(opened, selectWith(context, opened, options));
  const results = await askAll(context, opened, sources);
  const written = { ...facts, generatedAt: context.clock.now() };
  await writeManifest(opened, options, written);
  if (writesJson(opened, options)) {
    const artifact = sourcesOf(results, sources, context.clock.monotonic() - start, written);
    await writeArtifactTo(outputPath(context, opened, options.output), artifact);
  }
  return [...results.values()].some(({ status }) => status === 'error' || status === 'runtime error') ? 1 : 0;
}

function outputPath(context: Context, opened: OpenedProject, output: string | undefined): string {
  if (output === undefined) return resolve(targetFolder(opened), 'sources.json');
  return isAbsolute(output) ? output : resolve(context.cwd, output);
}

/** Those that say how old they may be and how to tell. */
function chosenSources({ graph }: OpenedProject, selected: ReadonlySet<NodeId>): ReadonlyMap<NodeId, Source> {
  const sources = [...selected].sort().flatMap((id): (readonly [NodeId, Source])[] => {
    const node = graph.nodes.get(id);
    return node?.kind === 'source' && hasLimits(node) ? [[id, node]] : [];
  });
  return new Map(sources);
}

function hasLimits({ freshness }: Source): boolean {
  return freshness?.warnAfter !== undefined || freshness?.errorAfter !== undefined;
}

async function askAll(
  context: Context,
  opened: OpenedProject,
  sources: ReadonlyMap<NodeId, Source>,
): Promise<ReadonlyMap<NodeId, FreshnessResult>> {
  const results = new Map<NodeId, FreshnessResult>();
  if (sources.size === 0) {
    context.note('No source with freshness limits was selected.');
    return results;
  }
  const { database } = await connectProject(context, opened.project.root, opened.config);
  await database.session('freshness', async (session) => {
    for (const [id, source] of sources) {
      const result = await ask(context, session, source);
      results.set(id, result);
      context.print(lineOf(source, result));
    }
  });
  return results;
}

async function ask(context: Context, session: Session, source: Source): Promise<FreshnessResult> {
  const start = context.clock.monotonic();
  const query = freshnessQuery(source);
  if (query === undefined) {
    const message = `${source.sourceName}.${source.name} has limits, but neither loaded_at_field nor loaded_at_query.`;
    return { status: 'runtime error', message };
  }
  try {
    const { rows } = await session.query(query);
    const [row] = rows;
    return freshnessOf(
      source,
      timeOf(row, 'newest'),
      timeOf(row, 'now') ?? context.clock.now(),
      context.clock.monotonic() - start,
    );
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return { status: 'runtime error', message: error.message };
  }
}

/** One row: the newest time and the server's, both in UTC. A time without zone counts as UTC, as in dbt. */
function freshnessQuery(source: Source): string | undefined {
  const newest = newestQuery(source);
  if (newest === undefined) return undefined;
  return `select
  to_char(coalesce_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as newest,
  to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as now
from (select (array_agg(newest))[1]::text::timestamptz as coalesce_time from (${newest}) as found(newest)) as read`;
}

function newestQuery({ loadedAtField, loadedAtQuery, relation, freshness }: Source): string | undefined {
  if (loadedAtQuery !== undefined) return loadedAtQuery.trim().replace(/;$/, '');
  if (loadedAtField === undefined) return undefined;
  const where = freshness?.filter === undefined ? '' : ` where ${freshness.filter}`;
  return `select max(${loadedAtField}) from ${renderRelation(relation)}${where}`;
}

function timeOf(row: Row | undefined, key: string): Date | undefined {
  const value = row?.[key];
  return typeof value === 'string' ? new Date(`${value.slice(0, 23)}Z`) : undefined;
}

const WORDS = { pass: 'PASS', warn: 'WARN', error: 'ERROR STALE', 'runtime error': 'ERROR' } as const;

function lineOf(source: Source, result: FreshnessResult): string {
  const name = `${source.sourceName}.${source.name}`;
  if (result.status === 'runtime error') return `${WORDS[result.status]} freshness of ${name}: ${result.message}`;
  const newest = result.newestRow.getTime() === 0 ? 'it has no rows' : `newest row ${result.newestRow.toISOString()}`;
  return `${WORDS[result.status]} freshness of ${name}: ${newest}`;
}
