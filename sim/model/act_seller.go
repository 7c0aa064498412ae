package model

import (
	"fbasim/sim/des"
	"fbasim/sim/market"
	"fbasim/sim/program"
)

// What the seller does with the account and its offers.

func actEnroll(r *Run, a *Action) {
	var auto *program.Flags
	if a.Args.Markets != nil {
		f := flagsOf(*a.Args.Markets)
		auto = &f
	}
	seller, e := r.seller.Enroll(auto, r.now(), r.rules)
	if e.Outcome == program.Rejected {
		r.reject(e.Rule, e.Reason.String(), "seller")
		for _, why := range e.Details.List() {
			if why != e.Reason {
				r.audit(e.Rule, "seller", outcomeRejected, why.String(), "also missing")
			}
		}
		return
	}
	if e.Outcome == program.Skipped || r.seller.Enrolled {
		return
	}
	r.seller = seller
	for _, rule := range e.Log {
		r.audit(rule, "seller", outcomeOK, "", "enrolled")
	}
	r.zeroTwins()
	for i := range r.listings {
		l := &r.listings[i]
		if l.market == market.US || !r.evaluates(l) {
			continue
		}
		had := r.twins[l.sku].FBA[l.market]
		r.signal(l, program.Enroll)
		l.inProgram = l.remote.State != program.NotEnrolled
		if had {
			r.priceExisting(l)
		}
	}
}

// priceExisting prices an offer that automatic listing meets anew, where
// existing_price says so (RF-ENR-08, AMB-26).
func (r *Run) priceExisting(l *listing) {
	if r.seller.AutoListing[l.market] && r.twins[l.sku].FBA[l.market] && r.rules.Word("existing_price") == "new" {
		l.linked, l.byHand = true, false
		r.setPrice(l, r.automaticPrice(l, false))
	}
}

// zeroTwins takes the seller-fulfilled units of twin SKUs away (RF-SF-01, RF-SF-02).
func (r *Run) zeroTwins() {
	for i := range r.twins {
		t, rule := r.twins[i].Enroll(len(r.siblings[i]) > 1, r.rules)
		r.twins[i] = t
		if rule != "" {
			r.audit(rule, r.cfg.SKUs[i].Name, outcomeOK, "", "seller-fulfilled quantity set to zero")
		}
	}
}

func flagsOf(markets []market.Marketplace) (f program.Flags) {
	for _, m := range markets {
		f[m] = true
	}
	return f
}

func actUnenroll(r *Run, _ *Action) { r.unenroll() }

// unenroll takes the seller out of Remote Fulfillment, exit_delay from now (RF-EXIT-01).
func (r *Run) unenroll() {
	if delay := int64(r.rules.Delay("exit_delay")); delay > 0 {
		r.after(delay, classStatus, evLeave, 0)
		return
	}
	r.leave()
}

func sellerLeaves(r *Run, _ des.Event) { r.leave() }

func (r *Run) leave() {
	seller, e := r.seller.Unenroll(r.rules)
	r.seller = seller
	for i := range r.listings {
		l := &r.listings[i]
		if l.market == market.US || !l.inProgram {
			continue
		}
		r.signal(l, program.Unenroll)
		l.inProgram = l.remote.State != program.NotEnrolled
	}
	if e.StopFBA {
		for i := range r.twins {
			r.twins[i].FBA = program.Flags{}
		}
	}
	r.audit(e.Rule, "seller", outcomeOK, "", "left Remote Fulfillment")
}

func actSetAutoListing(r *Run, a *Action) {
	seller, v := r.seller.SetAutoListing(flagsOf(*a.Args.Markets), r.rules)
	if !r.verdict(v, "seller") {
		return
	}
	before := r.seller.AutoListing
	r.seller = seller
	for i := range r.listings {
		l := &r.listings[i]
		if l.market != market.US && r.seller.AutoListing[l.market] && !before[l.market] {
			r.signal(l, program.AutoListingOn)
			r.priceExisting(l)
		}
	}
}

// verdict notes what became of an action and reports whether it was done.
func (r *Run) verdict(v program.Verdict, entity string) bool {
	switch v.Outcome {
	case program.Rejected:
		r.reject(v.Rule, v.Reason.String(), entity)
	case program.Blocked:
		r.find(v.Rule, outcomeBlocked, v.Reason.String(), entity)
	case program.Warned:
		r.find(v.Rule, outcomeWarn, v.Reason.String(), entity)
	case program.OK:
		if v.Rule != "" {
			r.audit(v.Rule, entity, outcomeOK, "", r.doing())
		}
	}
	return v.Done()
}

// doing names the action under way.
func (r *Run) doing() string {
	if r.acting == nil {
		return ""
	}
	return r.acting.Do
}

func actDownloadReport(r *Run, _ *Action) { r.downloadReport() }

// actUploadReport is a row of an uploaded ASIN Status report (RF-RPT-03).
func actUploadReport(r *Run, a *Action) {
	l := r.listingAt(a.Args.SKU, *a.Args.Market)
	if *a.Args.Enable {
		r.signal(l, program.ReportAdd)
	} else {
		r.signal(l, program.ReportRemove)
	}
}

func actCreateOffer(r *Run, a *Action) {
	x := &a.Args
	l := r.listingAt(x.SKU, *x.Market)
	entity := r.entity(x.SKU, *x.Market)
	use := market.LocalFBA
	if x.Channel != nil {
		use = *x.Channel
	}
	if !r.mayOffer(l, x, use, entity) {
		return
	}
	t := &r.twins[x.SKU]
	if use == market.SellerFulfilled {
		t.Merchant[l.market] = true
		if x.Price != nil {
			l.terms[use].handPrice = x.Price.Amount
			r.reprice(l)
		}
		r.tellSiblings(l, program.OtherOfferCreated)
		return
	}
	had := t.FBA[l.market]
	t.FBA[l.market] = true
	if x.Price != nil {
		l.byHand, l.linked = true, false
		r.setPrice(l, x.Price.Amount)
	} else if !had {
		r.priceNew(l, x.Method)
	}
	r.signal(l, program.OfferCreated)
	r.tellSiblings(l, program.OtherOfferCreated)
}

// priceNew prices an offer made without a price: automatically, but those made by
// hand at the price that the scenario states, if any (RF-OFFER-02).
func (r *Run) priceNew(l *listing, method string) {
	if method == "manual" && l.cfg.Price[market.RemoteFulfillment] != NoRef {
		l.terms[market.RemoteFulfillment].handPrice, l.terms[market.LocalFBA].handPrice = 0, 0
		l.byHand, l.linked = true, false
		r.setPrice(l, r.fullPrice(l, market.RemoteFulfillment))
		return
	}
	l.linked = true
	r.setPrice(l, r.automaticPrice(l, false))
}

func actRemoveOffer(r *Run, a *Action) {
	x := &a.Args
	l := r.listingAt(x.SKU, *x.Market)
	t := &r.twins[x.SKU]
	if x.Channel != nil && *x.Channel == market.SellerFulfilled || x.Channel == nil && !t.FBA[l.market] {
		t.Merchant[l.market], t.Visible[l.market], t.Quantity[l.market] = false, false, 0
	} else {
		t.FBA[l.market] = false
		r.signal(l, program.OfferRemoved)
	}
	r.audit("RF-OFFER-07", r.entity(x.SKU, l.market), outcomeOK, "", "offer removed")
	r.tellSiblings(l, program.OtherOfferRemoved)
}

func actSetPrice(r *Run, a *Action) {
	x := &a.Args
	l := r.listingAt(x.SKU, *x.Market)
	v := program.SetPrice(*x.Price, l.market, x.Channel != nil, r.rules)
	if !r.verdict(v, r.entity(x.SKU, l.market)) {
		return
	}
	l.byHand, l.linked = true, false
	if x.Channel == nil {
		r.setPrice(l, x.Price.Amount)
		if !r.twins[x.SKU].FBA[l.market] {
			l.terms[market.SellerFulfilled].handPrice = x.Price.Amount
		}
	} else {
		l.terms[*x.Channel].handPrice = x.Price.Amount
	}
	r.reprice(l)
	r.audit("GS-DEC-02", r.entity(x.SKU, l.market), outcomeOK, "", "price "+x.Price.String())
}

func actSetChannel(r *Run, a *Action) {
	x := &a.Args
	l := r.listingAt(x.SKU, *x.Market)
	t := r.twins[x.SKU]
	switch *x.Channel {
	case market.SellerFulfilled:
		units := r.pools[l.local].stock.Sellable()
		if r.serves(l) == market.RemoteFulfillment {
			units += r.pools[l.us].stock.Sellable()
		}
		changed, due := t.Merchantize(l.market, units, &r.seller, r.rules)
		r.twins[x.SKU] = changed
		r.strand(l, due)
		r.signal(l, program.OfferRemoved)
	case market.NoProgram:
		r.twins[x.SKU].FBA[l.market], r.twins[x.SKU].Merchant[l.market] = false, false
		r.signal(l, program.OfferRemoved)
	default:
		r.toFBA(l, *x.Channel)
	}
	r.audit("RF-LOC-05", r.entity(x.SKU, l.market), outcomeOK, "", "channel "+x.Channel.String())
}

// toFBA changes an offer to FBA. Its price stays (RF-LOC-05); the fees do not.
func (r *Run) toFBA(l *listing, use market.Program) {
	had := r.twins[l.sku].FBA[l.market]
	r.twins[l.sku] = r.twins[l.sku].ToFBA(l.market)
	r.calendarOf(l.sku).Cancel(l.stranding)
	switch {
	case use == market.LocalFBA && l.market != market.US && l.inProgram:
		r.signal(l, program.ReportRemove)
	case use == market.RemoteFulfillment && l.remote.State == program.Removed:
		r.signal(l, program.ReportAdd)
	case !had:
		r.signal(l, program.OfferCreated)
	}
}

func actAddQuantity(r *Run, a *Action) {
	x := &a.Args
	separate := r.twins[x.SKU].Separate(r.siblingFBA(x.SKU), &r.seller, r.rules)
	if !r.verdict(separate, r.entity(x.SKU, *x.Market)) {
		return
	}
	t, v := r.twins[x.SKU].AddQuantity(*x.Market, x.Units, &r.seller, r.rules)
	if r.verdict(v, r.entity(x.SKU, *x.Market)) {
		r.twins[x.SKU] = t
		r.checkReturnAddress(*x.Market)
	}
}

// siblingFBA reports whether another SKU of the ASIN has an FBA offer.
func (r *Run) siblingFBA(sku int32) bool {
	if len(r.siblings) == 0 {
		return false
	}
	for _, s := range r.siblings[sku] {
		if s != sku && r.twins[s].FBA.Any() {
			return true
		}
	}
	return false
}

func actSetStrandedDays(r *Run, a *Action) {
	seller, v := r.seller.SetStrandedDays(*a.Args.Span, r.rules)
	if r.verdict(v, "seller") {
		r.seller = seller
	}
}

func actOptOut(r *Run, a *Action) {
	x := &a.Args
	l := r.listingAt(x.SKU, *x.Market)
	t, due, v := r.twins[x.SKU].OptOut(l.market, x.Enable == nil || *x.Enable, &r.seller, r.rules)
	if r.verdict(v, r.entity(x.SKU, l.market)) {
		r.twins[x.SKU] = t
		if due > 0 {
			r.strand(l, due)
		}
	}
}

func actPaymentMethod(r *Run, a *Action) {
	m := *a.Args.Market
	u := r.keys.script.With("payment").Uniform(uint64(r.now()), uint64(m))
	seller, v := r.seller.PaymentMethodChanged(m, *a.Args.Enable, u, r.now(), r.rules)
	r.seller = seller
	if v.Outcome == program.Warned {
		r.find(v.Rule, outcomeNotice, v.Reason.String(), r.sellers[m])
	}
}

func actConverter(r *Run, a *Action) {
	r.seller = r.seller.SetConverter(*a.Args.Enable)
	r.audit("RF-GEN-07", "seller", outcomeOK, "", "currency converter")
}

func actRegister(r *Run, a *Action) {
	code := a.Args.Country
	if a.Args.Market != nil {
		code = a.Args.Market.String()
	}
	seller, reg := r.seller.RegisterFBA(code, a.Args.Home, r.rules)
	if !r.verdict(reg.Verdict, "seller in "+code) {
		return
	}
	r.seller = seller
	if reg.NewAccount {
		r.find("GS-FBA-04", outcomeWarn, "new_account", "seller in "+code)
		r.payAccountSetup(code)
	}
}

func actAddProduct(r *Run, a *Action) {
	sku := a.Args.SKU
	r.away[sku] = false
	r.products[sku].CreatedAt = r.now()
	if us := r.usListing(sku); us != nil {
		r.twins[sku].FBA[market.US] = true
	}
	r.exports[sku] = program.NewExport(&r.products[sku], r.rules)
	r.planCycle()
	for m := market.CA; m < market.MarketplaceCount; m++ {
		if l := r.listingAt(sku, m); l != nil {
			r.signal(l, program.NewUSItem)
			l.inProgram = l.remote.State != program.NotEnrolled
		}
	}
}

func actReturnAddress(r *Run, a *Action) {
	m := *a.Args.Market
	address, _ := program.ParseAddress(a.Args.Address)
	r.seller.ReturnAddress[m] = address
	if a.Args.FreeReturns != nil {
		r.seller.FreeReturns[m] = *a.Args.FreeReturns
	}
	r.checkReturnAddress(m)
}
