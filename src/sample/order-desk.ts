import { type BasketFiller, makeBasketFiller } from './basket.js';
import { civilOf, type Day } from './calendar.js';
import type { Product } from './catalogue.js';
import type { Customer, CustomerBook } from './customers.js';
import { arrivalDay, promisedDay } from './delivery.js';
import { type Lane, MARKETS } from './markets.js';
import type { Order, OrderLine, Shipment } from './order.js';
import { drawLines } from './order-lines.js';
import type { PriceList } from './prices.js';
import {
  type Membership,
  memberPromotion,
  NO_PROMOTION,
  type Promotion,
  promotionOf,
  tierOf,
  WELCOME,
} from './promotions.js';
import { type Random, randomOf } from './random.js';
import type { Regulars } from './regulars.js';
import { blackFriday } from './seasons.js';
import { payableDay, PAYMENT_TYPES, type PaymentType, settle, type Settlement } from './settlement.js';
import { trackingNumbers } from './tracking.js';
import { cumulativeShares, positionIn } from './weighted.js';

/** What the order desk works with. */
export interface Shop {
  readonly seed: number;
  readonly products: readonly Product[];
  readonly prices: PriceList;
  readonly customers: CustomerBook;
  readonly regulars: Regulars;
  /** The day of the export: nothing after it has happened yet. */
  readonly asOf: Day;
}

/** Makes the next order of a day. Days must not go back. */
export type OrderDesk = (day: Day) => Order;

const PAYMENT_SHARES = cumulativeShares([42, 28, 18, 12]);
const LANE_SHARES = MARKETS.map((market) => cumulativeShares(market.lanes.map((lane) => lane.weight)));
/** The shop pays for the shipping of baskets with this many products, and for its best members. */
const FREE_SHIPPING_LINES = 5;
/** Share of newcomers who use the welcome code. */
const WELCOMED = 0.35;

export function openOrderDesk(shop: Shop): OrderDesk {
  const random = randomOf(shop.seed, 'orders');
  const fillBasket = makeBasketFiller(random, shop.products);
  const nextTrackingNumber = trackingNumbers(shop.seed);
  const isFree = unshippedGuard();
  const promotions = promotionsByDay();
  return (day) => {
    const start = open(random, shop, day, isFree);
    const customer = shop.customers(start.customer);
    const count = shop.regulars.ordered(start.customer);
    const membership = customer.member ? tierOf(count) : 'Guest';
    const promotion = bestPromotion(random, promotions(day), membership, count === 1);
    const lane = laneOf(random, customer);
    const promised = promisedDay(payableDay(day, start.paymentType), lane, customer.city);
    const shipment = send(random, customer, lane, start, nextTrackingNumber, shop.asOf);
    const lines = fillOrder(random, fillBasket, shop, { day, customer, membership, promotion, promised, shipment });
    const { paymentType } = start;
    const { status, paymentStatus } = statusOf(start.settlement, shipment, lines);
    return { day, customer, membership, promotion, paymentType, paymentStatus, status, promised, shipment, lines };
  };
}

interface Opened {
  readonly customer: number;
  readonly paymentType: PaymentType;
  readonly settlement: Settlement;
  readonly rush: boolean;
}

/**
 * Who orders, how they pay, and whether it is shipped. A second order without shipment by the same customer on one day with one
 * payment type could not be told from the first by the rule of `Order`: a newcomer takes its place.
 */
function open(random: Random, shop: Shop, day: Day, isFree: UnshippedGuard): Opened {
  const chosen = shop.regulars.choose();
  const payment = positionIn(PAYMENT_SHARES, random.float());
  const paymentType = PAYMENT_TYPES[payment] ?? 'PayPal';
  const rush = isRush(day);
  const settlement = settle(random, day, paymentType, rush, shop.asOf);
  const taken = settlement.kind !== 'shipped' && !isFree(day, chosen, payment);
  const customer = taken ? shop.regulars.newcomer() : chosen;
  if (taken) isFree(day, customer, payment);
  return { customer, paymentType, settlement, rush };
}

/** True the first time that a customer is seen with a payment type on a day; it remembers one day. */
type UnshippedGuard = (day: Day, customer: number, payment: number) => boolean;

function unshippedGuard(): UnshippedGuard {
  const seen = new Set<number>();
  let today = Number.NaN;
  return (day, customer, payment) => {
    if (day !== today) seen.clear();
    today = day;
    const key = customer * PAYMENT_TYPES.length + payment;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}

/** Black Friday to the last parcels before Christmas: warehouse and carriers are busy. */
function isRush(day: Day): boolean {
  const { year, month, day: dayOfMonth } = civilOf(day);
  if (month === 12) return dayOfMonth <= 23;
  return month === 11 && day >= blackFriday(year) - 1;
}

function promotionsByDay(): (day: Day) => Promotion {
  let today = Number.NaN;
  let promotion = NO_PROMOTION;
  return (day) => {
    if (day !== today) promotion = promotionOf(day);
    today = day;
    return promotion;
  };
}

function bestPromotion(random: Random, ofDay: Promotion, membership: Membership, newcomer: boolean): Promotion {
  const ofMember = newcomer && random.chance(WELCOMED) ? WELCOME : memberPromotion(membership);
  return ofMember.percent > ofDay.percent ? ofMember : ofDay;
}

function laneOf(random: Random, customer: Customer): Lane {
  const index = positionIn(LANE_SHARES[customer.marketIndex] ?? [1], random.float());
  const lane = customer.market.lanes[index];
  if (lane === undefined) throw new RangeError(`${customer.market.country} has no lane ${index}`);
  return lane;
}

function send(
  random: Random,
  customer: Customer,
  lane: Lane,
  start: Opened,
  nextTrackingNumber: () => string,
  asOf: Day,
): Shipment | undefined {
  if (start.settlement.kind !== 'shipped') return undefined;
  const { shipped } = start.settlement;
  const arrival = arrivalDay(random, shipped, lane, customer.city, start.rush);
  return { lane, trackingNumber: nextTrackingNumber(), shipped, delivered: arrival > asOf ? undefined : arrival };
}

function fillOrder(
  random: Random,
  fillBasket: BasketFiller,
  shop: Shop,
  order: Pick<Order, 'day' | 'customer' | 'membership' | 'promotion' | 'promised' | 'shipment'>,
): readonly OrderLine[] {
  const { day, customer, membership, promotion, promised, shipment } = order;
  const basket = fillBasket(customer, day);
  const delivered = shipment?.delivered;
  return drawLines(random, basket, shop.prices, {
    day,
    customer,
    promotion,
    freeShipping: membership === 'Platinum' || basket.length >= FREE_SHIPPING_LINES,
    delivery: delivered === undefined ? undefined : { day: delivered, lateBy: delivered - promised },
    asOf: shop.asOf,
  });
}

/** Shipped orders are paid. An order is refunded when all its lines came back. */
function statusOf(
  settlement: Settlement,
  shipment: Shipment | undefined,
  lines: readonly OrderLine[],
): Pick<Order, 'status' | 'paymentStatus'> {
  switch (settlement.kind) {
    case 'cancelled':
      return { status: 'Cancelled', paymentStatus: settlement.payment };
    case 'waiting':
      return { status: 'Pending', paymentStatus: settlement.payment };
    case 'shipped': {
      if (shipment?.delivered === undefined) return { status: 'Pending', paymentStatus: 'Processed' };
      const allBack = lines.every((line) => line.returned !== undefined);
      return { status: allBack ? 'Refunded' : 'Completed', paymentStatus: 'Processed' };
    }
  }
}
