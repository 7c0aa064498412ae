package model

import (
	"fbasim/sim/des"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/program"
)

// Offers are made, removed, repriced and change their channel: by the seller, by
// automatic listing, by rules. A SKU's FBA and seller-fulfilled offers in each
// marketplace stand in its program.Twin.

// openAccount sets the seller's account, the products and the offers of the start.
func (r *Run) openAccount() {
	r.enterProfile()
	r.seller = r.cfg.Seller
	if !r.holds("EXP-ENR-01") {
		r.seller.ExportEnabled = false // nobody was enrolled by default
	}
	for i := range r.cfg.SKUs {
		sku := &r.cfg.SKUs[i]
		r.products[i] = sku.Facts
		r.away[i] = sku.Away
		r.exports[i] = program.Export{State: program.Exportable}
		t := program.Twin{Opted: sku.OptedOut}
		for m := range sku.Listings {
			l := &sku.Listings[m]
			t.FBA[m] = (l.Sold && !l.NotOffered || l.Offered) && !sku.Away
			t.Merchant[m] = l.OwnUnits > 0
			t.Quantity[m], t.Visible[m] = l.OwnUnits, l.OwnUnits > 0
			if l.Plan.At(r.startView(int32(i))) == market.SellerFulfilled {
				t.FBA[m], t.Merchant[m], t.Visible[m] = false, true, true
				if l.OwnUnits == 0 {
					t.Quantity[m] = plenty
				}
			}
		}
		r.twins[i] = t
		if r.rules != nil && sku.Facts.ASIN != "" {
			r.exports[i] = program.Processed(&r.products[i], r.rules)
		}
	}
	r.followExclusions()
}

// plenty is the quantity of a seller-fulfilled offer that nobody counts.
const plenty = int64(1) << 40

// startView lets a plan's conditions see a SKU before anything has happened.
func (r *Run) startView(sku int32) program.View {
	r.sight = planView{r, sku}
	return &r.sight
}

// otherOffer reports whether the marketplace has an offer of the ASIN under another
// SKU that counts against the matching one (RF-OFFER-06, AMB-44).
func (r *Run) otherOffer(l *listing) bool {
	for _, s := range r.siblings[l.sku] {
		t := &r.twins[s]
		if s != l.sku && (t.FBA[l.market] || t.Merchant[l.market]) && r.conflicts(s) {
			return true
		}
	}
	return false
}

// conflicts reports whether offers of a SKU count against those of its siblings.
func (r *Run) conflicts(sku int32) bool {
	t := &r.twins[sku]
	var rules program.Rules
	if r.rules != nil {
		rules = r.rules
	}
	return program.Conflicts(t.FBA[market.US] || t.Merchant[market.US], rules)
}

// makeOffer is automatic listing: an offer with the same SKU at the price that
// follows from the US price (RF-ALC-01). One that is there already keeps its price
// (AMB-26).
func (r *Run) makeOffer(l *listing, plain, idle bool) {
	t := &r.twins[l.sku]
	if t.FBA[l.market] {
		return
	}
	t.FBA[l.market] = true
	l.linked, l.byHand = true, false
	price := r.automaticPrice(l, plain)
	r.setPrice(l, price)
	r.audit("RF-ALC-01", r.entity(l.sku, l.market), outcomeOK, "", "offer made at "+price.String())
	if !idle {
		r.tellSiblings(l, program.OtherOfferCreated)
	}
}

// dropOffer deletes the FBA offer of a listing.
func (r *Run) dropOffer(l *listing) {
	r.twins[l.sku].FBA[l.market] = false
	l.linked = false
	r.audit("RF-EXIT-01", r.entity(l.sku, l.market), outcomeOK, "", "offer removed")
}

// tellSiblings tells the other SKUs of the ASIN in the marketplace about an offer of
// this one, where it counts against theirs.
func (r *Run) tellSiblings(l *listing, s program.Signal) {
	if l.market == market.US || !r.conflicts(l.sku) {
		return
	}
	for _, sku := range r.siblings[l.sku] {
		if other := r.listingAt(sku, l.market); sku != l.sku && other != nil {
			r.signal(other, s)
		}
	}
}

// offerPrice is the price that the FBA offer shows.
func (l *listing) offerPrice() money.Amount {
	if l.market != market.US && l.terms[market.RemoteFulfillment].price > 0 {
		return l.terms[market.RemoteFulfillment].price
	}
	return l.terms[market.LocalFBA].price
}

// setPrice sets the price of the FBA offer, remote and local alike (RF-LOC-05).
func (r *Run) setPrice(l *listing, price money.Amount) {
	l.terms[market.RemoteFulfillment].handPrice, l.terms[market.LocalFBA].handPrice = price, price
	r.reprice(l)
}

// reprice brings the terms of an offer up to date.
func (r *Run) reprice(l *listing) {
	r.setTerms(l)
	r.reach(l)
	if l.market == market.US && r.scripted {
		for m := market.CA; m < market.MarketplaceCount; m++ {
			if other := r.listingAt(l.sku, m); other != nil && other.planned == market.FBAExport {
				r.setTerms(other)
				r.reach(other)
			}
		}
	}
}

// automaticPrice is what Build International Listings makes of the US price by the
// rule of the day: RF-ALC-02 from 2020, RF-ALC-03 from 2022; the exchange rate alone
// where both are switched off or plain is asked for.
func (r *Run) automaticPrice(l *listing, plain bool) money.Amount {
	us := r.usListing(l.sku)
	if us == nil {
		return 0
	}
	rule, id := NetProceedsRule, "RF-ALC-03"
	if r.rules != nil && r.rules.Word("alc_price_mode") == "2020" {
		rule, id = OlderRule, "RF-ALC-02"
	}
	if plain || !r.holds(id) {
		rule = PlainRule
	}
	fx := r.crossRate(market.US, l.market)
	if k := l.cfg.Listing[rule]; k != nil {
		link := *k
		if !r.seller.Converter {
			link.Conversion = 0
		}
		if steps, err := link.Price(r.feeDay(), us.offerPrice(), fx); err == nil {
			return steps.Price
		}
	}
	return us.offerPrice().Times(fx).RoundCents()
}

// ownActive reports whether the seller-fulfilled offer sells.
func (r *Run) ownActive(l *listing) bool {
	return r.twins[l.sku].BuyerSees(l.market) && !r.barredBeside(l)
}

// barredBeside reports that local and seller-fulfilled offers sell nothing because
// Remote Fulfillment cannot serve the product: what RF-ELIG-12 keeps from happening.
func (r *Run) barredBeside(l *listing) bool {
	return !r.holds("RF-ELIG-12") && l.remote.State == program.Ineligible && l.remote.Reason != program.LocalInventory
}

// localActive reports whether the FBA offer may sell stock that lies in the country.
func (r *Run) localActive(l *listing) bool {
	p := &r.products[l.sku]
	if l.market != market.US && !p.Approved[l.market] && r.on("RF-ELIG-14") {
		return false
	}
	if l.market == market.US && (p.USPulled || p.USNotApproved) {
		return false
	}
	return p.ListingProblem[l.market] == "" && r.twins[l.sku].FBA[l.market] && !r.barredBeside(l)
}

// channelName is the channel of the FBA offer in the words of the catalogue.
func (r *Run) channelName(l *listing) string {
	switch use := r.serves(l); use {
	case market.LocalFBA:
		if r.twins[l.sku].FBA[l.market] {
			return "fba-local"
		}
	case market.RemoteFulfillment, market.SellerFulfilled:
		return use.String()
	}
	return "none"
}

// whyInactive says why the FBA offer sells nothing.
func (r *Run) whyInactive(l *listing, lost lostReason) string {
	switch {
	case l.blockedBy != "":
		return l.blockedBy
	case !r.twins[l.sku].FBA[l.market]:
		return "no_offer"
	case l.remote.Reason != program.NoReason:
		return l.remote.Reason.String()
	case !r.seller.Enrolled && l.market != market.US && r.pools[l.local].stock.Sellable() == 0:
		return program.NoFulfillment.String()
	case lost == lostNoStock:
		return "no_stock"
	case l.inProgram && l.market != market.US:
		return l.remote.State.String()
	}
	return "inactive"
}

// strand plans the return of a stranded offer to FBA.
func (r *Run) strand(l *listing, due int64) {
	r.calendarOf(l.sku).Cancel(l.stranding)
	if due > 0 {
		l.stranding = r.calendarOf(l.sku).AtKeyed(r.engine.Now()+des.Time(due), classStatus, des.Event{Kind: evStranded, Subject: uint32(l.index)})
	}
}

// strandedDue changes a stranded offer back to FBA (RF-STR-02).
func strandedDue(r *Run, ev des.Event) {
	l := &r.listings[ev.Subject]
	t, done := r.twins[l.sku].Revert(l.market, r.rules)
	if !done {
		return
	}
	r.twins[l.sku] = t
	r.audit("RF-STR-02", r.entity(l.sku, l.market), outcomeOK, "", "stranded stock is FBA again")
	r.signal(l, program.OfferCreated)
}

// mayOffer asks whether an offer can be created, and notes what is found about it
// (RF-OFFER-01 to 05, RF-ELIG-12, RF-ELIG-14, RF-SF-05).
func (r *Run) mayOffer(l *listing, x *Args, use market.Program, entity string) bool {
	t := &r.twins[x.SKU]
	q := program.OfferRequest{
		Method: x.Method, Use: use, MissingASIN: x.ASIN != "", State: l.remote.State,
		OtherSKU: len(r.siblings[x.SKU]) > 1 && !t.FBA[market.US],
	}
	if x.Price != nil {
		q.Price = *x.Price
	}
	if us := r.usListing(x.SKU); us != nil {
		q.USPrice = us.offerPrice()
	}
	return r.verdict(q.Create(r.facts(l)), entity)
}

// alternatives lists the programs that remain where Remote Fulfillment cannot serve,
// separated by spaces.
func (r *Run) alternatives(l *listing) (list string) {
	for _, use := range program.Alternatives(r.facts(l)) {
		if list != "" {
			list += " "
		}
		list += use.String()
	}
	return list
}

// barrier returns the rule and reason for which a placed order is not possible
// through a channel, "" where it is.
func (r *Run) barrier(l *listing, p *placedOrder, c channel) (rule, reason string) {
	t := &r.twins[l.sku]
	switch c.use {
	case market.RemoteFulfillment:
		if l.remote.State != program.Active {
			return "RF-ENR-06", r.whyInactive(l, lostOfferInactive)
		}
	case market.LocalFBA:
		if !r.localActive(l) {
			return "RF-OFFER-09", r.whyInactive(l, lostOfferInactive)
		}
	case market.FBAExport:
		if !r.localActive(l) && l.market == market.US {
			return "RF-OFFER-09", r.whyInactive(l, lostOfferInactive)
		}
		return r.exportBarrier(l.sku, p.country)
	case market.SellerFulfilled:
		switch {
		case r.barredBeside(l):
			return "RF-ELIG-12", program.RemoteIneligible.String()
		case !t.BuyerSees(l.market):
			return "RF-SF-02", "not_visible"
		case t.Quantity[l.market] < p.units:
			return "RF-SF-03", "no_stock"
		case r.overLimit(l) && r.on("GS-SF-02"):
			return "GS-SF-02", program.CarrierLimit.String()
		}
	case market.NoProgram:
		return "RF-ENR-06", "no_offer"
	}
	if l.blockedBy != "" {
		return "rule." + l.blockedBy, l.blockedBy
	}
	return "", ""
}

// overLimit reports whether a SKU is larger or heavier than the seller's carrier
// takes.
func (r *Run) overLimit(l *listing) bool {
	limit, sku := &r.cfg.Merchant[l.market].Limit, &r.cfg.SKUs[l.sku]
	if limit.Weight > 0 && sku.Weight > limit.Weight {
		return true
	}
	if !limit.HasDims {
		return false
	}
	for i, side := range sku.Dims.Sorted() {
		if side > limit.Dims[i] {
			return true
		}
	}
	return false
}

// inUSInventory reports whether a SKU is one of the seller's FBA SKUs in the US, the
// only ones that Remote Fulfillment takes in; those of one marketplace abroad are not.
func (r *Run) inUSInventory(sku int32) bool {
	if r.twins[sku].FBA[market.US] || r.poolOf(sku, market.US).stock.OnHand() > 0 {
		return true
	}
	return !r.holds("RF-OFFER-03") && len(r.siblings) > 0 && len(r.siblings[sku]) > 1 // any SKU is as good as the US one
}
