/**
 * How fast the sample generator is: rows a second of CPU and of wall time, against writing the same bytes to a file, which nothing can
 * beat; and how much memory a file four times as long takes.
 *
 *   npx tsx bench/generate.ts [orders, default 100000]
 */
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateShop } from '../src/sample/generate-shop.js';
import { DEFAULT_SAMPLE } from '../src/sample/sample-options.js';

interface Timing {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const orders = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'jiggy-bench-'));
const file = join(folder, 'sample.csv');

try {
  await write(Math.min(orders, 20_000)); // warm
  const { rows, ...made } = await write(orders);
  const bytes = statSync(file).size;
  const limit = writeAgain(bytes);
  const peak = peakMegabytes();
  await write(orders * 4);
  console.log(`${rows} rows, ${megabytes(bytes)} MB, 46 columns`);
  console.log(`generate and write  ${rate(rows, made)}`);
  console.log(`write alone         ${rate(rows, limit)}`);
  console.log(
    `ratio               ${(made.seconds / limit.seconds).toFixed(1)} times the wall time of writing the same bytes`,
  );
  console.log(`memory              peak ${peak} MB; ${peakMegabytes()} MB with four times as many orders`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function write(count: number): Promise<Timing & { readonly rows: number }> {
  const target = openSync(file, 'w');
  const shop = generateShop({ ...DEFAULT_SAMPLE, orders: count });
  const stop = startClock();
  for await (const chunk of shop) writeSync(target, chunk);
  const timing = stop();
  closeSync(target);
  return { ...timing, rows: shop.truth().rows };
}

/** Writes so many bytes in chunks of the generator's size. */
function writeAgain(bytes: number): Timing {
  const chunk = Buffer.alloc(128 * 1024, 'jiggy,');
  const target = openSync(file, 'w');
  const stop = startClock();
  for (let written = 0; written < bytes; written += chunk.length) writeSync(target, chunk);
  const timing = stop();
  closeSync(target);
  return timing;
}

function startClock(): () => Timing {
  const cpu = process.cpuUsage();
  const start = performance.now();
  return () => {
    const used = process.cpuUsage(cpu);
    return { seconds: (performance.now() - start) / 1000, cpuSeconds: (used.user + used.system) / 1e6 };
  };
}

function rate(rows: number, { seconds, cpuSeconds }: Timing): string {
  const perSecond = (time: number): string => String(Math.round(rows / time)).padStart(9);
  return `${perSecond(seconds)} rows/s wall, ${perSecond(cpuSeconds)} rows/s of CPU (${seconds.toFixed(2)} s)`;
}

function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
