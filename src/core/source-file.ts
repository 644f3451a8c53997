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
  const before = file.text.slice(0, at);
  const line = before.split('\n').length;
  const start = before.lastIndexOf('\n') + 1;
  const end = file.text.indexOf('\n', at);
  const text = file.text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
  return { file: file.path, line, column: at - start + 1, text, ...(length === undefined ? {} : { length }) };
}
