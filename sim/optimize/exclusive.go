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

// callsFor reports whether a plan calls for a program at some time from a tick to the horizon while a single unit
// lies in the country. It can only change at the dates of its rows.
func callsFor(plan program.Plan, use market.Program, m market.Marketplace, from, horizon int64) bool {
	ticks := []int64{from}
	for _, r := range plan {
		ticks = append(ticks, r.From, r.To)
	}
	return slices.ContainsFunc(ticks, func(t int64) bool {
		return t >= from && t < horizon && plan.At(stockedView{m, t}) == use
	})
}

// stockedView is a moment at which a unit lies in one country, and plenty in the US.
type stockedView struct {
	country market.Marketplace
	tick    int64
}

// Sellable returns one unit for the country.
func (v stockedView) Sellable(m market.Marketplace) int64 {
	switch m {
	case v.country:
		return 1
	case market.US:
		return 1e6
	}
	return 0
}

// OnOrder returns none.
func (v stockedView) OnOrder(market.Marketplace) int64 { return 0 }

// Tick returns the moment.
func (v stockedView) Tick() int64 { return v.tick }
