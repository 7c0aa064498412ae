package des_test

import (
	"math"

	"fbasim/sim/des"
	"fbasim/sim/random"
)

// stockroom meets unit Poisson demand under continuous review: when stock on hand and on order,
// less what is owed, falls to r, it orders q. Lead times are independent, so orders may cross. What
// is not on hand is owed or, if sales are lost, lost. With q = 1 and r = S - 1 it is a base stock.
type stockroom struct {
	sim    *des.Engine[stockroom]
	random random.Sequence
	gap    float64                 // mean time between demands
	lead   func(u float64) float64 // lead time
	r, q   int64
	loses  bool

	stock, waiting, ordered int64
	onHand, owed            des.Level
	demand, atOnce, lost    int64
	orders                  int64
	first, received         int64 // units at the start, and since
	shipped                 int64
	unbalanced              int64 // most units that appeared or vanished
}

// unit is a unit of time in ticks.
const unit des.Time = 1e6

const (
	goodsCome des.Kind = iota
	buyerComes
)

func newStockroom(seed int64, rate float64, lead func(u float64) float64, r, q int64) *stockroom {
	s := &stockroom{random: random.NewKey(seed).With("stockroom").Sequence(), gap: 1 / rate, lead: lead, r: r, q: q}
	s.sim = des.New(s, []des.Handler[stockroom]{goodsCome: (*stockroom).receive, buyerComes: (*stockroom).sell})
	s.stock, s.first = r+q, r+q
	s.onHand = des.NewLevel(0, s.stock)
	s.next()
	return s
}

func (s *stockroom) next() {
	gap := des.Time(s.gap * exponential(s.random.Next()) * float64(unit))
	s.sim.At(s.sim.Now()+gap, 1, des.Event{Kind: buyerComes})
}

func (s *stockroom) sell(des.Event) {
	s.demand++
	switch {
	case s.stock > 0:
		s.stock--
		s.shipped++
		s.atOnce++
	case s.loses:
		s.lost++
	default:
		s.waiting++
	}
	s.review()
	s.note()
	s.next()
}

// review orders until the position is above r.
func (s *stockroom) review() {
	for s.stock-s.waiting+s.ordered <= s.r {
		s.orders++
		s.ordered += s.q
		lead := des.Time(s.lead(s.random.Next()) * float64(unit))
		s.sim.At(s.sim.Now()+lead, 0, des.Event{Kind: goodsCome})
	}
}

func (s *stockroom) receive(des.Event) {
	s.ordered -= s.q
	s.received += s.q
	s.stock += s.q
	out := min(s.waiting, s.stock)
	s.waiting -= out
	s.stock -= out
	s.shipped += out
	s.note()
}

// note records the levels, and whether units were conserved.
func (s *stockroom) note() {
	s.onHand.Set(s.sim.Now(), s.stock)
	s.owed.Set(s.sim.Now(), s.waiting)
	gap := s.first + s.received - s.shipped - s.stock
	s.unbalanced = max(s.unbalanced, gap, -gap)
}

// run lets the stockroom forget how it began, and then observes it.
func (s *stockroom) run(warmUp, length float64) {
	start := des.Time(warmUp * float64(unit))
	s.sim.RunUntil(start)
	s.onHand.Restart(start)
	s.owed.Restart(start)
	s.demand, s.atOnce, s.lost, s.orders = 0, 0, 0, 0
	end := start + des.Time(length*float64(unit))
	s.sim.RunUntil(end)
	s.onHand.Advance(end)
	s.owed.Advance(end)
}

// leadTimes are laws with the same mean.
func leadTimes(mean float64) map[string]func(u float64) float64 {
	return map[string]func(u float64) float64{
		"Constant":    func(float64) float64 { return mean },
		"Exponential": func(u float64) float64 { return -mean * math.Log(u) },
		"Uniform":     func(u float64) float64 { return mean * (0.74 + 0.52*u) },
	}
}

// shop reviews its stock after every sale and orders up to S when the position is at most s. All is
// deterministic: some units are sold every day from the start on. Goods are paid for when they
// come, transport when it is ordered.
type shop struct {
	sim                    *des.Engine[shop]
	s, upTo, daily, lead   int64
	stock, ordered, unmet  int64
	onHand                 des.Level
	sold, bought           int64
	orders, unitsOrdered   int64
	price, cost, transport float64
	holding                float64 // a unit and day
}

func newShop(initial int64) *shop {
	v := &shop{stock: initial, onHand: des.NewLevel(0, initial)}
	v.sim = des.New(v, []des.Handler[shop]{goodsCome: (*shop).receive, buyerComes: (*shop).sell})
	return v
}

// run opens the shop for some days; what is due at the end of the last is left out.
func (v *shop) run(days int64) {
	v.review()
	for d := range days {
		v.sim.At(des.Time(d)*unit, 1, des.Event{Kind: buyerComes})
	}
	end := des.Time(days) * unit
	v.sim.RunUntil(end - 1)
	v.onHand.Advance(end)
}

func (v *shop) sell(des.Event) {
	n := min(v.daily, v.stock)
	v.stock -= n
	v.sold += n
	v.unmet += v.daily - n
	v.onHand.Set(v.sim.Now(), v.stock)
	v.review()
}

func (v *shop) review() {
	if position := v.stock + v.ordered; position <= v.s {
		n := v.upTo - position
		v.orders++
		v.unitsOrdered += n
		v.ordered += n
		v.sim.At(v.sim.Now()+des.Time(v.lead)*unit, 0, des.Event{Kind: goodsCome, Subject: uint32(n)})
	}
}

func (v *shop) receive(ev des.Event) {
	n := int64(ev.Subject)
	v.ordered -= n
	v.stock += n
	v.bought += n
	v.onHand.Set(v.sim.Now(), v.stock)
}

func (v *shop) holdingCost() float64   { return v.holding * v.onHand.Area() / float64(unit) }
func (v *shop) transportCost() float64 { return v.transport * float64(v.orders) }

func (v *shop) profit() float64 {
	return v.price*float64(v.sold) - v.cost*float64(v.bought) - v.holdingCost() - v.transportCost()
}
