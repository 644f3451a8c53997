import type { Day } from './calendar.js';
import { drawReturn, drawReview } from './after-sale.js';
import type { Product } from './catalogue.js';
import type { Customer } from './customers.js';
import { divideHalfUp } from './money.js';
import type { OrderLine } from './order.js';
import type { PriceList } from './prices.js';
import type { Promotion } from './promotions.js';
import type { Random } from './random.js';

/** What all lines of an order have in common while they are drawn. */
export interface LineContext {
  readonly day: Day;
  readonly customer: Customer;
  readonly promotion: Promotion;
  /** True when the shop pays for shipping. */
  readonly freeShipping: boolean;
  /** Absent when nothing has arrived. */
  readonly delivery: { readonly day: Day; readonly lateBy: number } | undefined;
  readonly asOf: Day;
}

/** The highest discount of the shop's export, in percent. */
const MOST_DISCOUNT = 29;

/**
 * Makes the lines of one basket: pieces, prices of the day, discount, tax, shares of the shipping cost, returns and reviews. The rule
 * of the amounts is the one that holds in all rows of the shop's export: FinalPrice = TotalPrice x (1 - Discount) + TaxAmount, with
 * TaxAmount = TotalPrice x Tax rounded to the cent, Profit = (UnitPrice - PurchasePrice) x Quantity; shipping is not part of either.
 * The export shows the noise of binary floating point in FinalPrice and Profit; here they are exact decimals.
 */
export function drawLines(
  random: Random,
  basket: readonly Product[],
  prices: PriceList,
  context: LineContext,
): readonly OrderLine[] {
  const { market } = context.customer;
  const quantities = basket.map((product) => drawQuantity(random, product));
  const pieces = quantities.reduce((sum, quantity) => sum + quantity, 0);
  const shipping = context.freeShipping ? 0 : market.shippingBase + market.shippingPiece * pieces;
  let shippedPieces = 0;
  return basket.map((product, index) => {
    const quantity = quantities[index] ?? 1;
    const paidBefore = Math.floor((shipping * shippedPieces) / pieces);
    shippedPieces += quantity;
    const shippingCost = Math.floor((shipping * shippedPieces) / pieces) - paidBefore;
    return drawLine(random, product, quantity, shippingCost, prices, context);
  });
}

function drawLine(
  random: Random,
  product: Product,
  quantity: number,
  shippingCost: number,
  prices: PriceList,
  context: LineContext,
): OrderLine {
  const { customer, day, delivery, asOf } = context;
  const unitPrice = prices.priceOn(product, day);
  const totalPrice = unitPrice * quantity;
  const discount = Math.min(MOST_DISCOUNT, context.promotion.percent + prices.clearanceOn(product, day));
  const { tax } = customer.market;
  const taxAmount = divideHalfUp(totalPrice * tax, 100);
  const finalPrice = totalPrice * (100 - discount) + taxAmount * 100;
  const returned = delivery && drawReturn(random, product, delivery.day, delivery.lateBy, asOf);
  const review = delivery && drawReview(random, product, delivery.day, delivery.lateBy, returned, asOf);
  return {
    product,
    quantity,
    unitPrice,
    totalPrice,
    discount,
    tax,
    taxAmount,
    finalPrice,
    shippingCost,
    returned,
    review,
  };
}

function drawQuantity(random: Random, product: Product): number {
  if (product.mostPieces === 1 || random.chance(0.4)) return 1;
  return 1 + Math.min(random.below(product.mostPieces), random.below(product.mostPieces));
}
