import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { didYouMean } from '../core/nearest.js';
import type { Place } from '../core/source-file.js';

/** Which tests come along with the nodes that they test; dbt's `--indirect-selection`. */
export type IndirectSelection = (typeof INDIRECT_SELECTIONS)[number];

/** All of them, in the order in which dbt's help names them. */
export const INDIRECT_SELECTIONS = ['eager', 'cautious', 'buildable', 'empty'] as const;

/** One criterion of dbt's selection syntax: `2+config.materialized:table+`. */
export interface Selector {
  readonly raw: string;
  readonly method: Method;
  /** What stands between the method and the colon: `['materialized']` of `config.materialized:`. */
  readonly arguments: readonly string[];
  readonly value: string;
  /** Generations of ancestors that come along; Infinity for all. */
  readonly parents: number;
  readonly children: number;
  /** `@`: the descendants, and all ancestors of those. */
  readonly childrensParents: boolean;
  /** What selectors.yml says for this criterion alone. */
  readonly indirect?: IndirectSelection;
  /** Where selectors.yml says it. */
  readonly at?: Place;
}

/** Methods that compare with an earlier run or project. */
export const stateMethods = ['state', 'result', 'source_status'] as const;

/** Every method of dbt 1.12. */
export const methods = [
  'fqn',
  'tag',
  'group',
  'access',
  'source',
  'path',
  'file',
  'package',
  'config',
  'test_name',
  'test_type',
  'resource_type',
  'exposure',
  'metric',
  'semantic_model',
  'saved_query',
  'unit_test',
  'version',
  'selector',
  ...stateMethods,
] as const;

/** One of them. */
export type Method = (typeof methods)[number];

/** Methods that look at the node alone. */
export type NodeMethod = Exclude<Method, 'selector' | (typeof stateMethods)[number]>;

/** A criterion, or why there is none. */
export type ReadSelector = { readonly selector: Selector } | { readonly problem: Diagnostic };

const SYNTAX =
  /^(?<at>@)?(?:(?<parentsDepth>\d*)(?<parents>\+))?(?:(?<method>[\w.]+):)?(?<value>.*?)(?:(?<children>\+)(?<childrenDepth>\d*))?$/;

/** Reads one criterion as it is written on the command line. One without a value matches nothing. */
export function parseSelector(raw: string, at?: Place): ReadSelector {
  const found = SYNTAX.exec(raw);
  if (!found) return { problem: problem('select/syntax', `Selector "${raw}" cannot be read.`, placed(at)) };
  const groups = found.groups ?? {};
  const value = groups['value'] ?? '';
  const childrensParents = groups['at'] !== undefined;
  const children = generations(groups['children'], groups['childrenDepth']);
  if (childrensParents && groups['children'] !== undefined) return { problem: both(raw, at) };
  const parents = generations(groups['parents'], groups['parentsDepth']);
  const method = groups['method'] ?? defaultMethod(value);
  return makeSelector(method, { raw, value, parents, children, childrensParents, ...placed(at) });
}

/** A criterion of these parts; `method` may have arguments, as `config.materialized` has. */
export function makeSelector(method: string, parts: Omit<Selector, 'method' | 'arguments'>): ReadSelector {
  const [name = '', ...rest] = method.split('.');
  if (!isMethod(name)) return { problem: unknownMethod(parts, name) };
  return { selector: { ...parts, method: name, arguments: rest } };
}

/** `at` for a diagnostic, where there is one. */
export function placed(at: Place | undefined): { readonly at?: Place } {
  return at ? { at } : {};
}

function isMethod(name: string): name is Method {
  return methods.some((each) => each === name);
}

/** dbt's guess where no method is written. */
function defaultMethod(value: string): Method {
  if (value.includes('/')) return 'path';
  return /\.(?:sql|py|csv)$/i.test(value) ? 'file' : 'fqn';
}

function generations(sign: string | undefined, depth: string | undefined): number {
  if (sign === undefined) return 0;
  return depth === undefined || depth === '' ? Infinity : Number(depth);
}

function both(raw: string, at: Place | undefined): Diagnostic {
  const hint = '@ takes all descendants and their ancestors already.';
  return problem('select/syntax', `Selector "${raw}" has @ before and + behind it.`, { hint, ...placed(at) });
}

function unknownMethod({ raw, at }: Pick<Selector, 'raw' | 'at'>, name: string): Diagnostic {
  const hint = didYouMean(name, methods) ?? `Methods are: ${methods.join(', ')}.`;
  return problem('select/unknown-method', `Selector "${raw}": there is no method ${name}.`, { hint, ...placed(at) });
}
