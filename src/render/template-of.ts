import type { TemplateText } from '../core/node-parts.js';
import { parseTemplate } from '../jinja/template.js';
import type { Template } from '../jinja/template.js';

/**
 * Parses a node's text so that places are those of its file. A text that is no part of its file (made of YAML, say) has
 * no places; errors then fall back to the node's own.
 */
export function templateOf({ text, file, offset }: TemplateText): Template {
  if (offset === 0 && text === file.text) return parseTemplate(text, { file: file.path });
  const isPart = offset >= 4 && file.text.startsWith(text, offset);
  if (!isPart) return parseTemplate(text, { file: offset === 0 && file.text.startsWith(text) ? file.path : '' });
  return parseTemplate(hidden(file.text.slice(0, offset)) + text, { file: file.path });
}

/** A comment as long as the text, with the same lines. */
function hidden(text: string): string {
  return `{#${text.slice(2, -2).replaceAll(/[^\n]/g, ' ')}#}`;
}
