import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Node } from '../core/node.js';
import { placeOfNode } from '../core/node.js';
import type { ColumnDoc } from '../core/node-parts.js';
import type { Place } from '../core/source-file.js';
import type { YamlNames } from '../core/yaml-templates.js';
import { isTemplate } from '../core/yaml-templates.js';
import { descriptionRenderer } from '../render/description.js';
import type { DocIndex } from './docs.js';

/** A description with its `doc()` calls put in, and which blocks these named. */
export interface Described {
  readonly text: string;
  readonly docBlocks: readonly string[];
}

/** Renders the descriptions of one package. */
export class Descriptions {
  readonly #docs: DocIndex;
  readonly #package: string;
  readonly #render: ReturnType<typeof descriptionRenderer>;
  readonly #diagnostics: Diagnostic[];

  constructor(docs: DocIndex, packageName: string, names: YamlNames, diagnostics: Diagnostic[]) {
    this.#docs = docs;
    this.#package = packageName;
    this.#render = descriptionRenderer(names);
    this.#diagnostics = diagnostics;
  }

  /** `docs/unknown` for a block that is not there. */
  text(text: string, at: Place): Described {
    if (!isTemplate(text)) return { text, docBlocks: [] };
    const docBlocks: string[] = [];
    const rendered = this.#render(text, at, (name, inPackage) => {
      const block = this.#docs.find(name, inPackage, this.#package);
      if (block) docBlocks.push(block.id);
      else this.#diagnostics.push(this.#unknown(name, inPackage, at));
      return block?.text ?? '';
    });
    if ('value' in rendered) return { text: rendered.value, docBlocks };
    this.#diagnostics.push(rendered.problem);
    return { text, docBlocks };
  }

  /** The node with all its descriptions rendered; the same object where they hold no templates. */
  node<Kind extends Node>(node: Kind): Kind {
    if (node.kind === 'function' || node.kind === 'unit_test') return node;
    const at = node.patch ?? placeOfNode(node);
    const own = isTemplate(node.description) ? this.text(node.description, at) : undefined;
    const columns = 'columns' in node ? this.#columns(node.columns, at) : undefined;
    const source = node.kind === 'source' ? this.#source(node.sourceDescription, at) : undefined;
    if (!own && !columns && !source) return node;
    return {
      ...node,
      ...(own ? { description: own.text, docBlocks: own.docBlocks } : {}),
      ...(columns ? { columns } : {}),
      ...source,
    };
  }

  #source(text: string, at: Place): { readonly sourceDescription: string } | undefined {
    return isTemplate(text) ? { sourceDescription: this.text(text, at).text } : undefined;
  }

  #columns(columns: readonly ColumnDoc[], at: Place): readonly ColumnDoc[] | undefined {
    if (!columns.some((column) => isTemplate(column.description))) return undefined;
    return columns.map((column) => {
      if (!isTemplate(column.description)) return column;
      const { text, docBlocks } = this.text(column.description, at);
      return { ...column, description: text, docBlocks };
    });
  }

  #unknown(name: string, inPackage: string | undefined, at: Place): Diagnostic {
    const call = inPackage === undefined ? `doc('${name}')` : `doc('${inPackage}', '${name}')`;
    const hint = this.#docs.hint(name) ?? `Write {% docs ${name} %} in a .md file.`;
    return problem('docs/unknown', `The description needs ${call}, but there is no such docs block.`, { at, hint });
  }
}
