/** A queue that gives its smallest text first. Texts compare by code unit. */
export interface MinHeap {
  push(value: string): void;
  pop(): string | undefined;
}

export function minHeap(): MinHeap {
  const items: string[] = [];
  return {
    push(value) {
      items.push(value);
      rise(items, items.length - 1);
    },
    pop() {
      const first = items[0];
      const last = items.pop();
      if (last !== undefined && items.length > 0) {
        items[0] = last;
        sink(items);
      }
      return first;
    },
  };
}

function at(items: readonly string[], index: number): string {
  return items[index] ?? '';
}

function swap(items: string[], a: number, b: number): void {
  const kept = at(items, a);
  items[a] = at(items, b);
  items[b] = kept;
}

function rise(items: string[], from: number): void {
  let index = from;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (at(items, parent) <= at(items, index)) return;
    swap(items, parent, index);
    index = parent;
  }
}

function sink(items: string[]): void {
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    if (left >= items.length) return;
    const right = left + 1;
    const smaller = right < items.length && at(items, right) < at(items, left) ? right : left;
    if (at(items, index) <= at(items, smaller)) return;
    swap(items, index, smaller);
    index = smaller;
  }
}
