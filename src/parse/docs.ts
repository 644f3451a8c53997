import type { DocBlock } from '../core/definitions.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { didYouMean } from '../core/nearest.js';
import type { PackageFiles } from '../core/project.js';
import type { SourceFile } from '../core/source-file.js';
import { placeAt } from '../core/source-file.js';

const OPENING = /\{%[-+]?\s*docs\s+(\w+)\s*[-+]?%\}/g;
const CLOSING = /\{%[-+]?\s*enddocs\s*[-+]?%\}/g;
const TAGS = /\{\{[^}]*\}\}|\{#[^#]*#\}|\{%[^%]*%\}/g;

/** The docs blocks of a package's .md files. `docs/unclosed` and `docs/duplicate` for what dbt refuses too. */
export function readDocs(packageName: string, files: PackageFiles, diagnostics: Diagnostic[]): readonly DocBlock[] {
  const known = new Map<string, DocBlock>();
  for (const file of files.docs) {
    for (const block of docsBlocks(packageName, files.folder, file, diagnostics)) {
      const first = known.get(block.name);
      if (first) diagnostics.push(twice(block, first));
      else known.set(block.name, block);
    }
  }
  return [...known.values()];
}

function docsBlocks(
  packageName: string,
  folder: string,
  file: SourceFile,
  diagnostics: Diagnostic[],
): readonly DocBlock[] {
  const blocks: DocBlock[] = [];
  const originalPath = file.path.startsWith(folder) ? file.path.slice(folder.length) : file.path;
  let from = 0;
  for (;;) {
    OPENING.lastIndex = from;
    const opening = OPENING.exec(file.text);
    if (!opening) return blocks;
    const start = opening.index + opening[0].length;
    CLOSING.lastIndex = start;
    const closing = CLOSING.exec(file.text);
    const name = opening[1] ?? '';
    if (!closing) {
      const hint = 'Write {% enddocs %} where it ends.';
      const message = `The docs block ${name} is not closed.`;
      diagnostics.push(problem('docs/unclosed', message, { at: placeAt(file, opening.index), hint }));
      return blocks;
    }
    const text = blockText(file.text.slice(start, closing.index));
    blocks.push({ id: `doc.${packageName}.${name}`, package: packageName, name, file, originalPath, text });
    from = closing.index + closing[0].length;
  }
}

/** The text as dbt keeps it: templates in it give nothing, but for what stands between raw tags. */
function blockText(text: string): string {
  const parts = text.split(RAW_TAG);
  // Between every raw and endraw lies a part of odd index.
  return parts
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(TAGS, '')))
    .join('')
    .trim();
}

const RAW_TAG = /\{%[-+]?\s*(?:end)?raw\s*[-+]?%\}/;

function twice(block: DocBlock, first: DocBlock): Diagnostic {
  const [at, firstAt] = [placeAt(block.file, 0), placeAt(first.file, 0)];
  const message = `Two docs blocks are named ${block.name}: in ${first.file.path} and in ${block.file.path}.`;
  return problem('docs/duplicate', message, {
    at,
    also: [{ note: 'first here', at: firstAt }],
    hint: 'Rename one of them.',
  });
}

/** Finds docs blocks as `doc()` does: of a named package, else of the root project, the node's own package, any other. */
export class DocIndex {
  readonly #byId: ReadonlyMap<string, DocBlock>;
  readonly #byName: ReadonlyMap<string, DocBlock>;
  readonly #root: string;

  constructor(blocks: readonly DocBlock[], root: string) {
    this.#byId = new Map(blocks.map((block) => [block.id, block]));
    this.#byName = new Map(blocks.toReversed().map((block) => [block.name, block]));
    this.#root = root;
  }

  find(name: string, inPackage: string | undefined, nodePackage: string): DocBlock | undefined {
    if (inPackage !== undefined) return this.#byId.get(`doc.${inPackage}.${name}`);
    return (
      this.#byId.get(`doc.${this.#root}.${name}`) ??
      this.#byId.get(`doc.${nodePackage}.${name}`) ??
      this.#byName.get(name)
    );
  }

  /** `Did you mean x?` */
  hint(name: string): string | undefined {
    return didYouMean(name, this.#byName.keys());
  }
}
