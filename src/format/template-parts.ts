import { lex } from '../jinja/lexer.js';
import { parseTemplate } from '../jinja/template.js';
import type { Token } from '../jinja/token.js';
import type { TemplatePart } from './item.js';

/** Blocks whose text may become a value, or whose white space matters for another reason: kept as written. */
const KEPT_WHOLE = new Set(['macro', 'test', 'data_test', 'materialization', 'docs', 'call', 'filter', 'raw']);
const OPENING = new Set(['if', 'for', ...KEPT_WHOLE]);
const RAW = /\{%[-+]?\s*raw\s*[-+]?%\}[\s\S]*?\{%[-+]?\s*endraw\s*[-+]?%\}/y;

/**
 * The parts of a template in order, none inside another. Throws a TemplateError where the template is broken. Blocks
 * that are kept whole, and blocks that open and close on one line, are one part.
 */
export function templateParts(file: string, text: string): readonly TemplatePart[] {
  parseTemplate(text, { file, keepTrailingNewline: true });
  const tokens = lex(file, text, { keepTrailingNewline: true });
  return joinRegions(text, singleParts(text, tokens));
}

function singleParts(text: string, tokens: readonly Token[]): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  tokens.forEach((token, index) => {
    if (token.start < at) return;
    at = skipUnseen(text, at, token.start, parts);
    if (token.start < at) return;
    at = token.end;
    const begins = token.kind === 'variable-begin' || token.kind === 'block-begin';
    if (!begins) return;
    const last = closing(tokens, index);
    const name = tokens[index + 1]?.value ?? '';
    at = last.end;
    const kind = token.kind === 'block-begin' ? 'tag' : 'expression';
    parts.push({ kind, start: token.start, end: last.end, name: kind === 'tag' ? name : '' });
  });
  return parts;
}

function closing(tokens: readonly Token[], from: number): Token {
  const found = tokens.slice(from).find((each) => each.kind === 'variable-end' || each.kind === 'block-end');
  if (!found) throw new Error('a tag without end');
  return { ...found, end: found.end };
}

/** Comments and raw blocks: the lexer gives no tokens for them, so they stand in what it skipped. */
function skipUnseen(text: string, from: number, to: number, parts: TemplatePart[]): number {
  let at = from;
  while (at < to) {
    if (text.startsWith('{#', at)) {
      const end = text.indexOf('#}', at + 2) + 2;
      parts.push({ kind: 'note', start: at, end, name: '' });
      at = end;
    } else if (text.startsWith('{%', at)) {
      RAW.lastIndex = at;
      const end = at + (RAW.exec(text)?.[0].length ?? 2);
      parts.push({ kind: 'region', start: at, end, name: 'raw' });
      at = end;
    } else at += 1;
  }
  return at;
}

function joinRegions(text: string, parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const joined: TemplatePart[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index];
    if (!part) continue;
    const last = regionEnd(text, parts, index);
    joined.push(
      last === index ? part : { kind: 'region', start: part.start, end: parts[last]?.end ?? part.end, name: '' },
    );
    index = last;
  }
  return joined;
}

/** Index of the part that closes the region which `index` opens; `index` itself where it opens none. */
function regionEnd(text: string, parts: readonly TemplatePart[], index: number): number {
  const part = parts[index];
  if (part?.kind !== 'tag' || !opens(text, part)) return index;
  const last = blockEnd(text, parts, index);
  const line = text.slice(part.start, parts[last]?.end);
  return KEPT_WHOLE.has(part.name) || part.name === 'set' || !line.includes('\n') ? last : index;
}

function blockEnd(text: string, parts: readonly TemplatePart[], index: number): number {
  let depth = 0;
  for (let at = index; at < parts.length; at += 1) {
    const part = parts[at];
    if (part?.kind !== 'tag') continue;
    if (opens(text, part)) depth += 1;
    else if (part.name.startsWith('end') && part.name !== 'endsnapshot') depth -= 1;
    if (depth === 0) return at;
  }
  return index;
}

/** `{% set x %}` opens a block, `{% set x = 1 %}` does not. A snapshot's text is SQL like a model's: not a region. */
function opens(text: string, part: TemplatePart): boolean {
  return part.name === 'set' ? !hasAssignment(text.slice(part.start, part.end)) : OPENING.has(part.name);
}

function hasAssignment(tag: string): boolean {
  return /^\{%[-+]?\s*set\b[^=|]*=/.test(tag);
}
