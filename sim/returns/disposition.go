package returns

import (
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/program"
)

// Accepted says whether a return is accepted (EXP-RET-01): within the window always,
// later case by case (EXP-RET-02). after and window are ticks from delivery; u in
// [0, 1) is the caller's draw.
func Accepted(after, window int64, u float64, r program.Rules) (accepted bool, rule string) {
	switch {
	case after <= window:
		return true, "EXP-RET-01"
	case off(r, "EXP-RET-01"): // without exception
		return true, "EXP-RET-01"
	case r == nil || off(r, "EXP-RET-02"):
		return false, "EXP-RET-02"
	}
	return u < r.Share("late_accept_prob"), "EXP-RET-02"
}

// Place is where a returned unit ends.
type Place uint8

// The places. Kept in transit is what a switched-off rule leaves of it.
const (
	InTransit Place = iota
	USStock
	LocalStock
	SellersHands // of a seller-fulfilled order, outside FBA stock
)

var placeNames = [...]string{"in transit", "US stock", "local stock", "seller"}

// String returns the place in words.
func (p Place) String() string { return placeNames[p] }

// Disposition is what becomes of a returned unit.
type Disposition struct {
	Place    Place
	Sellable bool // else it is unsellable there
	Rule     string
}

// Dispose says where a received unit goes: back to the US under Remote Fulfillment
// (RF-RET-01) and Export (EXP-RET-03), into the country's own center under local FBA
// (GS-RET-03), whether sellable or not; Amazon's returns policy grades it (RF-RET-02).
func (c Case) Dispose(sellable bool, r program.Rules) Disposition {
	place, rule := USStock, "EXP-RET-03"
	switch c.Use {
	case market.RemoteFulfillment:
		rule = "RF-RET-01"
		if off(r, "RF-RET-02") {
			return Disposition{Rule: "RF-RET-02"}
		}
	case market.LocalFBA:
		place, rule = LocalStock, "GS-RET-03"
	case market.SellerFulfilled:
		return Disposition{SellersHands, sellable, "GS-RET-01"}
	case market.FBAExport:
		if !sellable {
			return Disposition{USStock, false, "EXP-RET-04"}
		}
	}
	if off(r, rule) {
		return Disposition{Rule: rule}
	}
	return Disposition{place, sellable, rule}
}

// Fault is who spoiled a unit that cannot be sold.
type Fault uint8

// The faults.
const (
	NobodysFault Fault = iota
	AmazonsFault
	BuyersFault
)

var faultNames = [...]string{"none", "amazon", "buyer"}

// String returns the fault's name in scenario files.
func (f Fault) String() string { return faultNames[f] }

// ParseFault returns the fault of a name.
func ParseFault(name string) (Fault, bool) {
	for i, n := range faultNames {
		if n == name {
			return Fault(i), true
		}
	}
	return 0, false
}

// Reimbursed says whether Amazon reimburses the seller for a unit that cannot be
// sold (EXP-RET-04): when Amazon is at fault; for the buyer's fault and nobody's only
// where reimburse_fault_buyer (AMB-11) and reimburse_fault_none (AMB-42) say so. An
// order that Amazon did not fulfill is never reimbursed.
func (c Case) Reimbursed(f Fault, r program.Rules) (Charge, bool) {
	row, ok := ledger.Pays("reimbursement", c.Use, "amazon_fault")
	if !ok || !moves(row, r) {
		return Charge{}, false
	}
	switch f {
	case BuyersFault:
		ok = r != nil && r.Bool("reimburse_fault_buyer")
	case NobodysFault:
		ok = r != nil && r.Bool("reimburse_fault_none")
	}
	if !ok {
		return Charge{}, false
	}
	return charge(row), true
}

// Value returns what a reimbursed unit is worth: the price of its order less the fees
// on it, or what the unit cost the seller, by reimbursement_basis. It is never
// negative.
func Value(price, fees, cost money.Amount, r program.Rules) money.Amount {
	if r != nil && r.Word("reimbursement_basis") == "cost" {
		return max(cost, 0)
	}
	return max(price-fees, 0)
}
