package harvest

import (
	"cmp"
	"math"
	"slices"
	"sync"
	"time"

	"fbasim/sim/amazon"
	"fbasim/sim/civil"
)

// returnTable keeps a few words of each return, by order: orders are streamed past it to find when
// and where its units were bought.
type returnTable struct {
	first map[amazon.OrderID]int32 // index into all of the last one of an order, chained by next
	all   []returned
	mu    sync.Mutex // of all while orders are streamed
}

type returned struct {
	next         int32 // -1 for none
	sku          string
	at           int64 // tick
	bought       int64 // tick; noTick where unknown
	store        amazon.Store
	channel      amazon.Channel
	units        int32
	disp, reason string
}

const noTick = math.MaxInt64

func newReturnTable() *returnTable { return &returnTable{first: map[amazon.OrderID]int32{}} }

// returned adds a row of a returns report.
func (g *gatherer) returned(r amazon.Return) use {
	u := use{day: g.day(r.Returned), unused: r.Quantity <= 0 || r.Quantity > maxUnits}
	if u.unused {
		return u
	}
	if g.doubles.told(u.day, happening{r.Order, r.SKU, r.Returned.Unix()}) {
		return use{day: u.day, double: true}
	}
	t := g.returns
	next, ok := t.first[r.Order]
	if !ok {
		next = -1
	}
	row := returned{next: next, sku: r.SKU, at: r.Returned.Unix(), bought: noTick, channel: r.Channel,
		units: int32(r.Quantity), disp: r.Disposition, reason: r.Reason}
	if !r.Ordered.IsZero() {
		row.bought = r.Ordered.Unix()
	}
	t.first[r.Order] = int32(len(t.all))
	t.all = append(t.all, row)
	return u
}

// bought notes when and where units that came back were bought. Where lines of an order differ, the
// earliest counts, so that it does not matter which is seen first.
func (t *returnTable) bought(order amazon.OrderID, sku string, store amazon.Store, at time.Time) {
	i, ok := t.first[order]
	if !ok {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for ; i >= 0; i = t.all[i].next {
		r := &t.all[i]
		if r.sku != sku {
			continue
		}
		if r.store == "" || store < r.store && store != "" {
			r.store = store
		}
		r.bought = min(r.bought, at.Unix())
	}
}

type returnKey struct {
	sku     string
	store   amazon.Store
	channel amazon.Channel
}

func (t *returnTable) list() (list []Returned) {
	type sums struct {
		Returned
		delays        map[Delay]int
		disps, reason map[string]int
	}
	byKey := map[returnKey]*sums{}
	for _, r := range t.all {
		k := returnKey{r.sku, r.store, r.channel}
		s := byKey[k]
		if s == nil {
			s = &sums{delays: map[Delay]int{}, disps: map[string]int{}, reason: map[string]int{}}
			s.SKU, s.Store, s.Channel = r.sku, r.store, r.channel
			byKey[k] = s
		}
		s.Units += int(r.units)
		s.disps[r.disp] += int(r.units)
		s.reason[r.reason] += int(r.units)
		if r.bought != noTick && r.at >= r.bought {
			s.delays[Delay{Bought: civil.DateOf(r.bought), Days: daysBetween(r.bought, r.at)}] += int(r.units)
		}
	}
	for _, s := range byKey {
		s.Delays, s.Dispositions, s.Reasons = delayList(s.delays), named(s.disps), named(s.reason)
		list = append(list, s.Returned)
	}
	slices.SortFunc(list, func(a, b Returned) int {
		return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Store, b.Store), cmp.Compare(a.Channel, b.Channel))
	})
	return list
}

// delayList lists delays by day of purchase.
func delayList(units map[Delay]int) (list []Delay) {
	for d, n := range units {
		d.N = n
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b Delay) int { return cmp.Or(cmp.Compare(a.Bought, b.Bought), cmp.Compare(a.Days, b.Days)) })
	return list
}

// histogram counts whole numbers.
type histogram map[int]int

func (h histogram) list() (list []Count) {
	for v, n := range h {
		list = append(list, Count{v, n})
	}
	slices.SortFunc(list, func(a, b Count) int { return cmp.Compare(a.Value, b.Value) })
	return list
}

func (h histogram) merge(o histogram) {
	for v, n := range o {
		h[v] += n
	}
}

func named(counts map[string]int) (list []Named) {
	for name, n := range counts {
		list = append(list, Named{name, n})
	}
	slices.SortFunc(list, func(a, b Named) int { return cmp.Compare(a.Name, b.Name) })
	return list
}
