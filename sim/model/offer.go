package model

import (
	"math"

	"fbasim/sim/civil"
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
	multiplier [market.ProgramCount]float64 // appeal below which a program's offer sells
	bestOffer  float64                      // the largest of them
	price      [market.ProgramCount]money.Amount
	fees       [market.ProgramCount]dayFees
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

// openListings sets prices, demand and offers as they stand at the start.
func (r *Run) openListings(s streams) {
	for i := range r.listings {
		l := &r.listings[i]
		r.setPrices(l)
		r.setDemand(l)
		l.remote, l.due = program.Remote{HadOffer: true}, 0
		l.planned = l.cfg.Plan.At(r.view(l))
		if l.cfg.Enrolled && l.planned == market.RemoteFulfillment {
			l.remote.State = program.Active
			r.syncRemote(l)
		}
		r.schedulePlan(uint32(i), l)
		r.openStrips(s, int32(i), l)
	}
}

func (r *Run) setPrices(l *listing) {
	for p, ref := range l.cfg.Price {
		l.price[p] = amount(r.value(ref, 0))
	}
	l.fees = [market.ProgramCount]dayFees{}
}

// setDemand fixes the rate of buyers and how much of them each program reaches:
// a share more for each promised day faster than the reference offer, and the
// landed price to the power of the elasticity.
func (r *Run) setDemand(l *listing) {
	mk := &r.cfg.Markets[l.market]
	l.perDay = r.value(l.cfg.Demand, 0)
	volume := 1.0
	if v := r.volume; v != nil && v.SKU == int(l.sku) && v.Market == l.market {
		l.perDay = r.cfg.Inputs[l.cfg.Demand].Dist.Mean()
		volume = v.PerDay / l.perDay
	}
	l.bestOffer = 0
	for p := range l.multiplier {
		use := market.Program(p)
		l.multiplier[p] = 0
		if l.cfg.Tariff[p] != nil {
			l.multiplier[p] = volume * r.speedResponse(mk, use) * r.priceResponse(l, mk, use)
			l.bestOffer = max(l.bestOffer, l.multiplier[p])
		}
	}
}

func (r *Run) speedResponse(mk *Market, use market.Program) float64 {
	faster := mk.Window[mk.Response.Reference].middleDays() - mk.Window[use].middleDays()
	return max(0, 1+r.value(mk.Response.PerDayFaster, 0)*faster)
}

func (r *Run) priceResponse(l *listing, mk *Market, use market.Program) float64 {
	e := r.value(mk.Response.PriceElastic, 0)
	ref := r.value(mk.Response.ReferencePrice, r.landed(l, mk.Response.Reference))
	if e == 0 || ref <= 0 {
		return 1
	}
	return math.Pow(r.landed(l, use)/ref, e)
}

// landed is what the buyer pays for a unit in all: price and import fees deposit.
func (r *Run) landed(l *listing, use market.Program) float64 {
	return r.value(l.cfg.Price[use], 0) + r.value(l.cfg.Deposit[use], 0)
}

func (r *Run) openStrips(s streams, index int32, l *listing) {
	if l.perDay <= 0 {
		return
	}
	for k := 1; float64(k-1) < l.bestOffer; k++ {
		r.strips = append(r.strips, strip{listing: index, k: int32(k), key: s.strip(l.id, k)})
		r.nextBuyer(uint32(len(r.strips) - 1))
	}
}

// channel returns the program that serves a buyer now and the pool it ships
// from; lost says why nothing can be sold. Stock in the country is sold first
// and blocks Remote Fulfillment (RF-LOC-01, RF-LOC-02).
func (r *Run) channel(l *listing) (use market.Program, from int32, lost lostReason) {
	local := r.pools[l.local].stock.Sellable()
	switch {
	case l.market == market.US || l.planned == market.LocalFBA || local > 0 && l.cfg.Tariff[market.LocalFBA] != nil:
		if l.planned == market.NoProgram && local == 0 {
			return market.LocalFBA, l.local, lostNotSold
		}
		if local == 0 {
			return market.LocalFBA, l.local, lostNoStock
		}
		return market.LocalFBA, l.local, notLost
	case l.planned != market.RemoteFulfillment:
		return market.NoProgram, l.us, lostNotSold
	case r.pools[l.us].stock.Sellable() == 0:
		return market.RemoteFulfillment, l.us, lostNoStock
	case l.remote.State != program.Active:
		return market.RemoteFulfillment, l.us, lostOfferInactive
	}
	return market.RemoteFulfillment, l.us, notLost
}

// signal feeds something that happened into the offer's Remote Fulfillment state
// and carries out the effects.
func (r *Run) signal(l *listing, s program.Signal) {
	next, fx := l.remote.On(s, r.facts(l))
	if fx.Rule == "" {
		return
	}
	l.remote = next
	if fx.Cancel {
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
		LocalUnits: r.pools[l.local].stock.Sellable(), USUnits: r.pools[l.us].stock.Sellable(),
		Evaluation: r.cfg.Clocks.Evaluation, Activation: r.cfg.Clocks.Activation,
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

func (w Window) middleDays() float64 { return float64(w.Min+w.Max) / 2 / float64(civil.Day) }
