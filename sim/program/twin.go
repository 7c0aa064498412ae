package program

import "fbasim/sim/market"

// Twin is a SKU that carries seller-fulfilled offers, perhaps beside FBA ones.
type Twin struct {
	FBA      Flags // an FBA offer of the SKU exists, local or remote
	Merchant Flags // a seller-fulfilled one
	Quantity [market.MarketplaceCount]int64
	Visible  Flags // buyers see the seller-fulfilled offer
	WasTwin  bool  // both kinds were there at an enrollment
	Opted    Flags // out of automatic action on stranded stock
	Stranded Flags // the offer was changed to seller-fulfilled while FBA units remain
}

// IsTwin reports whether the SKU carries both kinds of offers: any seller-fulfilled
// one and any FBA one, or with twin_scope "us" both in the US (AMB-33).
func (t *Twin) IsTwin(r Rules) bool {
	if word(r, "twin_scope", "us") {
		return t.FBA[market.US] && t.Merchant[market.US]
	}
	return t.FBA.Any() && t.Merchant.Any()
}

// Enroll is what enrolling does to a SKU: a twin's seller-fulfilled quantity goes to
// zero (RF-SF-01) and its offers disappear in every marketplace (RF-SF-02). A SKU
// without an FBA offer of its own keeps them (RF-SF-05); sibling says that another
// SKU of its ASIN has one. rule is the rule that changed something, "" for none.
func (t Twin) Enroll(sibling bool, r Rules) (changed Twin, rule string) {
	kept := sibling && !t.FBA.Any() && !on(r, "RF-SF-05") && t.Merchant.Any()
	if !t.IsTwin(r) && !kept {
		return t, ""
	}
	t.WasTwin = true
	if on(r, "RF-SF-01") {
		t.Quantity, rule = [market.MarketplaceCount]int64{}, "RF-SF-01"
	}
	if on(r, "RF-SF-02") {
		t.Visible = Flags{}
		if rule == "" {
			rule = "RF-SF-02"
		}
	}
	return t, rule
}

// AddQuantity adds seller-fulfilled units in a marketplace. From the first enrollment
// on that is refused while the SKU has an FBA offer (RF-SF-03), and for a twin while
// the seller is enrolled (RF-SF-04, where sf_lock says so).
func (t Twin) AddQuantity(m market.Marketplace, units int64, s *Seller, r Rules) (Twin, Verdict) {
	if v := t.locked(s, r); v.Outcome != OK {
		return t, v
	}
	t.Merchant[m] = true
	t.Quantity[m] += units
	t.Visible[m] = t.Quantity[m] > 0
	return t, Verdict{}
}

func (t *Twin) locked(s *Seller, r Rules) Verdict {
	switch {
	case !s.EverEnrolled:
	case t.FBA.Any():
		if on(r, "RF-SF-03") {
			return refuse(FBAOfferExists, "RF-SF-03")
		}
	case s.Enrolled && t.WasTwin && on(r, "RF-SF-04") && !word(r, "sf_lock", "fba"):
		return refuse(TwinLocked, "RF-SF-04")
	}
	return Verdict{}
}

// Separate says whether a SKU without an FBA offer may be seller-fulfilled while another
// SKU of its ASIN has one, which sibling says (RF-SF-05).
func (t *Twin) Separate(sibling bool, s *Seller, r Rules) Verdict {
	if sibling && !t.FBA.Any() && s.EverEnrolled && !on(r, "RF-SF-05") {
		return refuse(NotPermitted, "RF-SF-05")
	}
	return Verdict{}
}

// SellerSees reports whether Manage Inventory lists the seller-fulfilled offer: not
// while the SKU has an FBA offer (RF-SF-06).
func (t *Twin) SellerSees(m market.Marketplace, r Rules) bool {
	return t.Merchant[m] && !(t.FBA.Any() && on(r, "RF-SF-06"))
}

// BuyerSees reports whether the storefront shows the seller-fulfilled offer.
func (t *Twin) BuyerSees(m market.Marketplace) bool {
	return t.Merchant[m] && t.Visible[m] && t.Quantity[m] > 0
}

// Merchantize changes an FBA offer to seller-fulfilled. With FBA units left that
// strands them; unless the listing was opted out, due says after how many ticks it
// goes back to FBA (RF-STR-02, RF-STR-04), 0 for never; where the setting was never
// made, revert_hours says.
func (t Twin) Merchantize(m market.Marketplace, units int64, s *Seller, r Rules) (changed Twin, due int64) {
	t.FBA[m], t.Merchant[m], t.Visible[m] = false, true, t.Quantity[m] > 0
	t.Stranded[m] = units > 0
	if !t.Stranded[m] || t.Opted[m] || !on(r, "RF-STR-02") {
		return t, 0
	}
	return t, s.strandedAfter(r)
}

// Revert changes a stranded offer back to FBA with no seller-fulfilled units
// (RF-STR-02). done is false where there is nothing to revert: opted out meanwhile,
// changed back, or the rule is off.
func (t Twin) Revert(m market.Marketplace, r Rules) (changed Twin, done bool) {
	if !t.Stranded[m] || t.Opted[m] || !on(r, "RF-STR-02") {
		return t, false
	}
	return t.ToFBA(m), true
}

// ToFBA changes an offer to FBA; it is no longer stranded nor seller-fulfilled.
func (t Twin) ToFBA(m market.Marketplace) Twin {
	t.FBA[m], t.Merchant[m], t.Stranded[m], t.Visible[m], t.Quantity[m] = true, false, false, false, 0
	return t
}

// OptOut takes a listing out of automatic action, or back into it (RF-STR-04). due
// is Merchantize's where it comes back while stranded.
func (t Twin) OptOut(m market.Marketplace, enable bool, s *Seller, r Rules) (changed Twin, due int64, v Verdict) {
	if enable && !on(r, "RF-STR-04") {
		return t, 0, refuse(NotPermitted, "RF-STR-04")
	}
	t.Opted[m] = enable
	if !enable && t.Stranded[m] && on(r, "RF-STR-02") {
		due = s.strandedAfter(r)
	}
	return t, due, Verdict{Rule: "RF-STR-04"}
}
