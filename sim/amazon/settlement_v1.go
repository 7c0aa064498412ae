package amazon

import (
	"time"

	"fbasim/sim/money"
)

// firstVersion is a row of the first version, with the amounts that stand beside each other.
type firstVersion struct {
	line                                          SettlementLine
	shipment, order, price, item, promotion, paid firstAmount
	misc, otherFee, rest                          Maybe[money.Amount]
	otherReason                                   string
}

// firstAmount is an amount with the column that names it.
type firstAmount struct {
	name   string
	amount Maybe[money.Amount]
}

type v1 = firstVersion

var settlementV1Columns = schema[v1]{
	onLine(text("settlement-id", must, func(r *v1) *string { return &r.line.Settlement }),
		func(r *v1) *int { return &r.line.Line }),
	orderID("shipment-id", may, func(r *v1) *OrderID { return &r.line.Shipment }),
	orderID("adjustment-id", may, func(r *v1) *OrderID { return &r.line.Adjustment }),
	moment("settlement-start-date", may, func(r *v1) *time.Time { return &r.line.Start }),
	moment("settlement-end-date", may, func(r *v1) *time.Time { return &r.line.End }),
	moment("deposit-date", may, func(r *v1) *time.Time { return &r.line.Deposit }),
	amount("total-amount", may, func(r *v1) *Maybe[money.Amount] { return &r.line.Total }),
	currency("currency", may, func(r *v1) *money.Currency { return &r.line.Currency }),
	text("transaction-type", may, func(r *v1) *string { return &r.line.Type }),
	orderID("order-id", may, func(r *v1) *OrderID { return &r.line.Order }),
	store("marketplace-name", may, func(r *v1) *Store { return &r.line.Store }),
	text("shipment-fee-type", may, func(r *v1) *string { return &r.shipment.name }),
	amount("shipment-fee-amount", may, func(r *v1) *Maybe[money.Amount] { return &r.shipment.amount }),
	text("order-fee-type", may, func(r *v1) *string { return &r.order.name }),
	amount("order-fee-amount", may, func(r *v1) *Maybe[money.Amount] { return &r.order.amount }),
	channel("fulfillment-id", may, func(r *v1) *Channel { return &r.line.Channel }),
	moment("posted-date", may, func(r *v1) *time.Time { return &r.line.Posted }),
	text("sku", may, func(r *v1) *string { return &r.line.SKU }),
	count("quantity-purchased", may, func(r *v1) *int { return &r.line.Quantity }),
	text("price-type", may, func(r *v1) *string { return &r.price.name }),
	amount("price-amount", need, func(r *v1) *Maybe[money.Amount] { return &r.price.amount }),
	text("item-related-fee-type", may, func(r *v1) *string { return &r.item.name }),
	amount("item-related-fee-amount", need, func(r *v1) *Maybe[money.Amount] { return &r.item.amount }),
	amount("misc-fee-amount", may, func(r *v1) *Maybe[money.Amount] { return &r.misc }),
	amount("other-fee-amount", may, func(r *v1) *Maybe[money.Amount] { return &r.otherFee }),
	text("other-fee-reason-description", may, func(r *v1) *string { return &r.otherReason }),
	text("promotion-id", may, func(r *v1) *string { return &r.line.Promotion }),
	text("promotion-type", may, func(r *v1) *string { return &r.promotion.name }),
	amount("promotion-amount", may, func(r *v1) *Maybe[money.Amount] { return &r.promotion.amount }),
	text("direct-payment-type", may, func(r *v1) *string { return &r.paid.name }),
	amount("direct-payment-amount", may, func(r *v1) *Maybe[money.Amount] { return &r.paid.amount }),
	amount("other-amount", may, func(r *v1) *Maybe[money.Amount] { return &r.rest }),
}

var settlementV1Kind = kind{
	report: Settlement, title: "Settlement", api: "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE",
	known:    columns("settlement-id transaction-type price-amount item-related-fee-amount other-amount"),
	variants: []variant{{name: firstVariant}},
	uses:     settlementV1Columns.uses(),
}

// firstVariant is the variant of Settlement with amounts beside each other.
const firstVariant = "V1"

// ReadSettlement reads the lines of a settlement report of either version: its header first (see
// SettlementLine.Header), then the amounts.
func ReadSettlement(f Recognized, visit ...Visit[SettlementLine]) error {
	if f.Variant != firstVariant {
		return read(f, Settlement, settlementColumns, visit)
	}
	rows := make([]Visit[v1], len(visit))
	for i, each := range visit {
		rows[i] = func(r v1) error { return r.lines(each) }
	}
	return read(f, Settlement, settlementV1Columns, rows)
}

// lines visits a line for each amount of a row; the types are those of the second version.
func (r *v1) lines(visit Visit[SettlementLine]) error {
	if r.line.Header() {
		return visit(r.line)
	}
	parts := [...]struct {
		kind string
		firstAmount
	}{
		{"ItemPrice", r.price}, {"ItemFees", r.item}, {"ShipmentFees", r.shipment}, {"OrderFees", r.order},
		{"Promotion", r.promotion}, {"DirectPayment", r.paid},
		{"other", firstAmount{"MiscFee", r.misc}},
		{"other", firstAmount{r.otherReason, r.otherFee}},
		{"other", firstAmount{"Other", r.rest}},
	}
	for _, p := range parts {
		if !p.amount.Has {
			continue
		}
		line := r.line
		line.AmountType, line.Description, line.Amount = p.kind, p.name, p.amount
		if err := visit(line); err != nil {
			return err
		}
	}
	return nil
}
