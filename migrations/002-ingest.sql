-- Where ingest puts what it reads: the book of files, the quarantine, and for each source a landing and a typed table.

create table ops.loads (
    file_id bigint generated always as identity primary key,
    source text not null,
    target text not null,
    name text not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    bytes bigint not null check (bytes >= 0),
    header text[] not null,
    status text not null check (status in ('loading', 'loaded')),
    loaded_at timestamptz not null,
    duration_ms bigint not null default 0,
    rows_seen bigint not null default 0,
    rows_accepted bigint not null default 0 check (rows_accepted >= 0),
    rows_quarantined bigint not null default 0 check (rows_quarantined >= 0),
    rows_pending bigint not null default 0 check (rows_pending >= 0),
    reasons jsonb not null default '{}',
    constraint loads_once_per_target unique (target, sha256),
    constraint loads_every_row_accounted_for check (rows_seen = rows_accepted + rows_quarantined + rows_pending)
);

comment on table ops.loads is 'One row for each file that was loaded. Its sums close: every row seen was accepted, quarantined or is pending.';
comment on column ops.loads.file_id is 'Number of the file; the raw tables and the quarantine carry it as _file_id and file_id.';
comment on column ops.loads.source is 'Source and table of the contract that the file was read by, such as shop.transactions.';
comment on column ops.loads.target is 'Table that took the accepted rows, such as raw.transactions.';
comment on column ops.loads.name is 'The file as it was named to ingest.';
comment on column ops.loads.sha256 is 'Hash of all its bytes; the same content is loaded once into a target.';
comment on column ops.loads.bytes is 'Length of the file in bytes.';
comment on column ops.loads.header is 'Its header, field by field, in the order of the file.';
comment on column ops.loads.status is 'loaded; loading only inside the transaction that loads it.';
comment on column ops.loads.loaded_at is 'When the load began.';
comment on column ops.loads.duration_ms is 'Milliseconds from the first byte read to the last row checked.';
comment on column ops.loads.rows_seen is 'Records in the file, without header and empty lines.';
comment on column ops.loads.rows_accepted is 'Records that went into the target.';
comment on column ops.loads.rows_quarantined is 'Records that went into ops.quarantine.';
comment on column ops.loads.rows_pending is 'Records that wait for others to arrive.';
comment on column ops.loads.reasons is 'Reason code -> rows at the time of the load. A row with two reasons counts under both.';

create table ops.quarantine (
    file_id bigint not null references ops.loads (file_id) on delete cascade,
    line_no bigint not null check (line_no > 0),
    byte_offset bigint not null check (byte_offset >= 0),
    raw bytea not null,
    stage text not null check (stage in ('read', 'check')),
    reasons text[] not null check (cardinality(reasons) > 0),
    columns text[] not null default '{}',
    detail text not null,
    first_seen timestamptz not null,
    resolved_at timestamptz,
    primary key (file_id, line_no)
);

comment on table ops.quarantine is 'Records that were not accepted: each with every reason, its place in the file and its exact bytes.';
comment on column ops.quarantine.file_id is 'The file it came in (ops.loads).';
comment on column ops.quarantine.line_no is 'Line of the file on which the record begins, from 1; the header is part of the count.';
comment on column ops.quarantine.byte_offset is 'Byte of the file at which the record begins, from 0.';
comment on column ops.quarantine.raw is 'The bytes of the record as they stand in the file, without the line end after it.';
comment on column ops.quarantine.stage is 'read: the reader could not take it apart; check: its values broke the source''s contract.';
comment on column ops.quarantine.reasons is 'Reason codes, each once, sorted.';
comment on column ops.quarantine.columns is 'Columns that the reasons speak of, in the order of the contract; empty for whole records.';
comment on column ops.quarantine.detail is 'The same for people: what was found where.';
comment on column ops.quarantine.first_seen is 'When the record came in first.';
comment on column ops.quarantine.resolved_at is 'When somebody settled it; null while it is open.';

create unlogged table raw.transactions_landing (
    _line_no bigint not null,
    _byte_offset bigint not null,
    _hash integer not null,
    _quoted text,
    _reasons text[],
    _detail text,
    _raw bytea,
    date text,
    product_name text,
    category text,
    quantity text,
    unit_price text,
    total_price text,
    payment_type text,
    country text,
    city text,
    postal_code text,
    shipping_cost text,
    order_status text,
    return_status text,
    rating text,
    feedback text,
    shipping_date text,
    delivery_date text,
    customer_full_name text,
    customer_phone text,
    customer_email text,
    customer_address text,
    product_description text,
    supplier_name text,
    supplier_contact text,
    purchase_price text,
    profit text,
    discount text,
    tax text,
    tax_amount text,
    final_price text,
    payment_status text,
    shipment_tracking_number text,
    carrier text,
    estimated_delivery text,
    actual_delivery text,
    delivery_status text,
    product_return_date text,
    return_reason text,
    refund_amount text,
    customer_support_contact text,
    promotion_applied text,
    coupon_code text,
    membership_status text,
    review_comment text,
    review_date text,
    follow_up_action text
);

comment on table raw.transactions_landing is 'The shop''s export on its way in, all text: filled and emptied within the transaction that loads a file.';
comment on column raw.transactions_landing._line_no is 'Line of the file on which the record begins, from 1.';
comment on column raw.transactions_landing._byte_offset is 'Byte of the file at which the record begins, from 0.';
comment on column raw.transactions_landing._hash is 'Hash of the record''s bytes; equal records have equal hashes, not the other way round.';
comment on column raw.transactions_landing._quoted is 'A digit for each field in the order of the file, 1 where it stands in quotes there; null where none does.';
comment on column raw.transactions_landing._reasons is 'Why the reader could not take the record apart; null where it could.';
comment on column raw.transactions_landing._detail is 'The same for people.';
comment on column raw.transactions_landing._raw is 'The bytes of a record that could not be taken apart; of the others they follow from _quoted and the fields.';
comment on column raw.transactions_landing.date is 'Date as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.product_name is 'ProductName as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.category is 'Category as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.quantity is 'Quantity as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.unit_price is 'UnitPrice as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.total_price is 'TotalPrice as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.payment_type is 'PaymentType as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.country is 'Country as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.city is 'City as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.postal_code is 'PostalCode as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.shipping_cost is 'ShippingCost as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.order_status is 'OrderStatus as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.return_status is 'ReturnStatus as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.rating is 'Rating as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.feedback is 'Feedback as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.shipping_date is 'ShippingDate as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.delivery_date is 'DeliveryDate as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.customer_full_name is 'CustomerFullName as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.customer_phone is 'CustomerPhone as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.customer_email is 'CustomerEmail as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.customer_address is 'CustomerAddress as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.product_description is 'ProductDescription as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.supplier_name is 'SupplierName as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.supplier_contact is 'SupplierContact as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.purchase_price is 'PurchasePrice as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.profit is 'Profit as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.discount is 'Discount as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.tax is 'Tax as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.tax_amount is 'TaxAmount as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.final_price is 'FinalPrice as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.payment_status is 'PaymentStatus as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.shipment_tracking_number is 'ShipmentTrackingNumber as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.carrier is 'Carrier as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.estimated_delivery is 'EstimatedDelivery as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.actual_delivery is 'ActualDelivery as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.delivery_status is 'DeliveryStatus as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.product_return_date is 'ProductReturnDate as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.return_reason is 'ReturnReason as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.refund_amount is 'RefundAmount as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.customer_support_contact is 'CustomerSupportContact as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.promotion_applied is 'PromotionApplied as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.coupon_code is 'CouponCode as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.membership_status is 'MembershipStatus as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.review_comment is 'ReviewComment as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.review_date is 'ReviewDate as text, as it stands in the file; null where empty.';
comment on column raw.transactions_landing.follow_up_action is 'FollowUpAction as text, as it stands in the file; null where empty.';

create table raw.transactions (
    _file_id bigint not null,
    _line_no bigint not null,
    _txid xid8 not null default pg_current_xact_id(),
    date date not null,
    product_name text not null,
    category text,
    quantity integer not null,
    unit_price numeric not null,
    total_price numeric not null,
    payment_type text,
    country text,
    city text,
    postal_code text,
    shipping_cost numeric,
    order_status text,
    return_status text,
    rating integer,
    feedback text,
    shipping_date date,
    delivery_date date,
    customer_full_name text,
    customer_phone text,
    customer_email text,
    customer_address text,
    product_description text,
    supplier_name text,
    supplier_contact text,
    purchase_price numeric,
    profit numeric,
    discount numeric,
    tax numeric,
    tax_amount numeric,
    final_price numeric,
    payment_status text,
    shipment_tracking_number text,
    carrier text,
    estimated_delivery date,
    actual_delivery date,
    delivery_status text,
    product_return_date date,
    return_reason text,
    refund_amount numeric,
    customer_support_contact text,
    promotion_applied text,
    coupon_code text,
    membership_status text,
    review_comment text,
    review_date date,
    follow_up_action text,
    primary key (_file_id, _line_no)
);

create index transactions_txid on raw.transactions (_txid);

comment on table raw.transactions is 'Accepted lines of the shop''s export, typed, otherwise as delivered. Money and rates keep the digits of the file.';
comment on column raw.transactions._file_id is 'The file it came in (ops.loads).';
comment on column raw.transactions._line_no is 'Line of the file on which the record begins, from 1; the header is part of the count.';
comment on column raw.transactions._txid is 'Transaction that wrote the row: what came in after a given moment can be found by it.';
comment on column raw.transactions.date is 'Day of the order.';
comment on column raw.transactions.product_name is 'Name of the product as written in the export.';
comment on column raw.transactions.category is 'Category of the product.';
comment on column raw.transactions.quantity is 'Pieces sold in the line.';
comment on column raw.transactions.unit_price is 'Price of one piece.';
comment on column raw.transactions.total_price is 'Price of the line before discount and tax, as the export states it.';
comment on column raw.transactions.payment_type is 'How it was paid: card, PayPal, bank transfer.';
comment on column raw.transactions.country is 'Country of the customer.';
comment on column raw.transactions.city is 'City of the customer; not always one of that country.';
comment on column raw.transactions.postal_code is 'Postal code of the customer; text, since leading zeros count.';
comment on column raw.transactions.shipping_cost is 'Cost of shipping.';
comment on column raw.transactions.order_status is 'State of the order: Pending, Completed, Cancelled, Refunded.';
comment on column raw.transactions.return_status is 'Returned or Not Returned.';
comment on column raw.transactions.rating is 'Stars given by the customer, 1 to 5.';
comment on column raw.transactions.feedback is 'The customer''s words on the order.';
comment on column raw.transactions.shipping_date is 'Day on which it was shipped.';
comment on column raw.transactions.delivery_date is 'Day of delivery as the order book has it.';
comment on column raw.transactions.customer_full_name is 'Name of the customer.';
comment on column raw.transactions.customer_phone is 'Telephone of the customer.';
comment on column raw.transactions.customer_email is 'E-mail address of the customer.';
comment on column raw.transactions.customer_address is 'Street address of the customer.';
comment on column raw.transactions.product_description is 'Description of the product.';
comment on column raw.transactions.supplier_name is 'Supplier of the product.';
comment on column raw.transactions.supplier_contact is 'Contact person at the supplier.';
comment on column raw.transactions.purchase_price is 'What the shop paid for one piece.';
comment on column raw.transactions.profit is 'Profit of the line as the export states it.';
comment on column raw.transactions.discount is 'Discount as a fraction of the price: 0.05 is five per cent.';
comment on column raw.transactions.tax is 'Tax as a fraction of the price.';
comment on column raw.transactions.tax_amount is 'Tax of the line as the export states it.';
comment on column raw.transactions.final_price is 'What the customer pays for the line.';
comment on column raw.transactions.payment_status is 'State of the payment: Pending, Processed, Failed.';
comment on column raw.transactions.shipment_tracking_number is 'Tracking number of the shipment; not unique in the export.';
comment on column raw.transactions.carrier is 'Who carried it.';
comment on column raw.transactions.estimated_delivery is 'Day of delivery that was promised.';
comment on column raw.transactions.actual_delivery is 'Day of delivery as the carrier reported it.';
comment on column raw.transactions.delivery_status is 'Early, On Time or Delayed, as the export states it.';
comment on column raw.transactions.product_return_date is 'Day on which the product came back.';
comment on column raw.transactions.return_reason is 'Why it came back.';
comment on column raw.transactions.refund_amount is 'Money given back.';
comment on column raw.transactions.customer_support_contact is 'Who in support had the case.';
comment on column raw.transactions.promotion_applied is 'Promotion that applied to the line.';
comment on column raw.transactions.coupon_code is 'Coupon that the customer used.';
comment on column raw.transactions.membership_status is 'Membership level of the customer.';
comment on column raw.transactions.review_comment is 'Text of the product review.';
comment on column raw.transactions.review_date is 'Day of the product review.';
comment on column raw.transactions.follow_up_action is 'What support is to do next.';
