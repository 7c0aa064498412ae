package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/market"
	"fbasim/sim/program"
)

// planView lets a plan's conditions see one SKU now.
type planView struct {
	r   *Run
	sku int32
}

// Sellable returns the SKU's sellable units in a country.
func (v *planView) Sellable(m market.Marketplace) int64 {
	return v.r.pools[poolIndex(int(v.sku), m)].stock.Sellable()
}

// OnOrder returns the units ordered or under way to a country.
func (v *planView) OnOrder(m market.Marketplace) int64 {
	return v.r.pools[poolIndex(int(v.sku), m)].onOrder
}

// Tick returns the ticks since the start of the scenario.
func (v *planView) Tick() int64 { return v.r.now() }

func (r *Run) view(l *listing) program.View {
	r.sight = planView{r, l.sku}
	return &r.sight
}

// schedulePlan puts the dates of a plan on the calendar, and a daily look where
// rows have conditions on more than stock running out or coming in.
func (r *Run) schedulePlan(index uint32, l *listing) {
	for _, row := range l.cfg.Plan {
		for _, t := range [...]int64{row.From, row.To} {
			if t > 0 && t < r.cfg.Horizon {
				r.at(t, classStatus, evPlanChange, index)
			}
		}
	}
	if l.cfg.Plan.Conditional() {
		r.at(civil.Day, classStatus, evPlanChange, index)
	}
}

// planChanges follows the plan: leaving Remote Fulfillment removes the offer by
// report, joining it enrolls the SKU or adds it again (RF-LOC-03, RF-LOC-04).
func planChanges(r *Run, ev des.Event) {
	l := &r.listings[ev.Subject]
	r.followPlan(l)
	next := r.now() + civil.Day
	if l.cfg.Plan.Conditional() && next%civil.Day == 0 && next < r.cfg.Horizon {
		r.at(next, classStatus, evPlanChange, ev.Subject)
	}
}

func (r *Run) followPlan(l *listing) {
	before := l.planned
	l.planned = l.cfg.Plan.At(r.view(l))
	if l.planned == before {
		return
	}
	r.need(l)
	r.carryPrice(l, before)
	switch {
	case before == market.RemoteFulfillment:
		r.signal(l, program.ReportRemove)
	case l.planned == market.RemoteFulfillment:
		r.signal(l, program.Enroll)
		l.inProgram = l.remote.State != program.NotEnrolled
		r.readd(l)
	}
	if r.tracer != nil {
		r.tracer.Plan(r.now(), int(l.sku), l.market, l.planned)
	}
}

// need tells a country's pool whether the plan sells from it, so that an empty
// shelf is a stock-out.
func (r *Run) need(l *listing) {
	if l.market != market.US {
		r.pools[l.local].stock.Need(r.now(), l.planned == market.LocalFBA)
	}
}

// sellerReadds is the seller's report upload after local stock has sold out.
func sellerReadds(r *Run, ev des.Event) {
	l := &r.listings[ev.Subject]
	if l.planned == market.RemoteFulfillment {
		r.readd(l)
	}
}

// readd uploads a report that adds a SKU again, once local stock has sold out: before,
// the row would be refused (RF-RPT-07).
func (r *Run) readd(l *listing) {
	if r.unitsOf(l.sku, l.market) == 0 {
		r.signal(l, program.ReportAdd)
	}
}

// readds reports whether the seller adds a SKU again once local stock is sold, and does
// not wait for new stock (RF-LOC-06).
func (r *Run) readds() bool { return r.rules == nil || r.rules.Word("local_out") == "readd" }

// soldOut tells the offers that depend on a pool that its last sellable unit was
// promised.
func (r *Run) soldOut(p *pool) {
	if p.country == market.US {
		r.tellRemotes(p, program.USStockOut)
		return
	}
	r.tellCountry(p, program.LocalStockOut)
	l := r.listingOf(p)
	if l == nil {
		return
	}
	follows := r.readds() && (!r.scripted || len(l.cfg.Plan) > 1) // in a script only a plan that switches uploads by itself
	if follows && l.remote.State == program.Removed && l.planned == market.RemoteFulfillment {
		r.after(r.cfg.Clocks.Reaction, classStatus, evReadd, uint32(l.index))
	}
	r.reconsider(l)
}

// stocked tells the offers that depend on a pool that it has units again.
func (r *Run) stocked(p *pool) {
	if p.country == market.US {
		r.tellRemotes(p, program.USRestock)
		return
	}
	r.tellCountry(p, program.LocalReceipt)
	if l := r.listingOf(p); l != nil {
		r.reconsider(l)
	}
}

// tellCountry tells the offers of an ASIN in a country about its stock there, and
// with local_scope "both" those in the other country.
func (r *Run) tellCountry(p *pool, s program.Signal) {
	if len(r.siblings) == 0 {
		if l := r.listingOf(p); l != nil {
			r.signal(l, s)
		}
		return
	}
	if s == program.LocalStockOut && r.unitsOf(p.sku, p.country) > 0 {
		return
	}
	for _, sku := range r.siblings[p.sku] {
		for m := market.CA; m < market.MarketplaceCount; m++ {
			both := r.rules != nil && r.rules.Word("local_scope") == "both"
			if l := r.listingAt(sku, m); l != nil && (m == p.country || both) {
				r.signal(l, s)
			}
		}
	}
}

func (r *Run) reconsider(l *listing) {
	if l.cfg.Plan.Conditional() {
		r.followPlan(l)
	}
}

func (r *Run) tellRemotes(p *pool, s program.Signal) {
	for m := market.CA; m < market.MarketplaceCount; m++ {
		if i := r.listed[poolIndex(int(p.sku), m)]; i >= 0 {
			r.signal(&r.listings[i], s)
		}
	}
}

func (r *Run) listingOf(p *pool) *listing {
	if i := r.listed[poolIndex(int(p.sku), p.country)]; i >= 0 {
		return &r.listings[i]
	}
	return nil
}
