package program

import "fbasim/sim/market"

// Eligibility returns everything that keeps an ASIN out of Remote Fulfillment in a
// marketplace (RF-ELIG-04 to 09, 12, 14 and 15); the first gives the code.
func Eligibility(f Facts) Reasons { return eligibility(&f) }

func eligibility(f *Facts) (found Reasons) {
	if localBlocks(f) {
		found = found.With(LocalInventory)
	}
	p := f.Product
	if p == nil {
		return found
	}
	if !fbaEnabled(p, f) && f.on("RF-ELIG-04") {
		found = found.With(NotFBAEnabled)
	}
	if p.Risk[f.Market] != RiskPassed && yes(f.Rules, "require_risk_pass", true) && f.on("RF-ELIG-05") {
		if p.Risk[f.Market] == HighRisk {
			found = found.With(RiskHigh)
		} else {
			found = found.With(RiskUnassessed)
		}
	}
	if !p.Compliant[f.Market] && f.on("RF-ELIG-06") {
		found = found.With(TradeCompliance)
	}
	if p.TransportBlock[f.Market] || p.Classes.listed(f.Rules, "transport_barred_classes")&^DangerousClass != 0 {
		found = found.With(Transport)
	}
	if !p.Approved[f.Market] && f.on("RF-ELIG-14") {
		found = found.With(NoApproval)
	}
	if p.Media == Book && f.Market == market.CA && !yes(f.Rules, "rf_books_to_ca", true) {
		found = found.With(BookToCanada)
	}
	return found | classReasons(p.Classes, f)
}

// classReasons are those of the exclusion list. What may not be exported at all
// cannot be sold from abroad either.
func classReasons(c Classes, f *Facts) (found Reasons) {
	if c == 0 {
		return 0
	}
	if listed := c.listed(f.Rules, "rf_restricted_classes"); listed != 0 && f.on("RF-ELIG-07") {
		if listed&RestrictedClass != 0 {
			found = found.With(Restricted)
		}
		if listed&^RestrictedClass != 0 {
			found = found.With(ExportRestricted)
		}
	}
	if c&ProhibitedClass != 0 && f.on("RF-ELIG-08") {
		found = found.With(Prohibited)
	}
	if c&DangerousClass != 0 && f.on("RF-ELIG-09") {
		found = found.With(DangerousGoods)
	}
	return found
}

// fbaEnabled asks for FBA in the US and the marketplace, with fba_scope "all" in all
// three (AMB-05).
func fbaEnabled(p *Product, f *Facts) bool {
	if word(f.Rules, "fba_scope", "all") {
		return p.FBAEnabled == All()
	}
	return p.FBAEnabled[market.US] && p.FBAEnabled[f.Market]
}

// localBlocks reports whether stock in the country keeps the ASIN out (RF-LOC-01,
// RF-LOC-02, RF-ELIG-15); with local_scope "both" that in the other country too
// (AMB-04). One of the three rules off lets it pass.
func localBlocks(f *Facts) bool {
	units := f.LocalUnits
	if word(f.Rules, "local_scope", "both") {
		units += f.OtherLocalUnits
	}
	least := int64(1)
	if f.Rules != nil {
		least = f.Rules.Int("local_block_min_units")
	}
	return units >= least && units > 0 && f.on("RF-LOC-01") && f.on("RF-LOC-02") && f.on("RF-ELIG-15")
}

// Sellability returns everything that keeps an eligible offer from selling
// (RF-RPT-05): a bad or missing US offer (RF-OFFER-09), no US stock (RF-GEN-05), a
// problem with the listing.
func Sellability(f Facts) Reasons { return sellability(&f) }

func sellability(f *Facts) (found Reasons) {
	if f.USUnits <= 0 && f.on("RF-GEN-05") && f.on("RF-OFFER-09") {
		found = found.With(USOutOfStock)
	}
	if p := f.Product; p != nil {
		if p.USPulled && f.on("RF-OFFER-09") {
			found = found.With(USPulled)
		}
		if p.USNotApproved && f.on("RF-OFFER-09") {
			found = found.With(USNotApproved)
		}
		if p.ListingProblem[f.Market] != "" {
			found = found.With(BadListing)
		}
	}
	if found != 0 && !f.on("RF-RPT-05") {
		return 0
	}
	return found
}

// ruleOf names the rule that stands behind a reason of a Remote Fulfillment state.
func ruleOf(r Reason) string { return reasonRules[r] }

var reasonRules = [reasonCount]string{
	NotFBAEnabled: "RF-ELIG-04", RiskHigh: "RF-ELIG-05", RiskUnassessed: "RF-ELIG-05", TradeCompliance: "RF-ELIG-06",
	Restricted: "RF-ELIG-07", ExportRestricted: "RF-ELIG-07", Prohibited: "RF-ELIG-08", DangerousGoods: "RF-ELIG-09",
	Transport: "RF-ELIG-12", BookToCanada: "EXP-ELIG-02", NoApproval: "RF-ELIG-14", LocalInventory: "RF-LOC-01",
	OfferNotFound: "RF-OFFER-08", SKUMismatch: "RF-OFFER-06", USPulled: "RF-OFFER-09", USOutOfStock: "RF-GEN-05",
	USNotApproved: "RF-OFFER-09", BadListing: "RF-RPT-05",
}

// Alternatives lists how an ASIN can still be sold in a marketplace where Remote
// Fulfillment cannot serve it: from stock in the country, or by the seller
// (RF-ELIG-12, RF-ELIG-13). It is nil where Remote Fulfillment can.
func Alternatives(f Facts) []market.Program {
	if eligibility(&f)&^Reasons(0).With(LocalInventory) == 0 || !f.on("RF-ELIG-13") || !f.on("RF-ELIG-12") {
		return nil
	}
	return []market.Program{market.LocalFBA, market.SellerFulfilled}
}
