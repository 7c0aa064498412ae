package harvest

import (
	"cmp"
	"slices"
	"time"

	"fbasim/sim/amazon"
	"fbasim/sim/civil"
)

type transitKey struct {
	store   amazon.Store
	country string
	channel amazon.Channel
}

type transitSum struct {
	units                int
	handling, days, door histogram
}

// transitTable is the times of shipments that one goroutine read.
type transitTable struct{ sums map[transitKey]*transitSum }

func (t *transitTable) at(k transitKey) *transitSum {
	s := t.sums[k]
	if s == nil {
		s = &transitSum{handling: histogram{}, days: histogram{}, door: histogram{}}
		t.sums[k] = s
	}
	return s
}

// shipment adds a line of Amazon Fulfilled Shipments. Without an orders report it stands in for the
// sale as well.
func (g *gatherer) shipment(worker int, s amazon.Shipment) use {
	u := use{day: g.day(s.Shipped), unused: s.Quantity <= 0 || s.Quantity > maxUnits}
	if u.unused {
		return u
	}
	if g.doubles.told(u.day, happening{s.Order, s.SKU, s.Shipped.Unix()}) {
		return use{day: u.day, double: true}
	}
	sum := g.transit[worker].at(transitKey{s.Store, s.Country, s.Channel})
	sum.units += s.Quantity
	addDays(sum.handling, s.Bought, s.Shipped, s.Quantity)
	addDays(sum.days, s.Shipped, s.Arrival, s.Quantity)
	addDays(sum.door, s.Bought, s.Arrival, s.Quantity)
	if !g.sold {
		g.returns.bought(s.Order, s.SKU, s.Store, s.Bought)
		x := sale{day: g.day(s.Bought), units: s.Quantity}
		if s.Price.Has {
			x.priced, x.sales = s.Quantity, s.Price.Value
		}
		g.series.add(Key{s.SKU, s.Store, s.Channel, currencyOf(s.Store, s.Currency)}, x)
	}
	return u
}

// addDays counts the days between two moments, rounded, where both are known and in order.
func addDays(h histogram, from, to time.Time, n int) {
	if from.IsZero() || to.IsZero() || to.Before(from) {
		return
	}
	h[daysBetween(from.Unix(), to.Unix())] += n
}

// daysBetween is the number of days between two ticks, rounded: the fits take 3 as 2.5 to 3.5.
func daysBetween(from, to int64) int { return int((to - from + civil.Day/2) / civil.Day) }

func transitList(tables []*transitTable) (list []Transit) {
	all := &transitTable{sums: map[transitKey]*transitSum{}}
	for _, t := range tables {
		for k, s := range t.sums {
			sum := all.at(k)
			sum.units += s.units
			sum.handling.merge(s.handling)
			sum.days.merge(s.days)
			sum.door.merge(s.door)
		}
	}
	for k, s := range all.sums {
		list = append(list, Transit{Store: k.store, Country: k.country, Channel: k.channel, Units: s.units,
			Handling: s.handling.list(), Days: s.days.list(), Door: s.door.list()})
	}
	slices.SortFunc(list, func(a, b Transit) int {
		return cmp.Or(cmp.Compare(a.Store, b.Store), cmp.Compare(a.Country, b.Country), cmp.Compare(a.Channel, b.Channel))
	})
	return list
}
