/** One text of the project, read once by `load`. Later stages never touch the disk. */
export interface SourceFile {
  /** Relative to the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** A place in a file that a person can go to. Line and column count from 1; the column counts UTF-16 units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters the mark covers; 1 when absent. */
  readonly length?: number;
  /** The whole line, for the caret. */
  readonly text?: string;
}

/** Turns a character offset into a place. Offsets outside the text are clamped to its ends. */
export function placeAt(file: SourceFile, offset: number, length?: number): Place {
  const at = Math.max(0, Math.min(offset, file.text.length));
  const starts = lineStarts(file);
  const line = lineOf(starts, at);
  const start = starts[line - 1] ?? 0;
  const end = starts[line] ?? file.text.length + 1;
  const text = file.text.slice(start, end - 1).replace(/\r$/, '');
  return { file: file.path, line, column: at - start + 1, text, ...(length === undefined ? {} : { length }) };
}

/** Kept as long as the file is: a text of which many places are asked is searched for its lines once. */
const knownStarts = new WeakMap<SourceFile, readonly number[]>();

function lineStarts(file: SourceFile): readonly number[] {
  const known = knownStarts.get(file);
  if (known) return known;
  const starts = [0];
  for (let at = file.text.indexOf('\n'); at !== -1; at = file.text.indexOf('\n', at + 1)) starts.push(at + 1);
  knownStarts.set(file, starts);
  return starts;
}

/** The number of the last line that begins at or before an offset. */
function lineOf(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** Where a file begins: the place of what is said about all of it. */
export function startOfFile(file: Pick<SourceFile, 'path'>): Place {
  return { file: file.path, line: 1, column: 1 };
}
