import type { EVENT_ALIAS, EVENT_MAPPING, EVENT_SCALAR, EVENT_SEQUENCE } from 'js-yaml';
import * as reader from 'js-yaml';

/** What js-yaml's parser tells, in the order of the text; positions are offsets into it, -1 where there is nothing. */
export type YamlEvent = ReturnType<typeof reader.parseEvents>[number];
export type ScalarEvent = Extract<YamlEvent, { type: typeof EVENT_SCALAR }>;
export type AliasEvent = Extract<YamlEvent, { type: typeof EVENT_ALIAS }>;
export type CollectionEvent = Extract<YamlEvent, { type: typeof EVENT_SEQUENCE | typeof EVENT_MAPPING }>;

/** Why a text is no YAML: the parser's words, and where it stopped. */
export interface BrokenYaml {
  readonly reason: string;
  readonly offset: number;
  /** It stopped at a line that it wants indented further. */
  readonly unindented: boolean;
}

/** The event with its offsets told by `tell`. */
export function shifted(event: YamlEvent, tell: (offset: number) => number): YamlEvent {
  const moved = Object.entries(event).map(([key, value]): [string, unknown] => [
    key,
    /Start$|End$|^start$/.test(key) && typeof value === 'number' && value >= 0 ? tell(value) : value,
  ]);
  return Object.fromEntries(moved) as unknown as YamlEvent;
}

/** Whether a scalar is a block (`|` or `>`). */
export function isBlock(event: YamlEvent): event is ScalarEvent {
  if (event.type !== reader.EVENT_SCALAR) return false;
  return event.style === reader.SCALAR_STYLE_LITERAL_BLOCK || event.style === reader.SCALAR_STYLE_FOLDED_BLOCK;
}

/** Where a value begins: at its opening quote where it has one; nothing for a value that is not written. */
export function startOf(event: YamlEvent): number | undefined {
  switch (event.type) {
    case reader.EVENT_SCALAR:
      return event.valueStart < 0 ? undefined : event.valueStart - quoteWidth(event);
    case reader.EVENT_ALIAS:
      return event.anchorStart - 1;
    case reader.EVENT_SEQUENCE:
    case reader.EVENT_MAPPING:
      return event.start;
    case reader.EVENT_DOCUMENT:
    case reader.EVENT_POP:
      return undefined;
  }
}

/** Where a scalar or an alias ends, its closing quote included; nothing for collections. */
export function endOf(event: YamlEvent): number | undefined {
  if (event.type === reader.EVENT_SCALAR) return event.valueStart < 0 ? undefined : event.valueEnd + quoteWidth(event);
  return event.type === reader.EVENT_ALIAS ? event.anchorEnd : undefined;
}

function quoteWidth(event: ScalarEvent): number {
  const quoted = event.style === reader.SCALAR_STYLE_DOUBLE_QUOTED || event.style === reader.SCALAR_STYLE_SINGLE_QUOTED;
  return quoted ? 1 : 0;
}

/** Whether a scalar is written without quotes and not as a block: then its look decides what it is. */
export function isPlain(event: ScalarEvent): boolean {
  return event.style === reader.SCALAR_STYLE_PLAIN;
}
