package result

import "fbasim/sim/money"

// Order is one sampled buyer, whether the sale came about or not.
type Order struct {
	ID          string `json:"id"` // sku/market/replication/strip.n, equal across cases
	Case        string `json:"case"`
	Replication int    `json:"replication"`
	SKU         string `json:"sku"`
	Market      string `json:"market"`
	Program     string `json:"program"`
	Status      string `json:"status"` // "delivered", "returned", "lost", ...
	Reason      string `json:"reason"` // why lost or late
	Units       int    `json:"units"`
	// Times are local to the marketplace: 2026-02-02T14:03:00.
	Ordered   string `json:"ordered"`
	Shipped   string `json:"shipped"`
	Delivered string `json:"delivered"`
	Returned  string `json:"returned"`
	Promised  string `json:"promised"` // last day of the window
	Late      bool   `json:"late"`
	// Price is what the buyer pays for the item, Currency the marketplace's.
	Price    float64 `json:"price"`
	Currency string  `json:"currency"`
	// Fees, and Contribution after all costs, are in the report currency.
	Fees         float64 `json:"fees"`
	Contribution float64 `json:"contribution"`
}

// LedgerRow is one movement of money from the credit to the debit account.
type LedgerRow struct {
	Case     string       `json:"case"`
	Time     string       `json:"time"`
	Entity   string       `json:"entity"` // order, shipment, plan or "seller"
	Kind     string       `json:"kind"`   // fee kind or other line kind
	Debit    string       `json:"debit"`
	Credit   string       `json:"credit"`
	Amount   money.Amount `json:"amount"` // exact
	Currency string       `json:"currency"`
	Card     string       `json:"card"`
	Mark     string       `json:"mark"`
}

// AuditLine is one decision of a rule, one JSON object a line in audit.jsonl.
type AuditLine struct {
	T        string `json:"t"`
	Case     string `json:"case"`
	Rule     string `json:"rule"`
	Profile  string `json:"profile"`
	Entity   string `json:"entity"`
	Decision string `json:"decision"`
	Reason   string `json:"reason"`
	Effect   string `json:"effect"`
}
