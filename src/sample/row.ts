import { type Day, isoWriter } from './calendar.js';
import type { Product } from './catalogue.js';
import { COLUMN, COLUMNS } from './columns.js';
import { csvCell } from './csv-cell.js';
import { deliveryStatus } from './delivery.js';
import { cents, divideHalfUp, fraction, tenThousandths } from './money.js';
import type { Order, OrderLine } from './order.js';

/** One row of the file: 46 cells in the export's order, each as it stands between the commas. */
export type Row = string[];

type IsoWriter = (day: Day | undefined) => string;

/** The header line, without its line end. */
export const HEADER = COLUMNS.join(',');

/** A parcel that is later than this many days makes the support call the carrier. */
const CLAIM_AFTER = 5;

/** Writes an order as rows, one for each of its lines. */
export type RowWriter = (order: Order) => readonly Row[];

/** What all lines of an order share is written once; texts of products are quoted once. */
export function makeRowWriter(products: readonly Product[]): RowWriter {
  const iso = isoWriter();
  const quoted = products.map(quoteProduct);
  return (order) => {
    const shared = rowOfOrder(order, iso);
    return order.lines.map((line) => rowOfLine(shared, order, line, quoted[line.product.index] ?? line.product, iso));
  };
}

type ProductTexts = Pick<Product, 'name' | 'description' | 'supplier'>;

function quoteProduct({ name, description, supplier }: Product): ProductTexts {
  return {
    name: csvCell(name),
    description: csvCell(description),
    supplier: { name: csvCell(supplier.name), contact: csvCell(supplier.contact) },
  };
}

function rowOfOrder(order: Order, iso: IsoWriter): Row {
  const { customer, shipment, promised } = order;
  const row: Row = new Array<string>(COLUMNS.length).fill('');
  row[COLUMN.Date] = iso(order.day);
  row[COLUMN.PaymentType] = order.paymentType;
  row[COLUMN.Country] = customer.market.country;
  row[COLUMN.City] = customer.city.name;
  row[COLUMN.PostalCode] = customer.postalCode;
  row[COLUMN.OrderStatus] = order.status;
  row[COLUMN.CustomerFullName] = customer.fullName;
  row[COLUMN.CustomerPhone] = customer.phone;
  row[COLUMN.CustomerEmail] = customer.email;
  row[COLUMN.CustomerAddress] = customer.address;
  row[COLUMN.Tax] = fraction(customer.market.tax);
  row[COLUMN.PaymentStatus] = order.paymentStatus;
  row[COLUMN.EstimatedDelivery] = iso(promised);
  row[COLUMN.PromotionApplied] = order.promotion.name;
  row[COLUMN.CouponCode] = order.promotion.coupon;
  row[COLUMN.MembershipStatus] = order.membership;
  if (shipment === undefined) return row;
  row[COLUMN.ShippingDate] = iso(shipment.shipped);
  row[COLUMN.ShipmentTrackingNumber] = shipment.trackingNumber;
  row[COLUMN.Carrier] = shipment.lane.carrier;
  if (shipment.delivered === undefined) return row;
  row[COLUMN.DeliveryDate] = row[COLUMN.ActualDelivery] = iso(shipment.delivered);
  row[COLUMN.DeliveryStatus] = deliveryStatus(promised, shipment.delivered);
  return row;
}

function rowOfLine(shared: Row, order: Order, line: OrderLine, texts: ProductTexts, iso: IsoWriter): Row {
  const { product, review } = line;
  const row = shared.slice();
  row[COLUMN.ProductName] = texts.name;
  row[COLUMN.Category] = product.category;
  row[COLUMN.ProductDescription] = texts.description;
  row[COLUMN.SupplierName] = texts.supplier.name;
  row[COLUMN.SupplierContact] = texts.supplier.contact;
  row[COLUMN.Quantity] = String(line.quantity);
  putAmounts(row, line);
  putAfterSale(row, order, line, iso);
  if (review === undefined) return row;
  row[COLUMN.Rating] = String(review.rating);
  row[COLUMN.Feedback] = review.feedback;
  row[COLUMN.ReviewComment] = csvCell(review.comment);
  row[COLUMN.ReviewDate] = iso(review.day);
  return row;
}

function putAmounts(row: Row, line: OrderLine): void {
  row[COLUMN.UnitPrice] = cents(line.unitPrice);
  row[COLUMN.TotalPrice] = cents(line.totalPrice);
  row[COLUMN.ShippingCost] = cents(line.shippingCost);
  row[COLUMN.PurchasePrice] = cents(line.product.purchasePrice);
  row[COLUMN.Profit] = cents((line.unitPrice - line.product.purchasePrice) * line.quantity);
  row[COLUMN.Discount] = fraction(line.discount);
  row[COLUMN.TaxAmount] = cents(line.taxAmount);
  row[COLUMN.FinalPrice] = tenThousandths(line.finalPrice);
}

function putAfterSale(row: Row, order: Order, line: OrderLine, iso: IsoWriter): void {
  const { returned } = line;
  row[COLUMN.ReturnStatus] = returned === undefined ? 'Not Returned' : 'Returned';
  if (returned !== undefined) {
    row[COLUMN.ProductReturnDate] = iso(returned.day);
    row[COLUMN.ReturnReason] = returned.reason;
  }
  if (returned !== undefined || (order.status === 'Cancelled' && order.paymentStatus === 'Processed')) {
    row[COLUMN.RefundAmount] = cents(divideHalfUp(line.finalPrice, 100));
  }
  const action = followUp(order, line);
  if (action === '') return;
  row[COLUMN.FollowUpAction] = action;
  row[COLUMN.CustomerSupportContact] = order.customer.market.support;
}

/** What the support did about a line; nothing for most. */
function followUp(order: Order, line: OrderLine): string {
  if (line.returned !== undefined) return 'Refund Issued';
  if ((line.review?.rating ?? 5) <= 2) return 'Voucher Sent';
  const delivered = order.shipment?.delivered ?? order.promised;
  return delivered - order.promised > CLAIM_AFTER ? 'Carrier Claim' : '';
}
