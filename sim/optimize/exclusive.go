package optimize

import (
	"slices"

	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/program"
)

// broken returns a marketplace in which the plan of a SKU calls for Remote Fulfillment at a time when sellable stock may
// lie in the country, which rules it out (RF-LOC-01); the US where there is none. Stock may lie there from the first
// receipt on, or from the start where it opens with some, and to the end.
func broken(cfg *model.Config) market.Marketplace {
	for m := market.US + 1; m < market.MarketplaceCount; m++ {
		l, pool := &cfg.SKUs[0].Listings[m], &cfg.SKUs[0].Pools[m]
		if !l.Sold || !l.Plan.Uses(market.RemoteFulfillment) {
			continue
		}
		from := cfg.Horizon
		if rp := pool.Replenish; rp != nil && !rp.OnlyPlans {
			from = rp.From
		}
		if len(pool.Opening) > 0 {
			from = 0
		}
		if from < cfg.Horizon && callsFor(l.Plan, market.RemoteFulfillment, m, from, cfg.Horizon) {
			return m
		}
	}
	return market.US
}

// callsFor reports whether a plan calls for a program at some time from a tick to the horizon while units lie in the
// country. Dates change it only where rows begin and end; conditions, which may ask for anything, are tried with few
// and many units on the shelf and on order.
func callsFor(plan program.Plan, use market.Program, m market.Marketplace, from, horizon int64) bool {
	shelf, order := []int64{1}, []int64{0}
	if plan.Conditional() {
		shelf, order = probes(), []int64{0, 1, 40, plenty}
	}
	ticks := []int64{from}
	for _, r := range plan {
		ticks = append(ticks, r.From, r.To)
	}
	for _, t := range ticks {
		for _, units := range shelf {
			called := func(ordered int64) bool { return plan.At(stockedView{m, t, units, ordered}) == use }
			if t >= from && t < horizon && slices.ContainsFunc(order, called) {
				return true
			}
		}
	}
	return false
}

// plenty of units.
const plenty = 1_000_000

// probes are numbers of units: all small ones, and some up to plenty.
func probes() (list []int64) {
	const small = 20
	for n := int64(1); n < plenty; n = max(n+1, (n-small/2)*3/2) {
		list = append(list, n)
	}
	return append(list, plenty)
}

// stockedView is a moment at which units lie in one country and are on the way to it, and plenty lie in the US.
type stockedView struct {
	country       market.Marketplace
	tick          int64
	shelf, coming int64
}

// Sellable returns the units of the country.
func (v stockedView) Sellable(m market.Marketplace) int64 {
	switch m {
	case v.country:
		return v.shelf
	case market.US:
		return plenty
	}
	return 0
}

// OnOrder returns the units on the way to the country.
func (v stockedView) OnOrder(m market.Marketplace) int64 {
	if m == v.country {
		return v.coming
	}
	return 0
}

// Tick returns the moment.
func (v stockedView) Tick() int64 { return v.tick }
