import { FARTHEST_COPY } from './dirt.js';

/** Lines that are to be written once more, some lines later. */
export interface LateCopies {
  /** Keeps a line to be written `after` lines from now, 1 to FARTHEST_COPY. */
  keep(text: string, after: number): void;
  /** The copies that are due after the line that was just written. */
  due(): readonly string[];
  /** All that are still kept, in the order in which they are due. */
  rest(): readonly string[];
}

const NONE: readonly string[] = [];

/** Counts time in lines that are not copies themselves; keeps the copies of at most FARTHEST_COPY lines. */
export function makeLateCopies(): LateCopies {
  const slots: string[][] = Array.from({ length: FARTHEST_COPY + 1 }, () => []);
  let now = 0;
  let kept = 0;
  const take = (): readonly string[] => {
    if (kept === 0) return NONE;
    const slot = now % slots.length;
    const texts = slots[slot] ?? NONE;
    if (texts.length > 0) slots[slot] = [];
    kept -= texts.length;
    return texts;
  };
  return {
    keep: (text, after) => {
      slots[(now + after) % slots.length]?.push(text);
      kept += 1;
    },
    due: () => {
      now += 1;
      return take();
    },
    rest: () => {
      const texts: string[] = [];
      for (; kept > 0; now += 1) texts.push(...take());
      return texts;
    },
  };
}
