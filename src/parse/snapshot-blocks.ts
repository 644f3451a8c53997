import type { TemplateText } from '../core/node-parts.js';
import type { SourceFile } from '../core/source-file.js';

/** One `{% snapshot name %}` block of a file. */
export interface SnapshotBlock {
  readonly name: string;
  /** What stands between the tags. */
  readonly template: TemplateText;
}

const OPENING = /\{%[-+]?\s*snapshot\s+(\w+)\s*[-+]?%\}/g;
const CLOSING = /\{%[-+]?\s*endsnapshot\s*[-+]?%\}/g;

/** The snapshots of a file, in order. One that is not closed reaches to the end of the file. */
export function snapshotBlocks(file: SourceFile): readonly SnapshotBlock[] {
  const blocks: SnapshotBlock[] = [];
  let from = 0;
  for (;;) {
    OPENING.lastIndex = from;
    const opening = OPENING.exec(file.text);
    if (!opening) return blocks;
    const offset = opening.index + opening[0].length;
    CLOSING.lastIndex = offset;
    const closing = CLOSING.exec(file.text);
    const end = closing?.index ?? file.text.length;
    blocks.push({ name: opening[1] ?? '', template: { text: file.text.slice(offset, end), file, offset } });
    from = closing ? end + closing[0].length : file.text.length;
  }
}
