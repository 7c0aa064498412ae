package model

import (
	"math"

	"fbasim/sim/civil"
	"fbasim/sim/market"
)

// Demand is the demand of one listing.
type Demand struct {
	SKU     int
	Market  market.Marketplace
	Country string // of the buyers, for FBA Export; "" for those of the marketplace
	Input   Ref    // units a day at the reference offer
}

// Arrivals are the buyers of one listing to whom the reference offer is good enough: those of
// appeal below 1. Given the draws of the replication their number has a Poisson distribution with a
// known mean, so their surplus over it has expectation 0 in any case, and cases with the same demand
// have the same buyers.
type Arrivals struct {
	Demand
	Count    int64   // over the horizon, whether a unit was sold or not
	Expected float64 // given the drawn level, trend and season
}

// Demands lists the listings that are sold: first those of the marketplaces by SKU, then those of
// FBA Export.
func (c *Config) Demands() (list []Demand) {
	for i := range c.SKUs {
		for m := range c.SKUs[i].Listings {
			if l := &c.SKUs[i].Listings[m]; l.Sold && l.Demand != NoRef {
				list = append(list, Demand{SKU: i, Market: market.Marketplace(m), Input: l.Demand})
			}
		}
	}
	for i := range c.SKUs {
		for n := range c.SKUs[i].Exports {
			if x := &c.SKUs[i].Exports[n]; x.Listing.Sold && x.Listing.Demand != NoRef {
				list = append(list, Demand{SKU: i, Market: market.US, Country: x.Country, Input: x.Listing.Demand})
			}
		}
	}
	return list
}

// Arrivals appends the arrivals of the replication that was simulated last, in the order of Demands.
func (r *Run) Arrivals(to []Arrivals) []Arrivals {
	for i := range r.listings {
		l := &r.listings[i]
		if l.cfg.Demand == NoRef || !l.cfg.Sold {
			continue
		}
		a := Arrivals{Demand: Demand{SKU: int(l.sku), Market: l.market, Country: l.country, Input: l.cfg.Demand}}
		if l.perDay > 0 {
			end := r.shapes[l.market].total(r.cfg.Horizon)
			a.Count, a.Expected = r.countBuyers(l, end), l.perDay*end
		}
		to = append(to, a)
	}
	return to
}

// countBuyers counts the buyers of appeal below 1 until operational time end: those the replication
// drew, and those it passed over while nobody would have sold to them.
func (r *Run) countBuyers(l *listing, end float64) int64 {
	s := strip{key: r.keys.strip(l.id, 1)}
	for i := l.top; i >= 0; i = r.strips[i].below {
		if r.strips[i].k == 1 {
			s = r.strips[i]
		}
	}
	for s.clock < end {
		gap, _ := s.key.Pair(s.buyer+1, drawArrival)
		s.buyer++
		s.clock += -math.Log(gap) / l.perDay
	}
	return int64(s.buyer) - 1 // the last one drawn comes too late
}

// total is the operational time at a tick within the horizon.
func (s *shape) total(tick int64) float64 {
	days := float64(tick) / float64(civil.Day)
	if s.flat {
		return days
	}
	d := min(int(days), len(s.cum)-2)
	return s.cum[d] + (days-float64(d))*(s.cum[d+1]-s.cum[d])
}

// Draw returns the value that an input had in the replication that was simulated last; for one that
// is drawn at every event it is the mean.
func (r *Run) Draw(i Ref) float64 { return r.values[i] }
