package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// law is which rules are in force, of those that every order asks about. The rules
// are named where they are read.
type law struct {
	window              [market.MarketplaceCount]bool // RF-DLV-02, RF-DLV-01
	referralHere        bool                          // RF-FEE-03
	exportFees          bool                          // EXP-FEE-01
	fulfillmentRF       bool                          // RF-FEE-01
	fulfillmentUS       bool                          // RF-FEE-02
	fulfillmentLocal    bool                          // GS-FBA-01
	clearsRF, clearsOut bool                          // RF-DTY-01, RF-DTY-03, RF-FEE-04; EXP-PAY-01
	returnFees          bool                          // RF-RET-03
	back                [market.ProgramCount]bool     // RF-RET-01 and 02, EXP-RET-03, GS-RET-03
	localIsFaster       bool                          // GS-FBA-07
	takesUS             bool                          // RF-GEN-01
	ads                 float64                       // RF-GEN-06: factor of ads and deals on demand
	deposits            bool                          // RF-DTY-02
	depositError        money.Rate                    // RF-DTY-02: by how much the deposit exceeds the import fees
	fromPickup          bool                          // RF-DLV-01, 02: the windows begin there (AMB-21)
	businessDays        bool                          // and count weekdays
}

// readLaw notes the rules in force now.
func (r *Run) readLaw() {
	r.law = law{
		referralHere: r.holds("RF-FEE-03"), exportFees: r.holds("EXP-FEE-01"),
		fulfillmentRF: r.holds("RF-FEE-01"), fulfillmentUS: r.holds("RF-FEE-02"), fulfillmentLocal: r.holds("GS-FBA-01"),
		clearsRF:  r.holds("RF-DTY-01") && r.holds("RF-DTY-03") && r.holds("RF-FEE-04"),
		clearsOut: r.holds("EXP-PAY-01"), returnFees: r.holds("RF-RET-03"),
	}
	r.law.window = [market.MarketplaceCount]bool{market.US: true, market.CA: r.holds("RF-DLV-02"), market.MX: r.holds("RF-DLV-01")}
	for use := range r.law.back {
		r.law.back[use] = true
	}
	r.law.back[market.RemoteFulfillment] = r.holds("RF-RET-01") && r.holds("RF-RET-02")
	r.law.localIsFaster, r.law.takesUS = r.holds("GS-FBA-07"), r.holds("RF-GEN-01")
	r.law.back[market.FBAExport] = r.holds("EXP-RET-03")
	r.law.back[market.LocalFBA] = r.holds("GS-RET-03")
	r.law.ads, r.law.deposits = 1, r.holds("RF-DTY-02")
	if r.rules == nil {
		return
	}
	if r.holds("RF-GEN-06") {
		r.law.ads = r.rules.Number("ad_multiplier")
	}
	r.law.depositError, _ = money.RateFromFloat(r.rules.Share("ifd_error"))
	r.law.fromPickup, r.law.businessDays = r.rules.Word("window_from") == "pickup", r.rules.Word("window_unit") == "business"
}

// along is how long an order placed at a time is under way for a span of its delivery
// window, which can begin with the pick-up and count weekdays only (AMB-21).
func (r *Run) along(l *listing, use market.Program, placed, span int64) int64 {
	if use != market.RemoteFulfillment || span <= 0 || !r.law.fromPickup && !r.law.businessDays {
		return span
	}
	from := placed
	if r.law.fromPickup {
		from += r.cfg.Markets[l.market].Pickup[use]
	}
	if !r.law.businessDays {
		return from + span - placed
	}
	for {
		next := (from/civil.Day + 1) * civil.Day
		const saturday = 5
		if (r.cfg.Start + civil.Date(from/civil.Day)).Weekday() < saturday {
			if span <= next-from {
				return from + span - placed
			}
			span -= next - from
		}
		from = next
	}
}

// windowOf is the delivery window of an order placed at a time.
func (r *Run) windowOf(l *listing, use market.Program, placed int64) Window {
	w := r.cfg.Markets[l.market].Window[use]
	return Window{r.along(l, use, placed, w.Min), r.along(l, use, placed, w.Max)}
}

// referral reports whether an order pays a referral fee.
func (w *law) referral(l *listing, o *order) bool {
	if o.program == market.FBAExport {
		return w.exportFees
	}
	return l.market == market.US || w.referralHere
}

// fulfillment reports whether an order pays a fulfillment fee.
func (w *law) fulfillment(l *listing, o *order) bool {
	switch {
	case o.program == market.RemoteFulfillment:
		return w.fulfillmentRF
	case o.program == market.FBAExport:
		return w.exportFees
	case l.market == market.US:
		return w.fulfillmentUS
	}
	return w.fulfillmentLocal
}

// takesTime reports whether a program's parcels are under way for a time.
func (w *law) takesTime(l *listing, use market.Program) bool {
	return use != market.RemoteFulfillment || w.window[l.market]
}

// clears reports whether the border takes the buyer's deposit.
func (w *law) clears(use market.Program) bool {
	if use == market.FBAExport {
		return w.clearsOut
	}
	return w.clearsRF
}

// returnFee reports whether a return pays the processing fee.
func (w *law) returnFee(l *listing, o *order) bool {
	return w.returnFees && l.cfg.PaysReturn[o.program]
}

// goesBack reports whether a returned unit reaches the stock it came from.
func (w *law) goesBack(use market.Program) bool { return w.back[use] }
