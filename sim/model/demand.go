package model

import (
	"math"

	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/random"
)

// The buyers of a listing are a Poisson process on time x appeal. Strip k holds
// those with appeal between k-1 and k; it is a stream of its own, so a better
// offer, or a larger volume, adds strips and moves no buyer. An offer with
// multiplier m sells to the buyers with appeal below m.
type strip struct {
	listing int32
	k       int32
	day     int32 // where the next buyer was found in the shape
	buyer   uint64
	clock   float64 // operational time of the next buyer, in shape-days
	appeal  float64
	key     random.Key
}

// shape is the cumulated demand profile: cum[d] is the operational time at the
// start of day d, so a flat profile has cum[d] = d.
type shape struct {
	flat bool
	cum  []float64
	days float64
}

func newShape(p Profile, start civil.Date, horizon int64) shape {
	days := int((horizon + civil.Day - 1) / civil.Day)
	s := shape{flat: p.Flat(), days: float64(horizon) / float64(civil.Day)}
	if s.flat {
		return s
	}
	s.cum = make([]float64, days+1)
	for d := range days {
		date := start + civil.Date(d)
		_, month, _ := date.YMD()
		f := p.Monthly[month-1] * p.Weekday[date.Weekday()]
		f *= math.Pow(1+p.Growth, float64(d)/civil.DaysPerYear)
		s.cum[d+1] = s.cum[d] + f
	}
	return s
}

// find returns the day (with fraction) at which operational time reaches x,
// searching on from day; beyond the horizon it returns a day after it.
func (s *shape) find(x float64, day *int32) float64 {
	if s.flat {
		return x
	}
	d := *day
	for int(d)+1 < len(s.cum) && s.cum[d+1] <= x {
		d++
	}
	*day = d
	if int(d)+1 == len(s.cum) {
		return s.days + 1
	}
	return float64(d) + (x-s.cum[d])/(s.cum[d+1]-s.cum[d])
}

// buyerArrives offers the product to the next buyer of a strip.
func buyerArrives(r *Run, ev des.Event) {
	s := &r.strips[ev.Subject]
	l := &r.listings[s.listing]
	id := orderID{strip: s.k, buyer: s.buyer}
	appeal, key := s.appeal, s.key
	r.nextBuyer(ev.Subject)
	if appeal >= l.bestOffer {
		return
	}
	r.offer(l, id, key, appeal)
}

// nextBuyer draws the next buyer of a strip and schedules the arrival, if it
// falls inside the horizon.
func (r *Run) nextBuyer(index uint32) {
	s := &r.strips[index]
	l := &r.listings[s.listing]
	gap, appeal := s.key.Pair(s.buyer+1, drawArrival)
	s.buyer++
	s.appeal = float64(s.k-1) + appeal
	s.clock += -math.Log(gap) / l.perDay
	day := r.shapes[l.market].find(s.clock, &s.day)
	if t := int64(day * float64(civil.Day)); t < r.cfg.Horizon && day < r.shapes[l.market].days {
		r.at(t, classDemand, evBuyer, index)
	}
}

// offer sells a unit to a buyer through the program that serves the listing now,
// or counts why not.
func (r *Run) offer(l *listing, id orderID, key random.Key, appeal float64) {
	use, from, lost := r.channel(l)
	if appeal >= l.multiplier[use] {
		return
	}
	r.ask(l, from)
	if lost != notLost {
		r.lose(l, lost)
		return
	}
	r.placeOrder(l, id, key, use, from)
}
