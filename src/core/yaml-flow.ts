import type { BrokenYaml, YamlEvent } from './yaml-events.js';
import { isBlock, shifted } from './yaml-events.js';

/** Deeper than anything that a line of flow style may have to be indented. */
const PAD = 400;

/** How much may be parsed again, in characters: a few times any usual file, and bounded for unusual ones. */
const BUDGET = 50_000_000;

type Parse = (text: string) => readonly YamlEvent[] | BrokenYaml;

/**
 * PyYAML lets lines of flow collections and quoted texts begin at any column (a `]` below the key that opened it); the
 * parser here wants them indented. There, indentation means nothing: so lines that it stops at are indented for it, and
 * offsets are told as in the text without that. Gives the first complaint back where that does not help.
 */
export function parseUnindentedFlow(text: string, first: BrokenYaml, parse: Parse): readonly YamlEvent[] | BrokenYaml {
  const pads = new Set<number>([...text.matchAll(/^(?=[ \t]*[\]}])/gm)].map((match) => match.index));
  let current = text;
  for (let spent = 0; spent < BUDGET; spent += current.length + pads.size * PAD) {
    const lines = [...pads].sort((a, b) => a - b);
    const read = parse(padded(current, lines));
    if (!('reason' in read)) {
      const events = read.map((event) => shifted(event, (offset) => original(offset, lines)));
      const wrong = insideBlocks(events, lines);
      if (wrong.length === 0) return events;
      for (const line of wrong) pads.delete(line);
      continue;
    }
    const offset = original(read.offset, lines);
    if (!read.unindented) return { ...read, offset };
    const repaired = repair(current, offset, pads);
    if (repaired === undefined) break;
    current = repaired;
  }
  return first;
}

/** Marks the line to be indented, or makes spaces of the tabs before the offset; nothing where neither is new. */
function repair(text: string, offset: number, pads: Set<number>): string | undefined {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(line, offset);
  if (before.trim() === '' && !pads.has(line)) {
    pads.add(line);
    return text;
  }
  const blank = before.trimEnd();
  const spaces = before.slice(blank.length).replaceAll('\t', ' ');
  const repaired = text.slice(0, line) + blank + spaces + text.slice(offset);
  return repaired === text ? undefined : repaired;
}

function padded(text: string, lines: readonly number[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const line of lines) {
    parts.push(text.slice(from, line), ' '.repeat(PAD));
    from = line;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

/** The offset in the text without padding. */
function original(offset: number, lines: readonly number[]): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lines[middle] ?? 0) + middle * PAD < offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(offset - low * PAD, lines[low - 1] ?? 0);
}

/** Lines that belong to block scalars, where indentation is part of the value. */
function insideBlocks(events: readonly YamlEvent[], lines: readonly number[]): readonly number[] {
  const blocks = events.filter(isBlock);
  let next = 0;
  return lines.filter((line) => {
    while (next < blocks.length && (blocks[next]?.valueEnd ?? 0) <= line) next++;
    return (blocks[next]?.valueStart ?? Infinity) <= line;
  });
}
