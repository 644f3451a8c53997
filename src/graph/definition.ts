import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, jsonText, own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { YamlPath, YamlText } from '../core/yaml.js';
import type { IndirectSelection, Selector } from './selector.js';
import { INDIRECT_SELECTIONS, makeSelector, parseSelector } from './selector.js';
import type { Specification } from './specification.js';

/** What reading a definition needs. */
export interface ReadingDefinition {
  readonly text: YamlText;
  readonly diagnostics: Diagnostic[];
}

type Found = Specification | undefined;

const COMBINATIONS = ['union', 'intersection'] as const;

/** A definition of selectors.yml. Undefined where it cannot be read; that is told. */
export function readDefinition(reading: ReadingDefinition, value: Json, path: YamlPath): Found {
  const kind = isJsonObject(value) ? COMBINATIONS.find((each) => Object.hasOwn(value, each)) : undefined;
  if (kind !== undefined && isJsonObject(value) && Object.keys(value).length > 1) {
    return wrong(reading, path, `${kind} must be its only key.`);
  }
  return readPart(reading, value, path);
}

/** A part of one. dbt reads no keys beside union and intersection there. */
function readPart(reading: ReadingDefinition, value: Json, path: YamlPath): Found {
  if (typeof value === 'string') return criterionOf(reading, parseSelector(value, reading.text.place(path)));
  if (!isJsonObject(value)) return wrong(reading, path, `It is ${kindOf(value)}.`);
  const kind = COMBINATIONS.find((each) => Object.hasOwn(value, each));
  if (kind === undefined) return mappingOf(reading, value, path);
  ignoredKeys(reading, value, [kind], path);
  return combination(reading, kind, own(value, kind) ?? null, [...path, kind]);
}

/** In a list every mapping with `exclude` says what to leave out of the list's set, and nothing else. */
function combination(reading: ReadingDefinition, kind: 'union' | 'intersection', list: Json, path: YamlPath): Found {
  if (!isJsonList(list)) return wrong(reading, path, `${kind} must be a list.`);
  const exclusions = list.flatMap((each, index) => (isExclusion(each) ? [{ each, index }] : []));
  if (exclusions.length > 1) return wrong(reading, path, `${kind} may have one exclude only.`);
  const parts = list.map((each, i) => (isExclusion(each) ? [] : [readPart(reading, each, [...path, i])]));
  const base = combined(kind, parts.flat());
  const [exclusion] = exclusions;
  if (!exclusion) return base;
  const at = [...path, exclusion.index];
  ignoredKeys(reading, exclusion.each, ['exclude'], at);
  return without(reading, base, exclusion.each, at);
}

function isExclusion(value: Json): value is JsonObject {
  return isJsonObject(value) && Object.hasOwn(value, 'exclude');
}

/** Nothing where one of the parts cannot be read. */
function combined(kind: 'union' | 'intersection', found: readonly Found[]): Found {
  const parts = found.filter((each) => each !== undefined);
  return parts.length === found.length ? { kind, parts, indirect: 'eager' } : undefined;
}

/** The base without what stands under `exclude` of a mapping. */
function without(reading: ReadingDefinition, base: Found, mapping: JsonObject, path: YamlPath): Found {
  const list = own(mapping, 'exclude') ?? null;
  const at = [...path, 'exclude'];
  if (!isJsonList(list)) return wrong(reading, at, 'exclude must be a list.');
  const excluded = combined(
    'union',
    list.map((each, index) => readPart(reading, each, [...at, index])),
  );
  return base && excluded && { kind: 'difference', parts: [base, excluded], indirect: 'eager' };
}

const KEYS = [
  ...['method', 'value', 'exclude', 'parents', 'parents_depth', 'children', 'children_depth'],
  ...['childrens_parents', 'indirect_selection'],
];

/** `{tag: nightly}`, or `method` and `value` with more. */
function mappingOf(reading: ReadingDefinition, mapping: JsonObject, path: YamlPath): Found {
  const [key = '', ...more] = Object.keys(mapping);
  if (more.length === 0) return criterion(reading, { method: key, value: own(mapping, key) ?? null }, path);
  if (!Object.hasOwn(mapping, 'method') || !Object.hasOwn(mapping, 'value')) {
    return wrong(reading, path, `Its keys are ${Object.keys(mapping).join(', ') || 'none'}.`);
  }
  ignoredKeys(reading, mapping, KEYS, path);
  const base = criterion(reading, mapping, path);
  return isExclusion(mapping) ? without(reading, base, mapping, path) : base;
}

function ignoredKeys(
  { text, diagnostics }: ReadingDefinition,
  mapping: JsonObject,
  read: readonly string[],
  path: YamlPath,
): void {
  for (const key of Object.keys(mapping).filter((each) => !read.includes(each))) {
    const only = `Only ${read.join(', ')} is read here.`;
    const hint = KEYS.includes(key) ? only : (didYouMean(key, read) ?? only);
    const at = text.place([...path, key], 'key');
    diagnostics.push(problem('select/ignored', `${key} counts for nothing here.`, { severity: 'warning', at, hint }));
  }
}

function criterion(reading: ReadingDefinition, mapping: JsonObject, path: YamlPath): Found {
  const mode = modeOf(reading, mapping, path);
  const value = jsonText(own(mapping, 'value'));
  const method = jsonText(own(mapping, 'method'));
  const childrensParents = truth(own(mapping, 'childrens_parents'));
  const parents = generations(reading, mapping, 'parents', path);
  const children = generations(reading, mapping, 'children', path);
  if (childrensParents && children > 0) return wrong(reading, path, 'It has both childrens_parents and children.');
  const at = reading.text.place(path);
  const raw = `${method}:${value}`;
  const parts: Omit<Selector, 'method' | 'arguments'> = { raw, value, parents, children, childrensParents, at };
  return criterionOf(reading, makeSelector(method, mode ? { ...parts, indirect: mode } : parts));
}

function criterionOf({ diagnostics }: ReadingDefinition, read: ReturnType<typeof makeSelector>): Found {
  if ('selector' in read) return { kind: 'criterion', selector: read.selector };
  diagnostics.push(read.problem);
  return undefined;
}

/** All of them where no depth, or 0, is written. */
function generations(
  { text, diagnostics }: ReadingDefinition,
  mapping: JsonObject,
  key: 'parents' | 'children',
  path: YamlPath,
): number {
  const written = own(mapping, `${key}_depth`) ?? 0;
  const depth = typeof written === 'string' ? Number(written) : written;
  if (typeof depth !== 'number' || !Number.isInteger(depth)) {
    const at = text.place([...path, `${key}_depth`]);
    diagnostics.push(problem('select/definition', `${key}_depth must be a whole number.`, { at }));
  }
  if (!truth(own(mapping, key))) return 0;
  return depth === 0 ? Infinity : Number(depth);
}

/** As Python's `bool` has it: any text but the empty one is true. */
function truth(value: Json | undefined): boolean {
  if (isJsonList(value)) return value.length > 0;
  return isJsonObject(value) ? Object.keys(value).length > 0 : Boolean(value);
}

function modeOf(
  { text, diagnostics }: ReadingDefinition,
  mapping: JsonObject,
  path: YamlPath,
): IndirectSelection | undefined {
  const written = own(mapping, 'indirect_selection');
  if (written === undefined || isIndirectSelection(written)) return written;
  const name = jsonText(written);
  const hint = didYouMean(name, INDIRECT_SELECTIONS) ?? `Known are: ${INDIRECT_SELECTIONS.join(', ')}.`;
  const at = text.place([...path, 'indirect_selection']);
  diagnostics.push(problem('select/indirect', `There is no indirect selection ${name}.`, { at, hint }));
  return undefined;
}

/** Names of indirect selections, as flags and selectors.yml give them. */
export function isIndirectSelection(value: Json | undefined): value is IndirectSelection {
  return INDIRECT_SELECTIONS.some((each) => each === value);
}

function kindOf(value: Json): string {
  if (isJsonList(value)) return 'a list';
  return value === null ? 'empty' : jsonText(value);
}

function wrong({ text, diagnostics }: ReadingDefinition, path: YamlPath, what: string): undefined {
  const message = `This definition cannot be read. ${what}`;
  const hint =
    'Write a criterion as a text, {method: tag, value: nightly}, {tag: nightly}, union: or intersection: with a list.';
  diagnostics.push(problem('select/definition', message, { at: text.place(path), hint }));
  return undefined;
}
