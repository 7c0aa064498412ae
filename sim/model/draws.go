package model

import (
	"fbasim/sim/money"
	"fbasim/sim/random"
)

// The purposes of the draws of one buyer: the second coordinate of the counter
// in the stream of the buyer's strip. A new purpose goes to the end, so that no
// other draw moves.
const (
	drawArrival uint64 = iota // gap to the next buyer, and the buyer's appeal
	drawTransit
	drawLate
	drawLateExtra
	drawReturn
	drawReturnDelay
	drawGrade
	drawReturnTransit
	drawRefused
	drawClaim
	drawPrime
	drawFree
	drawFault
)

// streams are the keys of one replication.
type streams struct{ inputs, buyers, supply, fx, script random.Key }

func newStreams(seed int64, replication int) streams {
	root := random.NewKey(seed).WithInt(int64(replication))
	return streams{root.With("input"), root.With("buyer"), root.With("supply"), root.With("fx"), root.With("script")}
}

// strip is the key of the buyers of a listing whose appeal lies between k-1 and k.
func (s streams) strip(listing uint64, k int) random.Key {
	return s.buyers.WithInt(int64(listing)).WithInt(int64(k))
}

// input is the uniform of an input, by its identity.
func (s streams) input(id int64) float64 { return s.inputs.WithInt(id).Uniform(0, 0) }

// entity is a name's identity in keys, the same whatever else the scenario has.
func entity(names ...string) uint64 {
	k := random.NewKey(0)
	for _, n := range names {
		k = k.With(n)
	}
	return uint64(k)
}

// draw returns the value of an input: the one drawn for this replication, or a
// fresh one at u where the input is noise.
func (r *Run) draw(ref Ref, u float64) float64 {
	if ref == NoRef {
		return 0
	}
	if in := &r.cfg.Inputs[ref]; in.PerEvent {
		return in.Dist.Quantile(u)
	}
	return r.values[ref]
}

// drawInputs fixes every unknown constant of the replication. An override
// replaces the draw of an input, as a sweep or a break-even search asks.
func (r *Run) drawInputs(s streams) {
	for i := range r.cfg.Inputs {
		in := &r.cfg.Inputs[i]
		if in.PerEvent {
			r.values[i] = in.Dist.Mean()
			continue
		}
		r.values[i] = in.Dist.Quantile(s.input(r.names[i]))
	}
	for i := range r.cfg.Together {
		r.correlate(&r.cfg.Together[i], r.tied[i], s)
	}
	for _, o := range r.overrides {
		r.values[o.Input] = o.Value
	}
}

// value returns the replication's value of an input, or fallback for NoRef.
func (r *Run) value(ref Ref, fallback float64) float64 {
	if ref == NoRef {
		return fallback
	}
	return r.values[ref]
}

// money returns the replication's value of an amount in the report currency,
// exact to the micro-unit, 0 where there is none.
func (r *Run) money(m Money) money.Amount {
	if m.Ref == NoRef {
		return 0
	}
	return exact(r.values[m.Ref]).Times(r.book.Rate(m.Currency))
}
