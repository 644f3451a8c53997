import type { Random } from './random.js';

/** Who orders next. Numbers follow the first purchase: a new customer is always the next number. */
export interface Regulars {
  /** The customer of the next order: mostly one who came before. */
  choose(): number;
  /** A customer who never came before. */
  newcomer(): number;
  /** Notes an order; returns how many the customer has placed with it (counting stops at 127). */
  ordered(customer: number): number;
  /** Notes that a line of the customer reached the file in an acceptable state. */
  accepted(customer: number): void;
  /** Customers with at least one acceptable line. */
  acceptedCount(): number;
}

/** Share of orders that a newcomer places. */
const NEWCOMERS = 0.27;
/** Share of the other orders that goes to the shop's oldest friends. */
const FRIENDS = 0.12;
/** Returning customers are drawn from the last orders: this share of all, within these bounds. */
const MEMORY_SHARE = 1 / 8;
const MEMORY_LEAST = 64;
const MEMORY_MOST = 2 ** 16;
/** After this many orders a customer is no likelier than any other to come again. */
const SATED = 100;
const SEEN = 0x80;

/**
 * Activity is heavy-tailed as in real shops (Simon's process: the more one has ordered lately, the likelier one comes again), and
 * customers fade away, because old orders are forgotten. Takes one byte a customer, and at most 65,536 last orders.
 */
export function makeRegulars(random: Random, expectedOrders: number): Regulars {
  const memory = Math.min(MEMORY_MOST, Math.max(MEMORY_LEAST, Math.floor(expectedOrders * MEMORY_SHARE)));
  const recent = new Int32Array(memory);
  let notes = new Uint8Array(1024);
  let orders = 0;
  let customers = 0;
  let acceptedCustomers = 0;
  return {
    choose: () => {
      if (orders === 0 || random.chance(NEWCOMERS)) return customers;
      const draw = random.float();
      const chosen = random.chance(FRIENDS)
        ? Math.floor(draw * Math.sqrt(draw) * customers)
        : (recent[Math.floor(draw * Math.min(orders, memory))] ?? 0);
      return ((notes[chosen] ?? 0) & ~SEEN) < SATED ? chosen : Math.floor(draw * customers);
    },
    newcomer: () => customers,
    ordered: (customer) => {
      if (customer === customers) {
        customers += 1;
        if (customers > notes.length) notes = grown(notes);
      }
      recent[orders % memory] = customer;
      orders += 1;
      const note = notes[customer] ?? 0;
      const count = Math.min((note & ~SEEN) + 1, 127);
      notes[customer] = (note & SEEN) | count;
      return count;
    },
    accepted: (customer) => {
      const note = notes[customer] ?? 0;
      if ((note & SEEN) !== 0) return;
      notes[customer] = note | SEEN;
      acceptedCustomers += 1;
    },
    acceptedCount: () => acceptedCustomers,
  };
}

function grown(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2);
  larger.set(bytes);
  return larger;
}
