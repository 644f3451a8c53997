import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { didYouMean } from '../core/nearest.js';

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
}

/** Methods that compare with an earlier run or project. */
export const stateMethods = ['state', 'result', 'source_status'] as const;

export const methods = [
  'fqn',
  'tag',
  'path',
  'file',
  'source',
  'resource_type',
  'package',
  'config',
  'test_name',
  'test_type',
  ...stateMethods,
] as const;

export type Method = (typeof methods)[number];

/** Methods that look at the node alone. */
export type NodeMethod = Exclude<Method, (typeof stateMethods)[number]>;

/** dbt's methods that this version does not have. */
const laterMethods = [
  'group',
  'access',
  'exposure',
  'metric',
  'version',
  'semantic_model',
  'saved_query',
  'unit_test',
  'selector',
];

const SYNTAX =
  /^(?<at>@)?(?:(?<parentsDepth>\d*)(?<parents>\+))?(?:(?<method>[\w.]+):)?(?<value>.*?)(?:(?<children>\+)(?<childrenDepth>\d*))?$/s;

/** Reads one criterion. `select/unknown-method`, `select/not-yet`, `select/syntax` where it cannot. */
export function parseSelector(raw: string): { selector: Selector } | { problem: Diagnostic } {
  const groups = SYNTAX.exec(raw)?.groups ?? {};
  const value = groups['value'] ?? '';
  if (value === '') return { problem: problem('select/syntax', `Selector "${raw}" names nothing.`) };
  const [name = '', ...rest] = (groups['method'] ?? defaultMethod(value)).split('.');
  if (!isMethod(name)) return { problem: unknownMethod(raw, name) };
  if (name === 'config' && rest.length === 0) {
    const hint = 'For example: config.materialized:table';
    return { problem: problem('select/syntax', `Selector "${raw}" does not say which config key.`, { hint }) };
  }
  return {
    selector: {
      raw,
      method: name,
      arguments: rest,
      value,
      parents: generations(groups['parents'], groups['parentsDepth']),
      children: generations(groups['children'], groups['childrenDepth']),
      childrensParents: groups['at'] !== undefined,
    },
  };
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

function unknownMethod(raw: string, name: string): Diagnostic {
  if (laterMethods.includes(name)) {
    return problem('select/not-yet', `Selector "${raw}": method ${name} is not supported by this version.`);
  }
  const hint = didYouMean(name, methods) ?? `Methods are: ${methods.join(', ')}.`;
  return problem('select/unknown-method', `Selector "${raw}": there is no method ${name}.`, { hint });
}
