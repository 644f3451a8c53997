import { minHeap } from './heap.js';

/** A directed graph by names: what each depends on. Names that are no keys are passed over. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** Parent -> the names that depend on it, sorted. Every key of the input has an entry. */
export function childrenOf(dependencies: Dependencies): Map<string, string[]> {
  const children = new Map<string, string[]>([...dependencies.keys()].map((id) => [id, []]));
  for (const [id, parents] of dependencies) {
    for (const parent of new Set(parents)) children.get(parent)?.push(id);
  }
  for (const list of children.values()) list.sort();
  return children;
}

/**
 * Every name after all it depends on; of those that could come next the smallest comes first, so that the order is the
 * same for the same graph. Names on a circle or behind one are left out.
 */
export function topologicalOrder(
  dependencies: Dependencies,
  children: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const waiting = new Map<string, number>();
  const ready = minHeap();
  for (const [id, parents] of dependencies) {
    const count = new Set(parents.filter((parent) => dependencies.has(parent))).size;
    if (count === 0) ready.push(id);
    else waiting.set(id, count);
  }
  const order: string[] = [];
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    order.push(id);
    for (const child of children.get(id) ?? []) {
      const left = (waiting.get(child) ?? 0) - 1;
      waiting.set(child, left);
      if (left === 0) ready.push(child);
    }
  }
  return order;
}

/**
 * One circle through each knot of names that depend on each other: `[a, b]` where a depends on b and b on a. Circles do
 * not share a name; each begins with its smallest.
 */
export function findCycles(dependencies: Dependencies): readonly (readonly string[])[] {
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[][] = [];
  const used = new Set<string>();
  for (const start of [...dependencies.keys()].sort()) {
    if (state.has(start)) continue;
    for (const cycle of cyclesFrom(start, dependencies, state)) {
      if (cycle.some((id) => used.has(id))) continue;
      for (const id of cycle) used.add(id);
      cycles.push(smallestFirst(cycle));
    }
  }
  return cycles;
}

/** Depth first without recursion: a chain of 100,000 nodes must not end the stack. */
function cyclesFrom(start: string, dependencies: Dependencies, state: Map<string, 'open' | 'done'>): string[][] {
  const cycles: string[][] = [];
  const path: { readonly id: string; readonly parents: readonly string[]; next: number }[] = [];
  const enter = (id: string): void => {
    state.set(id, 'open');
    const parents = [...new Set(dependencies.get(id) ?? [])].filter((parent) => dependencies.has(parent)).sort();
    path.push({ id, parents, next: 0 });
  };
  enter(start);
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const parent = top.parents[top.next];
    top.next += 1;
    if (parent === undefined) {
      state.set(top.id, 'done');
      path.pop();
    } else if (state.get(parent) === 'open') {
      cycles.push(path.slice(path.findIndex((each) => each.id === parent)).map((each) => each.id));
    } else if (!state.has(parent)) {
      enter(parent);
    }
  }
  return cycles;
}

function smallestFirst(cycle: readonly string[]): string[] {
  const smallest = [...cycle].sort()[0] ?? '';
  const from = cycle.indexOf(smallest);
  return [...cycle.slice(from), ...cycle.slice(0, from)];
}
