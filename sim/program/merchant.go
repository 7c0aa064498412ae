package program

import (
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// CarrierLimits are the greatest weight and size that the seller's carrier takes;
// zero is no limit.
type CarrierLimits struct {
	Weight          quantity.Weight
	Longest         quantity.Length
	LengthPlusGirth quantity.Length
}

// Takes says whether the carrier takes a parcel (GS-SF-02): exactly at a limit it
// does.
func (c CarrierLimits) Takes(weight quantity.Weight, size quantity.Dims, r Rules) Verdict {
	over := c.Weight > 0 && weight > c.Weight || c.Longest > 0 && size.Longest() > c.Longest ||
		c.LengthPlusGirth > 0 && size.LengthPlusGirth() > c.LengthPlusGirth
	if over && on(r, "GS-SF-02") {
		return block(CarrierLimit, "GS-SF-02")
	}
	return Verdict{Rule: "GS-SF-02"}
}

// Postage returns what a parcel costs the seller after the discount of business rates
// (GS-SF-03).
func Postage(listed money.Amount, r Rules) money.Amount {
	if r == nil || !on(r, "GS-SF-03") {
		return listed
	}
	discount, _ := money.RateFromFloat(r.Share("business_discount"))
	return listed.Times(money.One - discount)
}

// Duty says who pays the import charges of a seller-fulfilled parcel: nobody where
// GS-SF-01 is off, the buyer under DAP, the seller under DDP (AMB-12).
func Duty(r Rules) (bySeller, any bool) {
	return word(r, "incoterm", "DDP"), on(r, "GS-SF-01")
}

// RefusalParam names the parameter that says how often buyers refuse a parcel of a
// program on arrival (AMB-24).
func RefusalParam(use market.Program, r Rules) string {
	switch {
	case use == market.RemoteFulfillment:
		return "refusal_prob_rf"
	case use == market.FBAExport:
		return "refusal_prob_export"
	case use != market.SellerFulfilled:
		return ""
	case word(r, "incoterm", "DDP"):
		return "refusal_prob_sf_ddp"
	}
	return "refusal_prob_sf_dap"
}

// Notified returns when the buyer of a seller-fulfilled order is told of the shipment,
// is charged, and the seller is credited: once the seller has confirmed it
// (GS-SF-04), else with the order.
func Notified(placed, confirmed int64, r Rules) int64 {
	if on(r, "GS-SF-04") {
		return max(placed, confirmed)
	}
	return placed
}

// PrimeSees reports whether a buyer sees an offer: members of Prime who filter for it
// see no offer without FBA (GS-FBA-05). u in [0, 1) is the buyer's draw.
func PrimeSees(use market.Program, prime bool, u float64, r Rules) bool {
	if use != market.SellerFulfilled || !prime || r == nil || !on(r, "GS-FBA-05") {
		return true
	}
	return u >= r.Share("prime_filter_share")
}

// ReturnsOffered says whether the seller offers what a seller-fulfilled listing must:
// a return address in the country or free return shipping (GS-RET-04, AMB-23). The
// listing stands, with a finding.
func (s *Seller) ReturnsOffered(m market.Marketplace, r Rules) Verdict {
	if s.ReturnsTo(m) == LocalAddress || s.FreeReturns[m] || !on(r, "GS-RET-04") {
		return Verdict{Rule: "GS-RET-04"}
	}
	return warn(NoReturnAddress, "GS-RET-04")
}

// ReturnsTo returns where returns of the seller's own parcels to a marketplace go; at
// home the address is local.
func (s *Seller) ReturnsTo(m market.Marketplace) Address {
	if s.HomeCountry == m.String() {
		return LocalAddress
	}
	return s.ReturnAddress[m]
}

// Claim says whether an A-to-z claim makes the seller refund the order (GS-SF-05):
// those of seller-fulfilled orders do when upheld, those of FBA Amazon handles unless
// atoz_scope is "all" (AMB-29).
func Claim(use market.Program, upheld bool, r Rules) (refund bool) {
	mine := use == market.SellerFulfilled || word(r, "atoz_scope", "all")
	return upheld && mine && on(r, "GS-SF-05")
}

// CostPerKept returns what returns cost per sale that the buyer keeps (GS-RET-05):
// r c / (1 - r) of a return rate r and a cost c per returned order. It is zero where
// the rule is off or everything comes back.
func CostPerKept(rate money.Rate, cost money.Amount, r Rules) money.Amount {
	if rate >= money.One || rate <= 0 || !on(r, "GS-RET-05") {
		return 0
	}
	return cost.Times(rate).Over(money.One - rate)
}

// Uplift returns by how much a price has to rise to hold the margin against a cost per
// kept sale, given the referral rate on the price.
func Uplift(perKept money.Amount, referral money.Rate) money.Amount {
	return perKept.Over(money.One - referral)
}
