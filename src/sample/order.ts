import type { Day } from './calendar.js';
import type { Product } from './catalogue.js';
import type { Customer } from './customers.js';
import type { Lane } from './markets.js';
import type { Membership, Promotion } from './promotions.js';
import type { Return, Review } from './after-sale.js';
import type { PaymentStatus, PaymentType } from './settlement.js';

/** The export's words for the state of an order. */
type OrderStatus = 'Completed' | 'Pending' | 'Cancelled' | 'Refunded';

/**
 * One order as it stood on the day of the export.
 *
 * The export has no order id. The rule that forms orders: lines belong together when they share Date, CustomerFullName,
 * CustomerAddress, PaymentType and ShipmentTrackingNumber (an empty one counts as a value). The generator keeps that rule exact:
 * tracking numbers are never used twice, a customer has at most one order without tracking number per date and payment type, and no
 * two customers share name and address.
 */
export interface Order {
  readonly day: Day;
  readonly customer: Customer;
  readonly membership: Membership;
  readonly promotion: Promotion;
  readonly paymentType: PaymentType;
  readonly paymentStatus: PaymentStatus;
  readonly status: OrderStatus;
  readonly promised: Day;
  /** Absent while the order is in the house. */
  readonly shipment: Shipment | undefined;
  /** At least one; no product twice. */
  readonly lines: readonly OrderLine[];
}

export interface Shipment {
  readonly lane: Lane;
  readonly trackingNumber: string;
  readonly shipped: Day;
  /** Absent while the parcel is on its way. */
  readonly delivered: Day | undefined;
}

/** One line of an order. Amounts are whole numbers of the unit named. */
export interface OrderLine {
  readonly product: Product;
  readonly quantity: number;
  /** Cents. */
  readonly unitPrice: number;
  /** Cents: quantity x unit price. */
  readonly totalPrice: number;
  /** Whole percent. */
  readonly discount: number;
  readonly tax: number;
  /** Cents: total price x tax, rounded half up. */
  readonly taxAmount: number;
  /** Ten-thousandths: total price x (1 - discount) + tax amount, exact. */
  readonly finalPrice: number;
  /** Cents: this line's share of the order's shipping cost. The shares add up. */
  readonly shippingCost: number;
  readonly returned: Return | undefined;
  readonly review: Review | undefined;
}
