package model

import (
	"fbasim/sim/des"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/program"
)

// listing is the state of a SKU offered in a marketplace.
type listing struct {
	cfg        *Listing
	index      int32 // in Run.listings
	sku        int32
	market     market.Marketplace
	id         uint64
	local, us  int32 // pools
	planned    market.Program
	remote     program.Remote
	due        des.Handle
	perDay     float64                      // buyers a day for each unit of appeal
	volume     float64                      // of a sweep, as a multiple
	multiplier [market.ProgramCount]float64 // appeal below which a program's offer sells
	bestOffer  float64                      // the largest of them
	reference  float64                      // landed price of the reference offer
	price      [market.ProgramCount]money.Amount
	deposit    [market.ProgramCount]money.Amount // import fees that the buyer pays
	fees       [market.ProgramCount]dayFees
	top        int32 // its highest strip, -1 for none
	strips     int32
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
			if !sku.Listings[m].Sold {
				continue
			}
			r.listed[len(r.listed)-1] = int32(len(r.listings))
			r.listings = append(r.listings, listing{
				index: int32(len(r.listings)), cfg: &sku.Listings[m], sku: int32(i), market: market.Marketplace(m),
				id:    entity(sku.Name, market.Marketplace(m).String()),
				local: poolIndex(i, market.Marketplace(m)), us: poolIndex(i, market.US),
			})
		}
	}
}

// openListings sets demand, terms and offers as they stand at the start.
func (r *Run) openListings() {
	for i := range r.listings {
		l := &r.listings[i]
		l.top, l.strips = -1, 0
		l.fees = [market.ProgramCount]dayFees{}
		r.setDemand(l)
		l.remote, l.due = program.Remote{HadOffer: true}, 0
		l.planned = l.cfg.Plan.At(r.view(l))
		r.need(l)
		if l.cfg.Enrolled && l.planned == market.RemoteFulfillment {
			l.remote.State = program.Active
			r.syncRemote(l)
		}
		r.schedulePlan(uint32(i), l)
		r.openTerms(l)
	}
}

// channel is a program with the pool that it ships from.
type channel struct {
	use  market.Program
	pool int32
}

// channel returns what serves a buyer now; lost says why nothing can be sold.
// Stock in the country is sold first and blocks Remote Fulfillment (RF-LOC-01,
// RF-LOC-02).
func (r *Run) channel(l *listing) (c channel, lost lostReason) {
	local := r.pools[l.local].stock.Sellable()
	sells := local > 0 && l.cfg.Tariff[market.LocalFBA] != nil
	if l.market == market.US || l.planned == market.LocalFBA || sells {
		switch {
		case local > 0:
		case l.planned == market.NoProgram:
			lost = lostNotSold
		default:
			lost = lostNoStock
		}
		return channel{market.LocalFBA, l.local}, lost
	}
	if l.planned != market.RemoteFulfillment {
		return channel{market.NoProgram, l.us}, lostNotSold
	}
	switch {
	case r.pools[l.us].stock.Sellable() == 0 && !(r.cfg.Backorder && l.closed()):
		lost = lostNoStock
	case l.remote.State != program.Active:
		lost = lostOfferInactive
	}
	return channel{market.RemoteFulfillment, l.us}, lost
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
	next, fx := l.remote.On(s, r.facts(l))
	if fx.Rule == "" {
		return
	}
	l.remote = next
	if fx.Cancel || fx.Due > 0 {
		r.engine.Cancel(l.due)
	}
	if fx.Due > 0 {
		ev := des.Event{Kind: evOfferDue, Arg: uint16(fx.Next), Subject: uint32(l.index)}
		l.due = r.engine.AtKeyed(r.engine.Now()+des.Time(fx.Due), classStatus, ev)
	}
	if r.tracer != nil {
		r.tracer.Offer(r.now(), int(l.sku), l.market, l.remote, fx.Rule)
	}
}

func offerDue(r *Run, ev des.Event) {
	r.signal(&r.listings[ev.Subject], program.Signal(ev.Arg))
}

func (r *Run) facts(l *listing) program.Facts {
	return program.Facts{
		Market: l.market, Now: r.now(), SameOffer: true,
		LocalUnits: r.pools[l.local].stock.Sellable(), USUnits: r.pools[l.us].stock.Sellable(),
		Clocks: program.Clocks{
			Evaluation: r.cfg.Clocks.Evaluation, Upload: r.cfg.Clocks.Activation, Activation: r.cfg.Clocks.Activation,
		},
	}
}

// syncRemote lets an offer that is active at the start see the stock there is.
func (r *Run) syncRemote(l *listing) {
	if r.pools[l.local].stock.Sellable() > 0 {
		r.signal(l, program.LocalReceipt)
	} else if r.pools[l.us].stock.Sellable() == 0 {
		r.signal(l, program.USStockOut)
	}
}

// dayFees remembers the fees of one unit sold and shipped on a day.
type dayFees struct {
	day                                       int64
	price                                     money.Amount
	referral, closing, fulfillment, surcharge fee.Line
	addOns                                    [3]fee.Line // overmax, packaging, discount
}
