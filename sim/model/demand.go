package model

import (
	"math"

	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/market"
	"fbasim/sim/random"
)

// The buyers of a listing are a Poisson process on time x appeal. Strip k holds
// those with appeal between k-1 and k; it is a stream of its own, so a better
// offer, or a larger volume, adds strips and moves no buyer. An offer with
// multiplier m sells to the buyers with appeal below m.
type strip struct {
	listing int32
	k       int32
	below   int32 // the listing's strip k-1, -1 for none
	idle    bool  // nobody in it buys on the present terms
	day     int32 // where the next buyer was found in the shape
	buyer   uint64
	clock   float64 // operational time of the next buyer, in shape-days
	appeal  float64
	key     random.Key
}

// reach opens strips up to the best offer of a listing and wakes those that
// slept: buyers who came while nobody would sell to them are passed over, and
// the others come as if the strip had always been open.
func (r *Run) reach(l *listing) {
	if l.perDay <= 0 {
		return
	}
	for i := l.top; i >= 0; i = r.strips[i].below {
		if s := &r.strips[i]; s.idle && float64(s.k-1) < l.bestOffer {
			s.idle = false
			r.nextBuyer(uint32(i))
		}
	}
	for float64(l.strips) < l.bestOffer {
		l.strips++
		r.strips = append(r.strips, strip{
			listing: l.index, k: l.strips, below: l.top, key: r.keys.strip(l.id, int(l.strips)),
		})
		l.top = int32(len(r.strips) - 1)
		r.nextBuyer(uint32(l.top))
	}
}

// buyerArrives offers the product to the next buyer of a strip.
func buyerArrives(r *Run, ev des.Event) {
	s := &r.strips[ev.Subject]
	l := &r.listings[s.listing]
	if float64(s.k-1) >= l.bestOffer {
		s.idle = true
		return
	}
	id := newOrderID(s.k, s.buyer)
	appeal, key := s.appeal, s.key
	r.nextBuyer(ev.Subject)
	if appeal < l.bestOffer {
		r.offer(l, id, key, appeal)
	}
}

// nextBuyer draws the next buyer of a strip from now on and schedules the
// arrival, if it falls inside the horizon.
func (r *Run) nextBuyer(index uint32) {
	s := &r.strips[index]
	l := &r.listings[s.listing]
	shape, now := &r.shapes[l.market], r.now()
	for {
		gap, appeal := s.key.Pair(s.buyer+1, drawArrival)
		s.buyer++
		s.appeal = float64(s.k-1) + appeal
		s.clock += -math.Log(gap) / l.perDay
		day := shape.find(s.clock, &s.day)
		t := int64(day * float64(civil.Day))
		if t >= r.cfg.Horizon || day >= shape.days {
			return
		}
		if beyond := !l.moves && s.appeal >= l.bestOffer; t >= now && !beyond {
			r.at(t, classDemand, evBuyer, index)
			return
		}
	}
}

// offer sells a unit to a buyer through the program that serves the listing now,
// or counts why not.
func (r *Run) offer(l *listing, id orderID, key random.Key, appeal float64) {
	c, lost := r.channel(l)
	prime := l.tellsPrime && r.isPrime(l, id, key)
	use := c.use
	if r.scripted && use == market.NoProgram {
		use = l.planned // no offer: those whom the planned one, or that of reference, reaches are lost
		if len(l.cfg.Plan) == 0 {
			use = r.cfg.Markets[l.market].Response.Reference
		}
	}
	if reach := l.terms[use].reach; prime && appeal >= l.terms[use].primeReach || !prime && appeal >= reach {
		return
	}
	if c.pool != noPool {
		r.ask(l, c.pool)
	}
	switch {
	case lost == notLost:
		slot := r.placeOrder(l, id, key, c)
		r.orders[slot].shipping = r.memoShipping(l, c.use, prime)
	case lost == lostNoStock && r.cfg.Backorder:
		r.backorder(l, id, key, c)
	default:
		r.lose(l, lost)
	}
}
