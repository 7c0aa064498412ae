package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/program"
)

// Daily collects a replication's days for charts; a nil one costs nothing. The
// caller may use it again: its memory is kept.
type Daily struct{ Days []DayEnd }

// DayEnd is a day of the horizon: what came in during it, and how things stand at
// its end. Indexes are countries of stock and marketplaces of sales.
type DayEnd struct {
	OnHand   [market.MarketplaceCount]int64 // sellable units
	Waiting  [market.MarketplaceCount]int64 // orders that wait for stock
	Out      [market.MarketplaceCount]int64 // SKUs without a sellable unit
	Received [market.MarketplaceCount]int64 // units received
	Returns  [market.MarketplaceCount]int64 // units returned
	Cash     money.Amount                   // since statistics start
	Remote   [market.MarketplaceCount]Lanes // Remote Fulfillment offers by what they can do
	// Suspended tells that the seller may not send shipments.
	Suspended bool
}

// Lanes counts Remote Fulfillment offers: for sale; waiting for an evaluation or an
// activation, or for the seller to act; kept out by stock in the country; kept out by
// anything else. Offers that the seller removed count only as the stock in the country
// that sells instead.
type Lanes struct{ Active, Waiting, Local, Blocked int64 }

// dayEnds closes a day.
func dayEnds(r *Run, _ des.Event) {
	day := DayEnd{Received: r.recent.Received, Returns: r.recent.Returns}
	r.recent = DayEnd{}
	for i := range r.pools {
		p := &r.pools[i]
		if !p.cfg.Used {
			continue
		}
		day.OnHand[p.country] += p.stock.Sellable()
		if p.stock.Sellable() == 0 {
			day.Out[p.country]++
		}
	}
	for m := range r.tally {
		day.Waiting[m] = r.tally[m].waiting.value
	}
	day.Suspended = r.standing.Suspended()
	r.countLanes(&day)
	day.Cash, _ = r.book.Cash()
	r.daily.Days = append(r.daily.Days, day)
	if next := r.now() + civil.Day; next <= r.cfg.Horizon {
		r.at(next, classStatistics, evDayEnd, 0)
	}
}

// countLanes counts the Remote Fulfillment offers at the end of a day, in the
// marketplaces where the plan sells the SKU.
func (r *Run) countLanes(day *DayEnd) {
	for i := range r.listings {
		l := &r.listings[i]
		if !l.inProgram || !l.cfg.Sold {
			continue
		}
		lanes := &day.Remote[l.market]
		switch l.remote.State {
		case program.Active:
			lanes.Active++
		case program.Evaluating, program.Pending, program.ActionRequired, program.NoOffer:
			lanes.Waiting++
		case program.Removed:
			if r.pools[l.local].stock.Sellable() > 0 {
				lanes.Local++
			}
		default:
			if l.remote.Reason == program.LocalInventory {
				lanes.Local++
			} else {
				lanes.Blocked++
			}
		}
	}
}
