package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/program"
)

// listing is the state of a SKU offered in a marketplace.
type listing struct {
	// What every order reads.
	cfg        *Listing
	index      int32 // in Run.listings
	sku        int32
	local, us  int32 // pools
	market     market.Marketplace
	planned    market.Program
	tellsPrime bool
	ads        Ref     // share of revenue spent on them
	moves      bool    // its terms change
	bestOffer  float64 // the farthest reach of all programs
	perDay     float64 // buyers a day for each unit of appeal
	blockedBy  string  // the planner's rule that blocks it, "" for none
	country    string  // of the buyers, for a listing of FBA Export; "" for those of the marketplace
	remote     program.Remote
	terms      [market.ProgramCount]terms

	id        uint64
	due       des.Handle
	volume    float64                           // of a sweep, as a multiple
	reference float64                           // landed price of the reference offer
	auto      [market.ProgramCount]money.Amount // automatic prices, 0 where there is none
	unlinked  bool                              // they no longer follow
	byMonth   []monthReturns                    // by month of shipment
	waived    int64                             // returns that do not pay yet
	top       int32                             // its highest strip, -1 for none
	strips    int32
	inProgram bool   // it has a row in the ASIN Status report
	linked    bool   // its price follows the US price
	byHand    bool   // the price was set by hand: linked no more
	barred    bool   // from export, as looked up on a day
	day       int64  // of that look, from 1
	shocks    uint64 // changes of eligibility drawn so far
	ruled     uint64 // planner's rules that hold, a bit for each
	stranding des.Handle
}

// terms are what a program's offer of a listing comes to now. What an order reads of it lies
// together.
type terms struct {
	reach      float64 // appeal below which the offer sells
	primeReach float64 // the same for buyers with Prime, where they are told apart
	price      money.Amount
	deposit    money.Amount // import fees that the buyer pays
	sold       int64
	fees       *unitFees    // nil before the first order
	handPrice  money.Amount // set while the replication runs; 0 for none
}

// lostReason says why a buyer who wanted a unit did not get one.
type lostReason uint8

const (
	notLost lostReason = iota
	lostNoStock
	lostOfferInactive
	lostNotSold
	lostReasonCount
)

func (r *Run) buildListings() {
	for i := range r.cfg.SKUs {
		sku := &r.cfg.SKUs[i]
		for m := range sku.Listings {
			r.listed = append(r.listed, -1)
			if !sku.Listings[m].Sold && !r.scripted {
				continue
			}
			r.listed[len(r.listed)-1] = int32(len(r.listings))
			r.listings = append(r.listings, listing{
				index: int32(len(r.listings)), cfg: &sku.Listings[m], sku: int32(i), market: market.Marketplace(m),
				moves: sku.Listings[m].moves(), ads: sku.Ads[m],
				id:    entity(sku.Name, market.Marketplace(m).String()),
				local: poolIndex(i, market.Marketplace(m)), us: poolIndex(i, market.US),
			})
		}
	}
}

// buildExports adds the listings of buyers in other countries; they belong to the US
// account and stock.
func (r *Run) buildExports() {
	for i := range r.cfg.SKUs {
		sku := &r.cfg.SKUs[i]
		for n := range sku.Exports {
			x := &sku.Exports[n]
			r.listings = append(r.listings, listing{
				index: int32(len(r.listings)), cfg: &x.Listing, sku: int32(i), market: market.US, country: x.Country,
				moves: x.Listing.moves(), ads: sku.Ads[market.US],
				id: entity(sku.Name, market.US.String(), x.Country), local: poolIndex(i, market.US), us: poolIndex(i, market.US),
			})
		}
	}
}

// buyersFrom is the country of a listing's buyers.
func (l *listing) buyersFrom() string {
	if l.country != "" {
		return l.country
	}
	return l.market.String()
}

// openListings sets demand, terms and offers as they stand at the start.
func (r *Run) openListings() {
	for i := range r.listings {
		l := &r.listings[i]
		r.turnTo(l.sku)
		l.top, l.strips = -1, 0
		for p := range l.terms {
			t := &l.terms[p]
			t.sold, t.handPrice = 0, 0
			if t.fees != nil {
				*t.fees = unitFees{}
			}
		}
		l.linked, l.byHand, l.blockedBy, l.barred, l.day, l.shocks, l.ruled = false, false, "", false, 0, 0, 0
		l.openReturns()
		r.setDemand(l)
		l.due, l.stranding = 0, 0
		l.planned = l.cfg.Plan.At(r.view(l))
		r.need(l)
		l.tellsPrime = r.tellsPrime(l)
		r.openRemote(l)
		r.schedulePlan(uint32(i), l)
		r.openTerms(l)
	}
	r.turnToAll()
}

// openRemote sets the Remote Fulfillment state of the start: processed and active
// where the plan calls for it, unless the scenario says otherwise.
func (r *Run) openRemote(l *listing) {
	l.remote, l.inProgram = program.Remote{HadOffer: true}, false
	if l.market == market.US {
		return
	}
	enrolled := l.cfg.Enrolled && l.planned == market.RemoteFulfillment
	if r.scripted {
		enrolled = r.seller.Enrolled && r.evaluates(l)
		l.remote.HadOffer = r.twins[l.sku].FBA[l.market]
	}
	if !enrolled {
		return
	}
	l.inProgram, l.remote.State = true, program.Active
	if !l.remote.HadOffer {
		r.openOfferless(l)
	}
	if r.scripted && r.otherOffer(l) { // RF-OFFER-06, RF-OFFER-08
		r.signal(l, program.OtherOfferCreated)
	}
	r.syncRemote(l)
	if r.rules != nil {
		for _, s := range [...]program.Signal{program.RiskChange, program.ComplianceChange, program.ApprovalChange, program.USOfferPulled, program.ListingProblem} {
			r.signal(l, s)
		}
		r.advise(l)
	}
}

// openOfferless is a SKU that has no offer at the start. With RF-ENR-06 or RF-ENR-10
// off one counts as there, as at the end of an evaluation.
func (r *Run) openOfferless(l *listing) {
	l.remote.State = program.NoOffer
	if !r.holds("RF-ENR-06") || !r.holds("RF-ENR-10") {
		l.remote.State = program.Evaluating
		l.due = r.calendarOf(l.sku).AtKeyed(r.engine.Now(), classStatus, des.Event{Kind: evOfferDue, Arg: uint16(program.EvalDone), Subject: uint32(l.index)})
	}
}

// evaluates reports whether enrollment is about a SKU in a marketplace: all that are
// in US inventory, in both marketplaces (RF-ENR-02, RF-ENR-07).
func (r *Run) evaluates(l *listing) bool {
	return !r.away[l.sku] && r.inUSInventory(l.sku) && (r.holds("RF-ENR-07") || r.seller.AutoListing[l.market])
}

// channel is a program with the pool that it ships from.
type channel struct {
	use  market.Program
	pool int32
}

// serves returns the program that the listing sells by now: the plan's, or that of
// stock in the country, which is sold first (RF-LOC-01, RF-LOC-02). In scripted
// cases the offers there are decide.
func (r *Run) serves(l *listing) market.Program {
	switch {
	case l.country != "":
		return market.FBAExport
	case r.scripted:
		return r.servesByOffers(l)
	case l.market == market.US && l.planned != market.SellerFulfilled && l.planned != market.NoProgram:
		return market.LocalFBA
	case l.market == market.US || l.planned == market.SellerFulfilled:
		return l.planned
	case r.pools[l.local].stock.Sellable() > 0 && l.cfg.Tariff[market.LocalFBA] != nil:
		return market.LocalFBA
	}
	return l.planned
}

func (r *Run) servesByOffers(l *listing) market.Program {
	t := &r.twins[l.sku]
	switch {
	case l.planned == market.FBAExport && !t.FBA[l.market] && !t.Merchant[l.market]:
		return market.FBAExport
	case t.FBA[l.market]:
		away := l.remote.State == program.NotEnrolled || l.remote.State == program.Removed
		both := l.remote.State == program.Active && r.pools[r.usPool(l)].stock.Sellable() > 0 // what RF-LOC-01 and 02 rule out
		if l.market == market.US || away || r.pools[l.local].stock.Sellable() > 0 && !both {
			return market.LocalFBA
		}
		return market.RemoteFulfillment
	case t.Merchant[l.market]:
		return market.SellerFulfilled
	}
	return market.NoProgram
}

// channel returns what serves a buyer now; lost says why nothing can be sold.
func (r *Run) channel(l *listing) (c channel, lost lostReason) {
	use := r.serves(l)
	c = r.channelOf(l, use)
	switch {
	case l.blockedBy != "":
		return c, lostOfferInactive
	case use == market.NoProgram:
		if l.market == market.US {
			return channel{market.LocalFBA, l.local}, lostNotSold
		}
		return channel{market.NoProgram, l.us}, lostNotSold
	case use == market.LocalFBA:
		if r.pools[l.local].stock.Sellable() == 0 {
			lost = lostNoStock
		} else if r.scripted && !r.localActive(l) {
			lost = lostOfferInactive
		}
	case use == market.SellerFulfilled:
		if r.scripted && !r.ownActive(l) {
			lost = lostOfferInactive
		}
	case use == market.FBAExport:
		lost = r.exportLost(l)
	default:
		lost = r.remoteLost(l)
	}
	return c, lost
}

// remoteLost says why the Remote Fulfillment offer sells nothing now.
func (r *Run) remoteLost(l *listing) lostReason {
	switch {
	case r.pools[r.usPool(l)].stock.Sellable() == 0 && !(r.cfg.Backorder && l.closed()):
		return lostNoStock
	case l.remote.State != program.Active:
		return lostOfferInactive
	}
	return notLost
}

// exportLost says why a buyer of the country cannot order on Amazon.com now.
func (r *Run) exportLost(l *listing) lostReason {
	switch {
	case r.pools[l.us].stock.Sellable() == 0:
		return lostNoStock
	case l.day != r.now()/civil.Day+1 || r.scripted:
		_, reason := r.exportBarrier(l.sku, l.buyersFrom())
		l.barred, l.day = reason != "", r.now()/civil.Day+1
	}
	if l.barred {
		return lostOfferInactive
	}
	return notLost
}

// closed reports whether the Remote Fulfillment offer would be inactive with US
// stock too.
func (l *listing) closed() bool {
	s := l.remote.State
	return s != program.Active && !(s == program.NotSellable && l.remote.Reason == program.USOutOfStock)
}

// signal feeds something that happened into the offer's Remote Fulfillment state
// and carries out the effects.
func (r *Run) signal(l *listing, s program.Signal) {
	before := l.remote
	next, fx := l.remote.On(s, r.facts(l))
	if fx.Rule == "" && fx.Refused == program.NoReason {
		l.remote = next
		return
	}
	if fx.Refused != program.NoReason {
		r.reject(fx.Rule, fx.Refused.String(), r.entity(l.sku, l.market))
		return
	}
	l.remote = next
	r.keepPrice(l, before)
	if fx.Cancel || fx.Due > 0 {
		r.calendarOf(l.sku).Cancel(l.due)
	}
	if fx.Due > 0 {
		ev := des.Event{Kind: evOfferDue, Arg: uint16(fx.Next), Subject: uint32(l.index)}
		l.due = r.calendarOf(l.sku).AtKeyed(r.engine.Now()+des.Time(fx.Due), classStatus, ev)
	}
	if fx.DeleteOffer {
		r.dropOffer(l)
	}
	if r.tracer != nil {
		r.tracer.Offer(r.now(), int(l.sku), l.market, l.remote, fx.Rule)
	}
	if r.auditor != nil && before != next {
		r.audit(fx.Rule, r.entity(l.sku, l.market), next.State.String(), next.Reason.String(), s.String())
	}
	if next.State == program.ActionRequired && next.Reason == program.SKUMismatch && before.Reason != program.SKUMismatch {
		r.find(fx.Rule, outcomeConflict, next.Reason.String(), r.entity(l.sku, l.market))
	}
	if fx.CreateOffer {
		r.makeOffer(l, fx.PlainPrice, fx.Idle)
	}
}

// keepPrice sets the price of an offer anew that changed between Remote Fulfillment and
// stock in the country, where a rule does not keep it (RF-LOC-05, price_back).
func (r *Run) keepPrice(l *listing, before program.Remote) {
	local := func(x program.Remote) bool {
		return x.State == program.Removed || x.State == program.Ineligible && x.Reason == program.LocalInventory
	}
	to := market.RemoteFulfillment
	if local(l.remote) {
		to = market.LocalFBA
	}
	if r.rules == nil || !r.scripted || local(before) == local(l.remote) || l.remote.State == program.NotEnrolled ||
		before.State == program.NotEnrolled || !r.twins[l.sku].FBA[l.market] {
		return
	}
	if !program.KeepsPrice(to, r.rules) && (to != market.LocalFBA || !r.holds("RF-LOC-05")) {
		r.setPrice(l, r.automaticPrice(l, false))
	}
}

func offerDue(r *Run, ev des.Event) {
	r.signal(&r.listings[ev.Subject], program.Signal(ev.Arg))
}
