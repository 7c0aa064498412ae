package amazon

import (
	"time"

	"fbasim/sim/money"
)

// Reimbursement is a row of Reimbursements (GET_FBA_REIMBURSEMENTS_DATA).
type Reimbursement struct {
	Approved  time.Time
	ID        string
	Order     OrderID
	Reason    string
	SKU       string
	FNSKU     string
	ASIN      string
	Condition string
	Currency  money.Currency
	PerUnit   Maybe[money.Amount]
	Total     Maybe[money.Amount]
	Cash      int // units reimbursed in cash
	Inventory int // units reimbursed in kind
	Units     int // both
}

var reimbursementColumns = schema[Reimbursement]{
	moment("approval-date", must, func(r *Reimbursement) *time.Time { return &r.Approved }),
	text("reimbursement-id", must, func(r *Reimbursement) *string { return &r.ID }),
	orderID("amazon-order-id", may, func(r *Reimbursement) *OrderID { return &r.Order }),
	text("reason", may, func(r *Reimbursement) *string { return &r.Reason }),
	text("sku", may, func(r *Reimbursement) *string { return &r.SKU }),
	text("fnsku", may, func(r *Reimbursement) *string { return &r.FNSKU }),
	text("asin", may, func(r *Reimbursement) *string { return &r.ASIN }),
	text("condition", may, func(r *Reimbursement) *string { return &r.Condition }),
	currency("currency-unit", may, func(r *Reimbursement) *money.Currency { return &r.Currency }),
	amount("amount-per-unit", may, func(r *Reimbursement) *Maybe[money.Amount] { return &r.PerUnit }),
	amount("amount-total", need, func(r *Reimbursement) *Maybe[money.Amount] { return &r.Total }),
	count("quantity-reimbursed-cash", may, func(r *Reimbursement) *int { return &r.Cash }),
	count("quantity-reimbursed-inventory", may, func(r *Reimbursement) *int { return &r.Inventory }),
	count("quantity-reimbursed-total", may, func(r *Reimbursement) *int { return &r.Units }),
}

var reimbursementsKind = kind{
	report: Reimbursements, title: "Reimbursements", api: "GET_FBA_REIMBURSEMENTS_DATA",
	known:    columns("approval-date reimbursement-id amount-total"),
	variants: []variant{{name: "general"}},
	uses:     reimbursementColumns.uses(),
}

// ReadReimbursements reads the rows of Reimbursements.
func ReadReimbursements(f Recognized, visit ...Visit[Reimbursement]) error {
	return read(f, Reimbursements, reimbursementColumns, visit)
}

// ReferralFee is a row of the referral fee preview (GET_REFERRAL_FEE_PREVIEW_REPORT); amounts are
// in the currency of the store it was made for, which it does not name.
type ReferralFee struct {
	SKU, ASIN string
	Price     Maybe[money.Amount]
	Fee       Maybe[money.Amount]
}

var referralColumns = schema[ReferralFee]{
	text("seller-sku", must, func(r *ReferralFee) *string { return &r.SKU }),
	text("asin", may, func(r *ReferralFee) *string { return &r.ASIN }),
	amount("price", may, func(r *ReferralFee) *Maybe[money.Amount] { return &r.Price }),
	amount("estimated-referral-fee-per-item", need, func(r *ReferralFee) *Maybe[money.Amount] { return &r.Fee }),
}

var referralKind = kind{
	report: ReferralFees, title: "Referral fee preview", api: "GET_REFERRAL_FEE_PREVIEW_REPORT",
	known:    columns("seller-sku price estimated-referral-fee-per-item"),
	variants: []variant{{name: "general"}},
	uses:     referralColumns.uses(),
}

// ReadReferralFees reads the rows of the referral fee preview.
func ReadReferralFees(f Recognized, visit ...Visit[ReferralFee]) error {
	return read(f, ReferralFees, referralColumns, visit)
}
