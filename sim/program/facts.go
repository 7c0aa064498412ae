package program

import "fbasim/sim/market"

// Facts are what the rules look at when something happens to a SKU in a
// marketplace; all of it as it stands after the event. Where rules, seller or
// product are nil, nothing of theirs stands against the offer.
type Facts struct {
	Rules           Rules
	Seller          *Seller
	Product         *Product
	Market          market.Marketplace
	Now             int64 // tick
	LocalUnits      int64 // sellable units of all SKUs of the ASIN in the country
	OtherLocalUnits int64 // and in the other country (local_scope "both")
	USUnits         int64 // sellable units of the SKU in the US
	SameOffer       bool  // the marketplace has an offer with the SKU of the US offer
	OtherOffer      bool  // it has one of the ASIN with another SKU (Conflicts)
	StaysElsewhere  bool  // the SKU is in the program in the other marketplace
	Clocks          Clocks
}

// on reports whether a rule holds.
func (f *Facts) on(rule string) bool { return on(f.Rules, rule) }

// lists reports whether automatic listing makes an offer here.
func (f *Facts) lists() bool { return f.Seller.lists(f.Market, f.Rules) }

// offers returns which offers count: with RF-OFFER-03 off any SKU is as good as the
// US one.
func (f *Facts) offers() (same, other bool) {
	if f.OtherOffer && !f.on("RF-OFFER-03") {
		return true, false
	}
	return f.SameOffer, f.OtherOffer
}

// Clocks are the delays of Remote Fulfillment in ticks; zero happens at once.
type Clocks struct {
	Evaluation int64 // RF-ENR-03
	Upload     int64 // from an uploaded report to active (RF-RPT-04)
	Activation int64 // from any other offer to active (RF-ENR-06, AMB-34)
	Cure       int64 // from the end of a mismatch to active (RF-OFFER-07)
	Look       int64 // until the report sees a matching offer (RF-OFFER-08)
	Restore    int64 // from new US stock to sellable (RF-GEN-05)
	Remove     int64 // from an uploaded removal to removed (AMB-06)
}

// ClocksOf reads the delays. u in [0, 1) is the caller's draw for the evaluation,
// which takes all of its limit with eval_mode "max" and a part of it otherwise.
func ClocksOf(r Rules, u float64) Clocks {
	limit := wait(r, "RF-ENR-03", "eval_hours_max")
	if word(r, "eval_mode", "uniform") {
		limit -= int64(u * float64(limit)) // in (0, limit]
	}
	return Clocks{
		Evaluation: limit,
		Upload:     wait(r, "RF-RPT-04", "activation_hours_max"),
		Activation: wait(r, "", "activation_hours"),
		Cure:       wait(r, "", "cure_hours"),
		Look:       wait(r, "", "mismatch_hours"),
		Restore:    wait(r, "", "restore_delay"),
		Remove:     wait(r, "", "remove_delay"),
	}
}

// Conflicts reports whether an offer of the ASIN under another SKU counts against
// the matching one (RF-OFFER-06): a marketplace-specific SKU, one that the US has no
// offer of; with mismatch_scope "any_sku" every other one (AMB-44).
func Conflicts(offeredInUS bool, r Rules) bool {
	return !offeredInUS || word(r, "mismatch_scope", "any_sku")
}
