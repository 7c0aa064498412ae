package returns

import (
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/program"
)

// Case is a return of one order.
type Case struct {
	Use      market.Program
	Category market.Category
	Defect   bool            // the unit is defective or not as described
	Address  program.Address // of the seller, for seller-fulfilled orders
	Free     bool            // the seller offers free returns of its own parcels
}

// Charge is money that moves with a return.
type Charge struct {
	Line         string // money line of the table of who pays
	Payer, Payee ledger.Role
	Rule         string
}

// Any reports whether money moves at all.
func (c Charge) Any() bool { return c.Line != "" }

// Postage is who pays the shipping of a return. Back is paid when the parcel is
// received and not earlier, of the same amount.
type Postage struct{ Out, Back Charge }

// Lines of the table of who pays.
const (
	postage       = "return_shipping"
	postageRefund = "return_shipping_refund"
)

// Postage says who pays the shipping of the return (RF-RET-05, EXP-RET-05, EXP-RET-06,
// GS-RET-01, GS-RET-02, GS-RET-04). Where the rule is off nobody does.
func (c Case) Postage(r program.Rules) (p Postage) {
	when := c.circumstance(r)
	row, ok := ledger.Pays(postage, c.Use, when)
	if !ok || !moves(row, r) {
		return Postage{}
	}
	p.Out = charge(row)
	if c.Use == market.RemoteFulfillment && when != freeCategory {
		p.Out.Payer = c.remotePayer(r)
	}
	if back, ok := ledger.Pays(postageRefund, c.Use, when); ok {
		p.Back = charge(back)
	}
	return p
}

// Circumstances of the table of who pays.
const (
	freeCategory = "free_category"
	noDefect     = "no_defect"
	defect       = "defect"
)

// circumstance returns the code under which the table has the case.
func (c *Case) circumstance(r program.Rules) string {
	switch {
	case c.Use == market.MCF:
		return "returned"
	case c.Use == market.SellerFulfilled:
		return c.ownCircumstance()
	case c.Use != market.FBAExport && inFeeCategory(c.Category, r):
		return freeCategory
	case c.Defect:
		return defect
	}
	return noDefect
}

// ownCircumstance is that of a seller-fulfilled order: no address at all counts as one
// abroad, where the goods came from.
func (c *Case) ownCircumstance() string {
	switch {
	case c.Free:
		return "free"
	case c.Address != program.LocalAddress:
		return "foreign"
	case c.Defect:
		return "local_defect"
	}
	return "local"
}

// remotePayer is who pays outside the categories of free returns: by rf_return_payer
// the buyer without a defect and Amazon with one, or one of them always.
func (c *Case) remotePayer(r program.Rules) ledger.Role {
	how := "defect"
	if r != nil {
		how = r.Word("rf_return_payer")
	}
	if how == "amazon" || how == "defect" && c.Defect {
		return ledger.RoleAmazon
	}
	return ledger.RoleBuyer
}

// inFeeCategory reports whether a category is one of free returns, which pay the
// returns processing fee (RF-RET-03).
func inFeeCategory(c market.Category, r program.Rules) bool {
	if r == nil {
		return c.FreeReturns()
	}
	return r.Lists("returns_fee_categories", c.ID())
}

// Processing says whether the seller pays the returns processing fee: in the
// categories of free returns (RF-RET-03) and no other (RF-RET-04). Dated cards may
// charge more later.
func (c Case) Processing(r program.Rules) (Charge, bool) {
	rule := "RF-RET-03"
	if !inFeeCategory(c.Category, r) {
		if !off(r, "RF-RET-04") {
			return Charge{}, false
		}
		rule = "RF-RET-04"
	}
	row, ok := ledger.Pays("returns_processing_fee", c.Use, freeCategory)
	if !ok || !moves(row, r) {
		return Charge{}, false
	}
	fee := charge(row)
	fee.Rule = rule
	return fee, true
}

// Refund lists what moves when a return is accepted: the price goes back to the
// buyer, the referral fee to the seller less an administration fee (RF-RET-06). The
// fulfillment fee and the import fees deposit do not.
func (c Case) Refund(r program.Rules) (list []Charge) {
	for _, line := range [...]string{"refund", "referral_credit", "refund_admin"} {
		if row, ok := ledger.Pays(line, c.Use, "returned"); ok && moves(row, r) {
			list = append(list, charge(row))
		}
	}
	return list
}

func charge(p ledger.Payment) Charge { return Charge{p.Line, p.Payer, p.Payee, p.Rules[0]} }

// moves reports whether no rule switches a payment off; without rules none does.
func moves(p ledger.Payment, r program.Rules) bool { return r == nil || p.Moves(r) }

func off(r program.Rules, rule string) bool { return r != nil && !r.On(rule) }
