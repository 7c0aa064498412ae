package harvest

import (
	"cmp"
	"hash/maphash"
	"slices"
	"sync"

	"fbasim/sim/amazon"
	"fbasim/sim/civil"
	"fbasim/sim/money"
)

// shards of the table of series: goroutines that add to different ones do not wait for each other.
const shards = 64

// seriesTable is the units sold by key and day. Sums are of integers and days are kept in order, so
// that it does not matter who adds what first.
type seriesTable struct {
	seed  maphash.Seed
	parts [shards]struct {
		sync.Mutex
		series map[Key]*Series
	}
}

func newSeriesTable() *seriesTable {
	t := &seriesTable{seed: maphash.MakeSeed()} // of the shard, which no result shows
	for i := range t.parts {
		t.parts[i].series = map[Key]*Series{}
	}
	return t
}

// sale is what a line adds to a series.
type sale struct {
	day       civil.Date
	units     int
	priced    int
	cancelled int
	sales     money.Amount
	asin      string
}

func (t *seriesTable) add(k Key, s sale) {
	p := &t.parts[maphash.String(t.seed, k.SKU)%shards]
	p.Lock()
	defer p.Unlock()
	all := p.series[k]
	if all == nil {
		all = &Series{Key: k}
		p.series[k] = all
	}
	if all.ASIN == "" || s.asin != "" && s.asin < all.ASIN {
		all.ASIN = s.asin
	}
	if s.cancelled > 0 || s.units == 0 {
		all.Cancelled += s.cancelled
		return
	}
	all.Units += s.units
	all.Priced += s.priced
	all.Sales += s.sales
	all.Lines++
	all.add(s)
}

// add adds to the day, which mostly is the last or near it.
func (s *Series) add(x sale) {
	n := len(s.Days)
	at := n
	if n > 0 && s.Days[n-1].Date >= x.day {
		at, _ = slices.BinarySearchFunc(s.Days, x.day, func(d Day, on civil.Date) int { return cmp.Compare(d.Date, on) })
	}
	if at < n && s.Days[at].Date == x.day {
		s.Days[at].Units += int32(x.units)
		s.Days[at].Sales += x.sales
		return
	}
	if n == cap(s.Days) { // by a quarter and not by doubling: there are many
		s.Days = slices.Grow(s.Days, 4+n/4)
	}
	s.Days = slices.Insert(s.Days, at, Day{x.day, int32(x.units), x.sales})
}

// list empties the table: there may be hundreds of thousands of series.
func (t *seriesTable) list() (all []Series) {
	n := 0
	for i := range t.parts {
		n += len(t.parts[i].series)
	}
	all = make([]Series, 0, n)
	for i := range t.parts {
		for _, s := range t.parts[i].series {
			all = append(all, *s)
		}
		t.parts[i].series = nil
	}
	slices.SortFunc(all, func(a, b Series) int { return a.Key.compare(b.Key) })
	return all
}

func (k Key) compare(o Key) int {
	return cmp.Or(cmp.Compare(k.SKU, o.SKU), cmp.Compare(k.Store, o.Store), cmp.Compare(k.Channel, o.Channel),
		cmp.Compare(k.Currency, o.Currency))
}

// maxUnits of a line and day are counted; more is a mistake of the file.
const maxUnits = 1_000_000

// order adds a line of All Orders.
func (g *gatherer) order(_ int, o amazon.OrderLine) use {
	u := use{day: g.day(o.Bought), unused: o.SKU == "" || o.Quantity < 0 || o.Quantity > maxUnits}
	if u.unused {
		return u
	}
	if g.doubles.told(u.day, happening{order: o.Order}) {
		return use{day: u.day, double: true}
	}
	s := sale{day: u.day, units: o.Quantity, asin: o.ASIN}
	if o.Cancelled() {
		s.units, s.cancelled = 0, o.Quantity
		u.unused = true
	} else {
		if o.ItemPrice.Has {
			s.priced = o.Quantity
			s.sales = o.ItemPrice.Value - abs(o.Discount.Or(0))
		}
		u.unused = o.Quantity == 0
		g.returns.bought(o.Order, o.SKU, o.Store, o.Bought)
	}
	g.series.add(Key{o.SKU, o.Store, o.Channel, currencyOf(o.Store, o.Currency)}, s)
	return u
}

// currencyOf is the currency of a line: lines without a price yet name none and take the store's.
func currencyOf(s amazon.Store, c money.Currency) money.Currency {
	if c == money.NoCurrency {
		if m, ok := s.Market(); ok {
			return m.Currency()
		}
	}
	return c
}

func abs(a money.Amount) money.Amount { return max(a, -a) }
