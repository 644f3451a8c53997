import { createHash } from 'node:crypto';
import type { Environment } from '../load/env-file.js';

/** Which variables some work read, and what it found. */
export interface EnvironmentReads {
  /** Sorted; undefined where it looked at all of them. */
  readonly names?: readonly string[];
  /** Of names and values together: values may be secrets. */
  readonly hash: string;
}

/** An environment that remembers which of its variables are read. */
export function watchedEnvironment(env: Environment): {
  readonly env: Environment;
  readonly reads: () => EnvironmentReads;
} {
  const copy = { ...env };
  const names = new Set<string>();
  let all = false;
  const saw = (name: string | symbol): void => {
    if (typeof name === 'string') names.add(name);
  };
  const watched = new Proxy(copy, {
    get(target, name) {
      saw(name);
      return Reflect.get(target, name) as unknown;
    },
    has(target, name) {
      saw(name);
      return Reflect.has(target, name);
    },
    getOwnPropertyDescriptor(target, name) {
      saw(name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    ownKeys(target) {
      all = true;
      return Reflect.ownKeys(target);
    },
  });
  return { env: watched, reads: () => readsOf(copy, all ? undefined : [...names].sort()) };
}

/** Whether reading the same variables again would find the same. */
export function readsTheSame({ names, hash }: EnvironmentReads, env: Environment): boolean {
  return readsOf(env, names).hash === hash;
}

function readsOf(env: Environment, names: readonly string[] | undefined): EnvironmentReads {
  const found = (names ?? Object.keys(env).sort()).map((name) => [name, env[name] ?? null]);
  const hash = createHash('sha256').update(JSON.stringify(found)).digest('base64');
  return { ...(names ? { names } : {}), hash };
}
