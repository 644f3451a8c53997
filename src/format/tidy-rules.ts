import type { Line } from './line.js';

interface Tidy {
  readonly prefix: string;
  readonly indent: number;
  readonly width: number;
}

type Lines = readonly Line[];

const CONDITION = /^(?:and|or) /i;
/** Heads whose conditions stand one a line. */
const CONDITION_HEAD = /^(?:where|having)\b/i;
const PAREN_HEAD = /\($/;

/** `and` and `or` outside of where and having: on the line of what they continue, or indented below it. */
export function joinConditions(lines: Lines, tidy: Tidy): Lines {
  const result: Line[] = [];
  let anchor = -1;
  for (const line of lines) {
    const before = result.at(-1);
    const start = result[anchor];
    const continues = CONDITION.test(line.text) && before && start && line.indent === start.indent;
    if (continues && !isKeptCondition(headOf(result, line.indent))) {
      const joined = `${before.text} ${line.text}`;
      const onAnchor = anchor === result.length - 1;
      if (onAnchor && before.indent + joined.length <= tidy.width && !hasComment(before, tidy)) {
        result[anchor] = { ...before, text: joined };
      } else result.push({ ...line, indent: line.indent + tidy.indent });
      continue;
    }
    const alias = /^as /i.test(line.text) && before?.indent === line.indent;
    result.push(alias ? { ...line, indent: line.indent + tidy.indent } : line);
    if (!alias) anchor = result.length - 1;
  }
  return result;
}

function isKeptCondition(head: Line | undefined): boolean {
  return head !== undefined && (CONDITION_HEAD.test(head.text) || PAREN_HEAD.test(head.text));
}

function headOf(lines: Lines, indent: number): Line | undefined {
  return lines.findLast((line) => line.text !== '' && line.indent < indent);
}

/** Draws `from`, `with`, lists and single items up to the word that heads them. Inner blocks first. */
export function mergeHeads(lines: Lines, tidy: Tidy): Lines {
  let result = lines;
  for (let at = lines.length - 1; at >= 0; at -= 1) result = mergeHead(result, at, tidy);
  return result;
}

const BLOCK_HEAD = /^(?:with(?: recursive)?|(?:delete )?from|using|insert into)$/i;
const LIST_HEAD =
  /^(?:select(?: distinct| all)?|group by|order by|partition by|limit|offset|returning|set|values|window)$/i;
const CONDITIONS_HEAD = /^(?:where|having)$/i;

function mergeHead(lines: Lines, at: number, tidy: Tidy): Lines {
  const head = lines[at];
  const block = head ? blockBelow(lines, at, head.indent) : [];
  const first = block[0];
  if (!head || !first || isComment(first, tidy)) return lines;
  const merged = mergedBlock(head, first, block, tidy);
  return merged ? [...lines.slice(0, at), ...merged, ...lines.slice(at + 1 + block.length)] : lines;
}

function mergedBlock(head: Line, first: Line, block: Lines, tidy: Tidy): Lines | undefined {
  if (BLOCK_HEAD.test(head.text)) {
    const listed = block.some((line) => line.indent === first.indent && line.text.endsWith(','));
    return listed && !/^with/i.test(head.text) ? undefined : drawnUp(head, first, block);
  }
  if (LIST_HEAD.test(head.text)) return listOnOneLine(head, block, tidy);
  return CONDITIONS_HEAD.test(head.text) ? conditionsDrawnUp(head, first, block) : undefined;
}

function drawnUp(head: Line, first: Line, block: Lines): Lines {
  const step = first.indent - head.indent;
  const rest = block.slice(1).map((line) => ({ ...line, indent: Math.max(head.indent, line.indent - step) }));
  return [{ ...head, text: `${head.text} ${first.text}` }, ...rest];
}

/** A select list of more than one stays one a line, as do lists that are too long or hold comments. */
function listOnOneLine(head: Line, block: Lines, tidy: Tidy): Lines | undefined {
  const end = block.findLastIndex((line) => !isComment(line, tidy)) + 1;
  const list = block.slice(0, end);
  const flat = list.every((line) => line.indent === list[0]?.indent);
  if (!flat || (/^(?:select|set|values|returning)/i.test(head.text) && list.length > 1)) return undefined;
  const text = [head.text, ...list.map((line) => line.text)].join(' ');
  const fits = head.indent + text.length <= tidy.width && !list.slice(0, -1).some((line) => hasComment(line, tidy));
  const rest = block.slice(end).map((line) => ({ ...line, indent: head.indent }));
  return fits ? [{ ...head, text }, ...rest] : undefined;
}

function conditionsDrawnUp(head: Line, first: Line, block: Lines): Lines | undefined {
  if (!first.text.endsWith('(')) return [{ ...head, text: `${head.text} ${first.text}` }, ...block.slice(1)];
  const whole = block.filter((line) => line.indent === first.indent).length === 2 && block.at(-1)?.text.startsWith(')');
  return whole ? drawnUp(head, first, block) : undefined;
}

/** Brackets of windows, calls and conditions; not those of tables, lists of columns and subqueries. */
const BRACKET = /(?:\b(?:over|filter|within group) |\w|(?:^|\b(?:and|or|not|when|where|having|on) ))\($/i;
const QUERY = /^(?:select|with|values|insert|update|delete)\b/i;

/** A bracket, what it holds and its end on one line where they fit. */
export function collapseBrackets(lines: Lines, tidy: Tidy): Lines {
  let result = lines;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const head = result[at];
    if (head && BRACKET.test(head.text)) result = collapsed(result, at, head, tidy);
  }
  return result;
}

function collapsed(lines: Lines, at: number, head: Line, tidy: Tidy): Lines {
  const block = blockBelow(lines, at, head.indent);
  const close = lines[at + block.length + 1];
  const holds = (line: Line): boolean => line.text === '' || QUERY.test(line.text) || hasComment(line, tidy);
  if (close?.indent !== head.indent || !close.text.startsWith(')') || block.some(holds)) return lines;
  const text = `${head.text}${block.map((line) => line.text).join(' ')}${close.text}`;
  if (head.indent + text.length > tidy.width) return lines;
  return [...lines.slice(0, at), { ...head, text }, ...lines.slice(at + block.length + 2)];
}

/** The lines that follow and are indented deeper. */
function blockBelow(lines: Lines, at: number, indent: number): Lines {
  const end = lines.findIndex((line, index) => index > at && line.indent <= indent);
  return lines.slice(at + 1, end === -1 ? undefined : end);
}

function isComment(line: Line, { prefix }: Tidy): boolean {
  return line.text.startsWith(`--${prefix}`);
}

function hasComment(line: Line, { prefix }: Tidy): boolean {
  return line.text.includes(`--${prefix}`);
}
