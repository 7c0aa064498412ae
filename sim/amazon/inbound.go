package amazon

import (
	"time"

	"fbasim/sim/money"
)

// InboundIssue is a row of Inbound performance
// (GET_FBA_FULFILLMENT_INBOUND_NONCOMPLIANCE_DATA): a problem of a shipment, and its fee.
type InboundIssue struct {
	Reported time.Time
	Created  time.Time // of the shipment; zero where missing
	Shipment string
	Center   string
	SKU      string
	FNSKU    string
	ASIN     string
	Type     string // of the problem
	Quantity int    // with the problem
	Expected int
	Received int
	Coaching string // level
	Fee      string // fee type
	Currency money.Currency
	Total    Maybe[money.Amount]
	Level    string // of the problem: shipment, item, ...
	Alert    string // status
}

var inboundColumns = schema[InboundIssue]{
	moment("issue-reported-date", must, func(r *InboundIssue) *time.Time { return &r.Reported }),
	moment("shipment-creation-date", may, func(r *InboundIssue) *time.Time { return &r.Created }),
	text("fba-shipment-id", must, func(r *InboundIssue) *string { return &r.Shipment }),
	text("fulfillment-center-id", may, func(r *InboundIssue) *string { return &r.Center }),
	text("sku", may, func(r *InboundIssue) *string { return &r.SKU }),
	text("fnsku", may, func(r *InboundIssue) *string { return &r.FNSKU }),
	text("asin", may, func(r *InboundIssue) *string { return &r.ASIN }),
	text("problem-type", must, func(r *InboundIssue) *string { return &r.Type }),
	count("problem-quantity", may, func(r *InboundIssue) *int { return &r.Quantity }),
	count("expected-quantity", may, func(r *InboundIssue) *int { return &r.Expected }),
	count("received-quantity", may, func(r *InboundIssue) *int { return &r.Received }),
	text("coaching-level", may, func(r *InboundIssue) *string { return &r.Coaching }),
	text("fee-type", may, func(r *InboundIssue) *string { return &r.Fee }),
	currency("currency", may, func(r *InboundIssue) *money.Currency { return &r.Currency }),
	amount("fee-total", may, func(r *InboundIssue) *Maybe[money.Amount] { return &r.Total }),
	text("problem-level", may, func(r *InboundIssue) *string { return &r.Level }),
	text("alert-status", may, func(r *InboundIssue) *string { return &r.Alert }),
}

var inboundKind = kind{
	report: InboundPerformance, title: "Inbound performance", api: "GET_FBA_FULFILLMENT_INBOUND_NONCOMPLIANCE_DATA",
	known:    columns("issue-reported-date fba-shipment-id problem-type"),
	variants: []variant{{name: "general"}},
	uses:     inboundColumns.uses(),
}

// ReadInbound reads the rows of Inbound performance.
func ReadInbound(f Recognized, visit ...Visit[InboundIssue]) error {
	return read(f, InboundPerformance, inboundColumns, visit)
}
