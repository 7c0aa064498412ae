package ledger

import "fbasim/sim/market"

// Group joins lines into the few parts that explain why one plan earns more than
// another.
type Group uint8

// The groups: what buyers paid and got back, Amazon's fulfillment fees, all other
// fees of Amazon, the landed cost of the units, and what does not depend on units.
const (
	Sales Group = iota
	FulfillmentFees
	OtherFees
	LandedCost
	FixedCosts
	GroupCount
)

var groupNames = [GroupCount]string{"sales", "fulfillment fees", "other fees", "landed cost", "fixed costs"}

// String returns the group's name for sentences.
func (g Group) String() string { return groupNames[g] }

// Group returns the group a line belongs to.
func (l Line) Group() Group {
	if _, ok := l.FeeKind(); ok {
		return feeGroups[l]
	}
	return costGroups[l-Revenue]
}

// feeGroups are the groups of Amazon's fees: those not named here are other fees.
var feeGroups = func() (groups [market.FeeKindCount]Group) {
	for k := range groups {
		groups[k] = OtherFees
	}
	for _, k := range [...]market.FeeKind{market.Fulfillment, market.FuelSurcharge, market.MCFExport} {
		groups[k] = FulfillmentFees
	}
	return groups
}()

// costGroups follows the order of the lines that are no fees.
var costGroups = [LineCount - Revenue]Group{
	Sales, Sales, OtherFees, Sales, // revenue, refund, referral credit, reimbursement
	LandedCost, LandedCost, LandedCost, LandedCost, LandedCost, // goods to write-off
	FixedCosts, FixedCosts, FixedCosts, // setup, monthly, entry
	OtherFees, FulfillmentFees, FulfillmentFees, // ads, return shipping, own shipping
	OtherFees, OtherFees, LandedCost, // withholding, exchange, leftover
	FulfillmentFees, FulfillmentFees, LandedCost, FulfillmentFees, // own service and duty, inbound and return shipping
	Sales, Sales, Sales, Sales, // memos
}
