import { once } from 'node:events';
import { access, constants, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Command } from 'commander';
import { DiagnosticError, problem, valueOf } from '../../core/diagnostic.js';
import { count, plural } from '../../report/numbers.js';
import { isoOf } from '../../sample/calendar.js';
import { DIRT_KINDS } from '../../sample/dirt-kind.js';
import type { GeneratedShop } from '../../sample/generate-shop.js';
import { DEFAULT_SAMPLE, readSampleOptions, type SampleOptions } from '../../sample/sample-options.js';
import type { SampleTruth } from '../../sample/truth.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import type { CommonOptions, Context, ExitCode } from '../context.js';
import { examples } from '../options.js';

interface Options extends CommonOptions {
  readonly orders?: string;
  readonly seed?: string;
  readonly from?: string;
  readonly to?: string;
  readonly dirt?: string;
  readonly dirtKinds?: string;
  readonly truth?: string;
}

export function registerGenerate(program: Command, finish: Finish): void {
  program
    .command('generate')
    .summary("write a sample of the shop's transaction export to stdout")
    .description(
      "Writes a CSV file with the columns of the shop's export, made from a seed: the same options give the same bytes. Behind it is a shop with regular customers, a catalogue whose prices change, baskets, seasons, carriers, returns and reviews, and the kinds of dirt that real exports have.",
    )
    .option('--orders <n>', `how many orders (default: ${DEFAULT_SAMPLE.orders})`)
    .option('--seed <n>', `which shop (default: ${DEFAULT_SAMPLE.seed})`)
    .option('--from <date>', `first day (default: ${isoOf(DEFAULT_SAMPLE.from)})`)
    .option('--to <date>', `last day, on which the export is taken (default: ${isoOf(DEFAULT_SAMPLE.to)})`)
    .option('--dirt <rate>', `share of lines with a fault, 0 to 1 (default: ${DEFAULT_SAMPLE.dirt})`)
    .option('--dirt-kinds <kinds>', `only these faults, with commas between them: ${DIRT_KINDS.join(', ')}`)
    .option('--truth <file>', 'write there, as JSON, what the file holds and what ingest must find in it')
    .addHelpText(
      'after',
      examples(
        ['jiggy generate > sample.csv', '1,000 orders of four years'],
        ['jiggy generate --orders 1000000 --seed 7 > big.csv', 'a million orders of another shop'],
        ['jiggy generate --dirt 0 > clean.csv', 'not a single fault'],
        ['jiggy generate --dirt 0.1 --dirt-kinds wrong_total,broken_line --truth truth.json > dirty.csv', 'two faults'],
      ),
    )
    .action(action<Options>(finish, execute));
}

async function execute(context: Context, options: Options): Promise<ExitCode> {
  const sample = valueOf(readSampleOptions(options));
  const truthFile = options.truth === undefined ? undefined : resolve(context.cwd, options.truth);
  if (truthFile !== undefined) await checkFolder(truthFile);
  // Loaded here, because the stock of names takes a tenth of a second that other commands need not wait.
  const { generateShop } = await import('../../sample/generate-shop.js');
  const shop = generateShop(sample);
  await writeOut(context, shop, sample);
  if (context.signal.aborted) return 130;
  const truth = shop.truth();
  if (truthFile !== undefined) await writeTruth(truthFile, truth);
  context.note(summary(truth));
  return 0;
}

/** Writes at the speed of the reader. A reader that goes away ends the program quietly (see cli.ts). */
async function writeOut(context: Context, shop: GeneratedShop, sample: SampleOptions): Promise<void> {
  const showProgress = process.stdout.isTTY ? undefined : sometimes(context);
  for await (const chunk of shop) {
    const taken = process.stdout.write(chunk);
    // A file takes everything at once: without a pause the program would be deaf to Ctrl-C.
    if (taken) await setImmediate();
    else await drained(context.signal);
    if (context.signal.aborted) return;
    showProgress?.(() => `${count(shop.ordersDone())} of ${plural(sample.orders, 'order')}`);
  }
}

async function drained(signal: AbortSignal): Promise<void> {
  try {
    await once(process.stdout, 'drain', { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Shows progress ten times a second at most. */
function sometimes(context: Context): (text: () => string) => void {
  let next = 0;
  return (text) => {
    const now = context.clock.monotonic();
    if (now < next) return;
    next = now + 100;
    context.progress(text());
  };
}

/** Before anything is generated, not after a million orders. */
async function checkFolder(truthFile: string): Promise<void> {
  try {
    await access(dirname(truthFile), constants.W_OK);
  } catch (error) {
    throw cannotWrite(truthFile, error);
  }
}

async function writeTruth(file: string, truth: SampleTruth): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(truth, undefined, 2)}\n`);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

function cannotWrite(file: string, error: unknown): DiagnosticError {
  const reason = error instanceof Error ? error.message : String(error);
  return new DiagnosticError(
    problem('generate/truth-file', `The truth cannot be written to ${file}: ${reason}`, {
      hint: 'Give --truth a file in a folder that exists and can be written.',
    }),
    { cause: error },
  );
}

function summary(truth: SampleTruth): string {
  const quarantined = truth.rows - truth.rows_accepted;
  const expected =
    quarantined === 0 ? 'none of them to be quarantined' : `${count(quarantined)} of them to be quarantined`;
  return `Generated ${plural(truth.orders, 'order')} in ${plural(truth.rows, 'line')}, ${expected}.`;
}
