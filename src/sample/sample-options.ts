import { problem, type Diagnostic, type Outcome } from '../core/diagnostic.js';
import { didYouMean } from '../core/nearest.js';
import { type Day, dayOf, isoOf, parseIsoDay } from './calendar.js';
import { DIRT_KINDS, type DirtKind } from './dirt-kind.js';

/** What to generate. Equal options give equal bytes. */
export interface SampleOptions {
  /** 0 to 1,000,000,000. */
  readonly orders: number;
  /** A whole number from 0 to 2^53 - 1. */
  readonly seed: number;
  /** First order date, included. */
  readonly from: Day;
  /** Last order date, included; also the day on which the export was taken: nothing after it has happened yet. */
  readonly to: Day;
  /** Share of order lines that get some dirt, 0 to 1. */
  readonly dirt: number;
  /** At least one; each dirty line gets one of these. */
  readonly dirtKinds: readonly DirtKind[];
}

/** The options as texts of the command line; what is absent takes its default. */
export interface SampleOptionTexts {
  readonly orders?: string | undefined;
  readonly seed?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly dirt?: string | undefined;
  /** Kinds with commas between them. */
  readonly dirtKinds?: string | undefined;
}

/** 1,000 orders of the years 2021 to 2024 (those of the shop's export), seed 1, 2 % dirt of every kind. */
export const DEFAULT_SAMPLE: SampleOptions = {
  orders: 1000,
  seed: 1,
  from: dayOf(2021, 1, 1),
  to: dayOf(2024, 12, 31),
  dirt: 0.02,
  dirtKinds: DIRT_KINDS,
};

const MOST_ORDERS = 1_000_000_000;
const FIRST_DAY = dayOf(1900, 1, 1);
const LAST_DAY = dayOf(2199, 12, 31);

/**
 * Reads and checks the options of the command line; every mistake is reported, not only the first.
 * Diagnostics: `usage/bad-number`, `usage/bad-date`, `usage/bad-range`, `usage/unknown-dirt-kind`.
 */
export function readSampleOptions(texts: SampleOptionTexts): Outcome<SampleOptions> {
  const diagnostics: Diagnostic[] = [];
  const note = (diagnostic: Diagnostic): undefined => void diagnostics.push(diagnostic);
  const value: SampleOptions = {
    orders: readWhole('--orders', texts.orders, MOST_ORDERS, note) ?? DEFAULT_SAMPLE.orders,
    seed: readWhole('--seed', texts.seed, Number.MAX_SAFE_INTEGER, note) ?? DEFAULT_SAMPLE.seed,
    from: readDay('--from', texts.from, note) ?? DEFAULT_SAMPLE.from,
    to: readDay('--to', texts.to, note) ?? DEFAULT_SAMPLE.to,
    dirt: readRate(texts.dirt, note) ?? DEFAULT_SAMPLE.dirt,
    dirtKinds: readKinds(texts.dirtKinds, note) ?? DEFAULT_SAMPLE.dirtKinds,
  };
  if (diagnostics.length === 0 && value.from > value.to) note(wrongOrder(value, texts));
  return { value, diagnostics };
}

type Note = (diagnostic: Diagnostic) => undefined;

function readWhole(flag: string, text: string | undefined, most: number, note: Note): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,16}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= most) return value;
  return note(problem('usage/bad-number', `${flag} must be a whole number from 0 to ${most}; it is "${text}".`));
}

function readRate(text: string | undefined, note: Note): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d*\.?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= 1) return value;
  const hint = /^\d+(\.\d+)?\s*%$/.test(text.trim())
    ? `Write ${text.trim()} as ${Number.parseFloat(text) / 100}.`
    : 'It is a share of the lines: 0 for none, 0.02 for two in a hundred, 1 for all.';
  return note(problem('usage/bad-number', `--dirt must be a number from 0 to 1; it is "${text}".`, { hint }));
}

function readDay(flag: string, text: string | undefined, note: Note): Day | undefined {
  if (text === undefined) return undefined;
  const day = parseIsoDay(text.trim());
  if (day === undefined) {
    const hint = 'Write dates as YYYY-MM-DD, for instance 2024-02-29.';
    return note(problem('usage/bad-date', `${flag} must be a date; "${text}" is none.`, { hint }));
  }
  if (day >= FIRST_DAY && day <= LAST_DAY) return day;
  const span = `${isoOf(FIRST_DAY)} to ${isoOf(LAST_DAY)}`;
  return note(problem('usage/bad-date', `${flag} must lie in ${span}; it is ${text}.`));
}

function readKinds(text: string | undefined, note: Note): readonly DirtKind[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !isDirtKind(name));
  for (const name of unknown) note(unknownKind(name));
  return unknown.length > 0 ? undefined : DIRT_KINDS.filter((kind) => names.includes(kind));
}

function isDirtKind(name: string): name is DirtKind {
  return DIRT_KINDS.some((kind) => kind === name);
}

function unknownKind(name: string): Diagnostic {
  const guess = didYouMean(name, DIRT_KINDS);
  const list = `The kinds are ${DIRT_KINDS.join(', ')}.`;
  const message = name === '' ? '--dirt-kinds holds an empty name.' : `There is no kind of dirt called "${name}".`;
  return problem('usage/unknown-dirt-kind', message, { hint: guess === undefined ? list : `${guess} ${list}` });
}

function wrongOrder(value: SampleOptions, texts: SampleOptionTexts): Diagnostic {
  const from = `--from ${isoOf(value.from)}${texts.from === undefined ? ' (the default)' : ''}`;
  const to = `--to ${isoOf(value.to)}${texts.to === undefined ? ' (the default)' : ''}`;
  const hint = 'Give both dates, the earlier one as --from.';
  return problem('usage/bad-range', `${from} lies after ${to}.`, { hint });
}
