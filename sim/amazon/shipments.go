package amazon

import (
	"time"

	"fbasim/sim/money"
)

// Shipment is a line of Amazon Fulfilled Shipments (GET_AMAZON_FULFILLED_SHIPMENTS_DATA_GENERAL):
// some units of an order, sent. Its arrival is Amazon's estimate, not the day of delivery.
type Shipment struct {
	Order    OrderID
	Bought   time.Time
	Shipped  time.Time
	Arrival  time.Time // estimated; zero where missing
	SKU      string
	Quantity int
	Currency money.Currency
	Price    Maybe[money.Amount] // of the line
	Country  string              // shipped to (ISO 3166)
	Center   string              // fulfillment center
	Carrier  string
	Service  string // ship service level
	Channel  Channel
	Store    Store
}

var shipmentColumns = schema[Shipment]{
	orderID("amazon-order-id", may, func(r *Shipment) *OrderID { return &r.Order }),
	moment("purchase-date", must, func(r *Shipment) *time.Time { return &r.Bought }),
	moment("shipment-date", must, func(r *Shipment) *time.Time { return &r.Shipped }),
	moment("estimated-arrival-date", may, func(r *Shipment) *time.Time { return &r.Arrival }),
	text("sku", must, func(r *Shipment) *string { return &r.SKU }),
	count("quantity-shipped", must, func(r *Shipment) *int { return &r.Quantity }),
	currency("currency", may, func(r *Shipment) *money.Currency { return &r.Currency }),
	amount("item-price", may, func(r *Shipment) *Maybe[money.Amount] { return &r.Price }),
	country("ship-country", may, func(r *Shipment) *string { return &r.Country }),
	text("fulfillment-center-id", may, func(r *Shipment) *string { return &r.Center }),
	text("carrier", may, func(r *Shipment) *string { return &r.Carrier }),
	text("ship-service-level", may, func(r *Shipment) *string { return &r.Service }),
	channel("fulfillment-channel", may, func(r *Shipment) *Channel { return &r.Channel }),
	store("sales-channel", may, func(r *Shipment) *Store { return &r.Store }),
}

var shipmentsKind = kind{
	report: Shipments, title: "Amazon Fulfilled Shipments", api: "GET_AMAZON_FULFILLED_SHIPMENTS_DATA_GENERAL",
	known: columns("shipment-id shipment-item-id purchase-date shipment-date sku quantity-shipped " +
		"estimated-arrival-date"),
	variants: []variant{{name: "Japan", has: columns("points-granted")}, {name: "general"}},
	uses:     shipmentColumns.uses(),
}

// ReadShipments reads the lines of an Amazon Fulfilled Shipments report.
func ReadShipments(f Recognized, visit ...Visit[Shipment]) error {
	return read(f, Shipments, shipmentColumns, visit)
}
