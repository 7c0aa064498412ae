package amazon

import (
	"time"

	"fbasim/sim/money"
)

// SettlementLine is a row of a settlement report. Of both versions: the second writes an amount a
// row; the first has several amounts beside each other, and ReadSettlement gives each as a line of
// its own with the names of the second, so that its readers know one form.
type SettlementLine struct {
	Settlement  string
	Start, End  time.Time // of the settlement; on its header only
	Deposit     time.Time // on the header only
	Total       Maybe[money.Amount]
	Currency    money.Currency // of the header; rows of the second version do not repeat it
	Type        string         // transaction type: "Order", "Refund", "Service Fee", "Transfer", ...
	Order       OrderID
	Store       Store // of marketplace-name; "" on rows of no store
	AmountType  string
	Description string // amount description: "Principal", "Commission", "FBAPerUnitFulfillmentFee", ...
	Amount      Maybe[money.Amount]
	Channel     Channel   // of fulfillment-id: AFN is Amazon
	Posted      time.Time // zero where missing
	SKU         string
	Quantity    int // units of the line; 0 where missing
	Promotion   string
	// Shipment and Adjustment tell apart the deliveries and refunds of an order; only as good as for joining.
	Shipment, Adjustment OrderID
	Line                 int // of the file, from 1
}

// Header reports whether the line is the settlement's own: its dates, total and currency.
func (l SettlementLine) Header() bool { return l.Total.Has && l.Type == "" }

var settlementColumns = schema[SettlementLine]{
	onLine(text("settlement-id", must, func(r *SettlementLine) *string { return &r.Settlement }),
		func(r *SettlementLine) *int { return &r.Line }),
	orderID("shipment-id", may, func(r *SettlementLine) *OrderID { return &r.Shipment }),
	orderID("adjustment-id", may, func(r *SettlementLine) *OrderID { return &r.Adjustment }),
	moment("settlement-start-date", may, func(r *SettlementLine) *time.Time { return &r.Start }),
	moment("settlement-end-date", may, func(r *SettlementLine) *time.Time { return &r.End }),
	moment("deposit-date", may, func(r *SettlementLine) *time.Time { return &r.Deposit }),
	amount("total-amount", may, func(r *SettlementLine) *Maybe[money.Amount] { return &r.Total }),
	currency("currency", may, func(r *SettlementLine) *money.Currency { return &r.Currency }),
	text("transaction-type", may, func(r *SettlementLine) *string { return &r.Type }),
	orderID("order-id", may, func(r *SettlementLine) *OrderID { return &r.Order }),
	store("marketplace-name", may, func(r *SettlementLine) *Store { return &r.Store }),
	text("amount-type", may, func(r *SettlementLine) *string { return &r.AmountType }),
	text("amount-description", may, func(r *SettlementLine) *string { return &r.Description }),
	amount("amount", need, func(r *SettlementLine) *Maybe[money.Amount] { return &r.Amount }),
	channel("fulfillment-id", may, func(r *SettlementLine) *Channel { return &r.Channel }),
	moment("posted-date-time|posted-date", may, func(r *SettlementLine) *time.Time { return &r.Posted }),
	text("sku", may, func(r *SettlementLine) *string { return &r.SKU }),
	count("quantity-purchased", may, func(r *SettlementLine) *int { return &r.Quantity }),
	text("promotion-id", may, func(r *SettlementLine) *string { return &r.Promotion }),
}

var settlementKind = kind{
	report: Settlement, title: "Settlement", api: "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2",
	known:    columns("settlement-id transaction-type amount-type amount-description amount"),
	variants: []variant{{name: "V2"}},
	uses:     settlementColumns.uses(),
}
