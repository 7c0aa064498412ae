package program

// place says where an eligible SKU stands by the offers that the marketplace has at
// the end of its evaluation.
func (r Remote) place(f *Facts) (Remote, Effects) {
	same, other := f.offers()
	lists, conflicts := f.listsNew(r), other && f.on("RF-OFFER-06")
	switch {
	case same && conflicts:
		return r.require(SKUMismatch, Effects{Rule: "RF-OFFER-06"})
	case same:
		return r.existing(f)
	case lists && conflicts:
		return r.require(SKUMismatch, Effects{Rule: "RF-OFFER-06", CreateOffer: true})
	case lists:
		return r.activate(f.Clocks.Activation, f, Effects{Rule: "RF-ALC-01", CreateOffer: true})
	case other && f.on("RF-OFFER-08"):
		return r.require(OfferNotFound, Effects{Rule: "RF-OFFER-08"})
	}
	return r.wantsOffer(f, Effects{Rule: "RF-ENR-10"})
}

// wantsOffer waits for an offer of the seller's. With RF-ENR-06 or RF-ENR-10 off a
// missing one counts as there, at the plain exchange rate.
func (r Remote) wantsOffer(f *Facts, fx Effects) (Remote, Effects) {
	if f.on("RF-ENR-06") && f.on("RF-ENR-10") {
		return r.offerless(fx)
	}
	fx.CreateOffer, fx.PlainPrice = true, true
	return r.activate(f.Clocks.Activation, f, fx)
}

// listsNew reports whether automatic listing makes an offer; for a SKU that joined
// later RF-ALC-04 says so.
func (f *Facts) listsNew(r Remote) bool {
	return f.lists() && (!r.Fresh || f.on("RF-ALC-04"))
}

// existing is an offer that needs no making. One that was there at enrollment sells
// at once (RF-ENR-08), in the marketplace passed over by automatic listing too
// (RF-ENR-09); others wait to be activated.
func (r Remote) existing(f *Facts) (Remote, Effects) {
	if !r.HadOffer {
		return r.activate(f.Clocks.Activation, f, Effects{Rule: "RF-ENR-06"})
	}
	rule := "RF-ENR-08"
	if f.Seller.passedOver(f.Market) {
		rule = "RF-ENR-09"
	}
	switch {
	case !f.on("RF-ENR-08"), !f.on(rule):
		return r.offerless(Effects{Rule: "RF-ENR-06"})
	case yes(f.Rules, "existing_second_delay", false):
		return r.activate(f.Clocks.Activation, f, Effects{Rule: rule})
	}
	return r.sell(f, Effects{Rule: rule})
}

func (r Remote) require(why Reason, fx Effects) (Remote, Effects) {
	r.State, r.Reason, r.Until = ActionRequired, why, 0
	return r, fx
}

func (r Remote) offerless(fx Effects) (Remote, Effects) {
	r.State, r.Reason, r.Until = NoOffer, NoReason, 0
	return r, fx
}

// activate waits for an offer to become active.
func (r Remote) activate(delay int64, f *Facts, fx Effects) (Remote, Effects) {
	r.State, r.Reason = Pending, NoReason
	return r.after(delay, ActivationDone, f, fx)
}

// offers follows offers that come and go.
func (r Remote) offers(s Signal, f *Facts) (Remote, Effects) {
	if !f.on("RF-OFFER-03") { // any SKU is as good as the US one
		switch s {
		case OtherOfferCreated:
			s = OfferCreated
		case OtherOfferRemoved:
			s = OfferRemoved
		}
	}
	switch s {
	case OfferCreated:
		return r.offerCreated(f)
	case OfferRemoved:
		return r.offerRemoved(f)
	case OtherOfferCreated:
		return r.otherCreated(f)
	case OtherOfferRemoved:
		return r.otherRemoved(f)
	case AutoListingOn:
		return r.autoListed(f)
	}
	return r.checked(f)
}

func (r Remote) offerCreated(f *Facts) (Remote, Effects) {
	_, other := f.offers()
	switch {
	case r.State == NoOffer && other && f.on("RF-OFFER-06"):
		return r.require(SKUMismatch, Effects{Rule: "RF-OFFER-06"})
	case r.State == NoOffer:
		return r.activate(f.Clocks.Activation, f, Effects{Rule: "RF-ENR-06"})
	case r.missing() && other:
		return r.after(f.Clocks.Look, OfferChecked, f, Effects{Rule: "RF-OFFER-08"})
	case r.missing():
		return r.activate(f.Clocks.Activation, f, Effects{Rule: "RF-OFFER-08", Cancel: true})
	}
	return r, Effects{}
}

// missing reports that only a marketplace-specific SKU is there.
func (r Remote) missing() bool { return r.State == ActionRequired && r.Reason == OfferNotFound }

func (r Remote) mismatched() bool { return r.State == ActionRequired && r.Reason == SKUMismatch }

// listed reports that the state rests on a matching offer.
func (r Remote) listed() bool {
	return r.State == Active || r.State == Pending || r.State == NotSellable
}

func (r Remote) offerRemoved(f *Facts) (Remote, Effects) {
	same, other := f.offers()
	had := r.HadOffer
	switch {
	case same: // another of several is left
		return r, Effects{}
	case r.State == Evaluating && had:
		r.HadOffer = false
		return r, Effects{Rule: "RF-ENR-08"}
	case r.missing() && r.Until > 0: // the look is off
		r.Until = 0
		return r, Effects{Rule: "RF-OFFER-08", Cancel: true}
	case r.listed() || r.mismatched():
		r.HadOffer = false
		if other && f.on("RF-OFFER-08") {
			return r.require(OfferNotFound, Effects{Rule: "RF-OFFER-08", Cancel: true})
		}
		return r.wantsOffer(f, Effects{Rule: "RF-ENR-06", Cancel: true})
	}
	return r, Effects{}
}

func (r Remote) otherCreated(f *Facts) (Remote, Effects) {
	switch {
	case r.State == NoOffer && f.on("RF-OFFER-08"):
		return r.require(OfferNotFound, Effects{Rule: "RF-OFFER-08"})
	case r.listed() && f.on("RF-OFFER-06"):
		return r.require(SKUMismatch, Effects{Rule: "RF-OFFER-06", Cancel: true})
	}
	return r, Effects{}
}

// otherRemoved is the cure of a mismatch (RF-OFFER-07).
func (r Remote) otherRemoved(f *Facts) (Remote, Effects) {
	switch {
	case f.OtherOffer:
	case r.mismatched() && f.on("RF-OFFER-07"):
		return r.activate(f.Clocks.Cure, f, Effects{Rule: "RF-OFFER-07"})
	case r.missing() && !f.SameOffer:
		return r.wantsOffer(f, Effects{Rule: "RF-ENR-10"})
	}
	return r, Effects{}
}

// autoListed makes the matching offer where there is none (RF-ALC-01); an offer of
// another SKU does not count as one (AMB-26).
func (r Remote) autoListed(f *Facts) (Remote, Effects) {
	switch made := (Effects{Rule: "RF-ALC-01", CreateOffer: true}); {
	case !f.lists() || f.SameOffer:
	case r.State == NoOffer:
		return r.activate(f.Clocks.Activation, f, made)
	case r.missing():
		return r.after(f.Clocks.Look, OfferChecked, f, made)
	}
	return r, Effects{}
}

// checked is the look at the report after a matching offer was made (RF-OFFER-08,
// AMB-36).
func (r Remote) checked(f *Facts) (Remote, Effects) {
	same, other := f.offers()
	switch {
	case !r.missing() || !same:
		return r, Effects{}
	case other && f.on("RF-OFFER-06"):
		return r.require(SKUMismatch, Effects{Rule: "RF-OFFER-06"})
	}
	return r.activate(f.Clocks.Activation, f, Effects{Rule: "RF-OFFER-08"})
}

// upload follows the rows of an uploaded ASIN Status report.
func (r Remote) upload(s Signal, f *Facts) (Remote, Effects) {
	if s == RemoveDone {
		if !r.Leaving {
			return r, Effects{}
		}
		return r.leave(Effects{Rule: "RF-LOC-03"})
	}
	switch {
	case !f.on("RF-RPT-03"):
		return r, Effects{Rule: "RF-RPT-03", Refused: NotPermitted}
	case r.State == NotEnrolled:
		return r, Effects{Rule: "RF-RPT-01", Refused: OutsideProgram}
	case s == ReportAdd:
		return r.add(f)
	}
	return r.remove(f)
}

// remove takes the SKU out of the program here (RF-LOC-03), and perhaps leaves it in
// elsewhere (RF-OFFER-04).
func (r Remote) remove(f *Facts) (Remote, Effects) {
	switch {
	case r.State == Removed, r.Leaving, !f.on("RF-LOC-03"):
		return r, Effects{}
	case f.StaysElsewhere && !f.on("RF-OFFER-04"):
		return r, Effects{Rule: "RF-OFFER-04", Refused: NotPermitted}
	case r.State == Active && f.Clocks.Remove > 0:
		r.Leaving = true
		return r, Effects{Rule: "RF-LOC-03", Due: f.Clocks.Remove, Next: RemoveDone}
	}
	return r.leave(Effects{Rule: "RF-LOC-03"})
}

func (r Remote) leave(fx Effects) (Remote, Effects) {
	r.State, r.Reason, r.ByHand, r.Leaving, r.Until = Removed, NoReason, true, false, 0
	fx.Cancel, fx.Due, fx.Next = true, 0, 0
	return r, fx
}

// add puts the SKU in again: refused for what is not eligible (RF-RPT-07).
func (r Remote) add(f *Facts) (Remote, Effects) {
	switch {
	case r.Leaving: // thought better of it
		r.Leaving = false
		return r, Effects{Rule: "RF-RPT-03", Cancel: true}
	case r.State != Removed && r.State != Ineligible:
		return r, Effects{}
	case r.State == Removed && !f.on("RF-LOC-04"):
		return r, Effects{Rule: "RF-LOC-04", Refused: NotPermitted}
	}
	if why := eligibility(f); why != 0 && f.on("RF-RPT-07") {
		return r, Effects{Rule: "RF-RPT-07", Refused: why.First()}
	}
	return r.readd(f, "RF-LOC-04")
}

// readd brings a SKU back without an evaluation: within the time of an upload it is
// active where it has its offer (RF-RPT-04).
func (r Remote) readd(f *Facts, rule string) (Remote, Effects) {
	if rule == "RF-LOC-06" && eligibility(f) != 0 {
		return r, Effects{}
	}
	r.ByHand = false
	same, other := f.offers()
	switch {
	case same && other && f.on("RF-OFFER-06"):
		return r.require(SKUMismatch, Effects{Rule: "RF-OFFER-06"})
	case same:
		return r.activate(f.Clocks.Upload, f, Effects{Rule: rule})
	case other && f.on("RF-OFFER-08"):
		return r.require(OfferNotFound, Effects{Rule: "RF-OFFER-08"})
	}
	return r.wantsOffer(f, Effects{Rule: rule})
}
