package amazon

import (
	"strings"
	"time"

	"fbasim/sim/money"
)

// OrderLine is a line of All Orders (GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL and its
// twin by last update). A line of more than one unit holds the money of all of them.
type OrderLine struct {
	Order      OrderID
	Bought     time.Time // UTC
	Status     string    // "Shipped", "Pending", "Cancelled", ... as Amazon writes it
	ItemStatus string
	Channel    Channel
	Store      Store // of the sales channel
	SKU, ASIN  string
	Quantity   int // 0 on cancelled lines
	Currency   money.Currency
	ItemPrice  Maybe[money.Amount] // of the whole line, missing while pending
	ItemTax    Maybe[money.Amount]
	Shipping   Maybe[money.Amount]
	Discount   Maybe[money.Amount] // of the item, as a positive amount
}

// Cancelled reports whether the order or the line was cancelled, so that nothing was sold.
func (o OrderLine) Cancelled() bool {
	return isCancelled(o.Status) || isCancelled(o.ItemStatus)
}

func isCancelled(status string) bool {
	return strings.EqualFold(status, "Cancelled") || strings.EqualFold(status, "Canceled")
}

var orderColumns = schema[OrderLine]{
	orderID("amazon-order-id", need, func(r *OrderLine) *OrderID { return &r.Order }),
	moment("purchase-date", must, func(r *OrderLine) *time.Time { return &r.Bought }),
	text("order-status", need, func(r *OrderLine) *string { return &r.Status }),
	text("item-status", may, func(r *OrderLine) *string { return &r.ItemStatus }),
	channel("fulfillment-channel", may, func(r *OrderLine) *Channel { return &r.Channel }),
	store("sales-channel", may, func(r *OrderLine) *Store { return &r.Store }),
	text("sku", must, func(r *OrderLine) *string { return &r.SKU }),
	text("asin", may, func(r *OrderLine) *string { return &r.ASIN }),
	count("quantity", must, func(r *OrderLine) *int { return &r.Quantity }),
	currency("currency", may, func(r *OrderLine) *money.Currency { return &r.Currency }),
	amount("item-price", may, func(r *OrderLine) *Maybe[money.Amount] { return &r.ItemPrice }),
	amount("item-tax", may, func(r *OrderLine) *Maybe[money.Amount] { return &r.ItemTax }),
	amount("shipping-price", may, func(r *OrderLine) *Maybe[money.Amount] { return &r.Shipping }),
	amount("item-promotion-discount", may, func(r *OrderLine) *Maybe[money.Amount] { return &r.Discount }),
}

var ordersKind = kind{
	report: Orders, title: "All Orders", api: "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL",
	known: columns("amazon-order-id purchase-date order-status fulfillment-channel sales-channel " +
		"sku quantity item-price"),
	never: columns("shipment-date buyer-name"),
	variants: []variant{
		{name: "tracking", has: columns("is-sold-by-ab")},
		{name: "2026", has: columns("signature-confirmation-recommended")},
		{name: "2020", has: columns("url")},
	},
	uses: orderColumns.uses(),
}

// ReadOrders reads the lines of an All Orders report. As of every reader, its error is a visitor's, or
// a *diag.List of what is wrong with the file; rows that are well were visited all the same.
func ReadOrders(f Recognized, visit ...Visit[OrderLine]) error {
	return read(f, Orders, orderColumns, visit)
}
