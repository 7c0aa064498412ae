package model

import (
	"math"

	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/inbound"
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

// The draws of a replenishment plan beside those of its shipment.
const (
	drawSplit uint64 = iota + 64
	drawMisroute
	drawShort
	drawMissing
)

// orderByPlan sends for units as an inbound plan made in Seller Central: split by
// chance, sometimes misrouted, sometimes short (INB-PLAN-01, INB-PLAN-03). A suspended
// seller cannot; the next review asks again.
func (r *Run) orderByPlan(p *pool, units int64) {
	q := inbound.Request{
		Name: r.entity(p.sku, p.country), Country: p.country, DutyPaid: true,
		Items: []inbound.Item{{SKU: p.sku, Units: units, Listed: true}},
	}
	if r.cfg.Chance.Splits {
		u := p.key.Uniform(p.sent, drawSplit)
		parts := int(r.rules.Dist("plan_split_" + lower(p.country)).Quantile(u))
		for range min(max(parts, 1), int(units)) {
			q.Weights = append(q.Weights, 1)
		}
	}
	c := r.openPlan(q, poolIndex(int(p.sku), p.country))
	if c == nil {
		return
	}
	c.index = p.sent
	o := c.plan.Approve(0, r.now())
	r.carryOut(c, &o)
	rp := p.cfg.Replenish
	for i := range c.plan.Shipments {
		n := uint64(i) << 8
		d := inbound.Dispatch{Appointment: true}
		if r.chance(r.cfg.Chance.Misroute, p.key.Uniform(p.sent, drawMisroute+n)) {
			d.To = len(c.plan.Shipments) + 1
		}
		if all := c.plan.Shipments[i].Units(); r.chance(r.cfg.Chance.Short, p.key.Uniform(p.sent, drawShort+n)) {
			missing := 1 + int64(p.key.Uniform(p.sent, drawMissing+n)*float64(all)*r.rules.Share("short_share"))
			d.Units = []inbound.Units{{SKU: p.sku, Units: max(all-missing, 0)}}
		}
		lead := ticks(r.draw(rp.LeadTime, p.key.Uniform(p.sent, drawLead+n)))
		receiving := int64(0)
		if rp.Receiving != NoRef {
			receiving = ticks(r.draw(rp.Receiving, p.key.Uniform(p.sent, drawReceiving+n)))
		}
		r.shipOut(c, i+1, d, lead, receiving)
	}
	if r.tracer != nil {
		r.tracer.Stock(r.now(), int(p.sku), p.country, units, "ordered")
	}
}

func (r *Run) chance(share Ref, u float64) bool { return share != NoRef && u < r.values[share] }
