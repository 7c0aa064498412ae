package model

import (
	"math"

	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/market"
	"fbasim/sim/program"
)

// Chance in compliance: with Config.Chance the seller errs in inbound shipments and
// Amazon changes its mind about products, so that compliance risk is simulated.

// openHazards plans the first change of eligibility of every SKU abroad (RF-ELIG-10).
func (r *Run) openHazards() {
	if r.cfg.Chance.Hazard == NoRef || r.rules == nil {
		return
	}
	for i := range r.listings {
		if l := &r.listings[i]; l.market != market.US && l.inProgram {
			r.nextHazard(l)
		}
	}
}

func (r *Run) nextHazard(l *listing) {
	rate := r.values[r.cfg.Chance.Hazard]
	if rate <= 0 {
		return
	}
	u := r.keys.script.With("hazard").WithInt(int64(l.id)).Uniform(l.shocks, 0)
	l.shocks++
	wait := -math.Log1p(-u) / rate * civil.DaysPerYear
	if t := r.now() + ticks(min(wait, 1e6)); t < r.cfg.Horizon {
		r.at(t, classStatus, evHazard, uint32(l.index))
	}
}

// eligibilityChanges turns an eligible product risky, and a risky one eligible again.
func eligibilityChanges(r *Run, ev des.Event) {
	l := &r.listings[ev.Subject]
	risk := &r.products[l.sku].Risk[l.market]
	if *risk == program.RiskPassed {
		*risk = program.HighRisk
		r.find("RF-ELIG-10", outcomeBlocked, program.RiskHigh.String(), r.entity(l.sku, l.market))
	} else {
		*risk = program.RiskPassed
	}
	r.signal(l, program.RiskChange)
	r.advise(l)
	r.nextHazard(l)
}
