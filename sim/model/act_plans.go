package model

import (
	"slices"
	"strconv"

	"fbasim/sim/civil"
	"fbasim/sim/inbound"
	"fbasim/sim/market"
)

// Inbound plans that a script makes, changes and ships.

func actCreatePlan(r *Run, a *Action) {
	x := &a.Args
	q := inbound.Request{
		Name: x.Plan, Country: *x.Market, Split: x.Split, DutyPaid: x.DutyPaid == nil || *x.DutyPaid,
		Placement: x.Placement != nil && *x.Placement,
	}
	if x.Via == inbound.API.String() {
		q.Via = inbound.API
	}
	for _, it := range x.Items {
		item := inbound.Item{SKU: it.SKU, Units: it.Units, Listed: r.offered(it.SKU, *x.Market), OpenPlan: r.inOpenPlan(it.SKU)}
		if r.products[it.SKU].PrepAmazon {
			item.Prep = inbound.PrepAmazon
		}
		q.Items = append(q.Items, item)
	}
	if r.consignmentNamed(x.Plan) != nil {
		r.reject("INB-PLAN-01", "repeated_plan", "plan "+x.Plan)
		return
	}
	if r.openPlan(q, never) == nil {
		r.refused = append(r.refused, refusedPlan{x.Plan, r.findings[len(r.findings)-1].reason})
	}
}

// refusedPlan is a plan that could not be made, for conditions that ask why.
type refusedPlan struct{ name, reason string }

func (r *Run) offered(sku int32, m market.Marketplace) bool {
	t := &r.twins[sku]
	return t.FBA[m] || t.Merchant[m]
}

// inOpenPlan reports whether a SKU stands in a plan that is not complete, to whatever
// country (INB-PLAN-11).
func (r *Run) inOpenPlan(sku int32) bool {
	for i := range r.plans {
		p := r.plans[i].plan
		if p.Status == inbound.PlanComplete || p.Status == inbound.PlanCompleteLate || p.Status == inbound.PlanDeleted {
			continue
		}
		for s := range p.Shipments {
			for _, line := range p.Shipments[s].Lines {
				if line.SKU == sku {
					return true
				}
			}
		}
	}
	return false
}

// withPlan calls f with the plan that an action names.
func (r *Run) withPlan(a *Action, f func(c *consignment)) {
	if c := r.consignmentNamed(a.Args.Plan); c != nil {
		f(c)
		return
	}
	r.reject("INB-PLAN-02", "no_such_plan", "plan "+a.Args.Plan)
}

func actApprovePlan(r *Run, a *Action) {
	r.withPlan(a, func(c *consignment) {
		o := c.plan.Approve(a.Args.Shipment, r.now())
		r.carryOut(c, &o)
	})
}

func actEditQuantity(r *Run, a *Action) {
	r.withPlan(a, func(c *consignment) {
		o := c.plan.Edit(a.Args.Shipment, a.Args.SKU, a.Args.Units)
		r.carryOut(c, &o)
	})
}

func actDeleteShipment(r *Run, a *Action) {
	r.withPlan(a, func(c *consignment) {
		o := c.plan.DeleteShipment(a.Args.Shipment, r.now())
		r.carryOut(c, &o)
	})
}

func actDeletePlan(r *Run, a *Action) {
	r.withPlan(a, func(c *consignment) {
		o := c.plan.DeletePlan(r.now())
		r.carryOut(c, &o)
	})
}

func actShip(r *Run, a *Action) {
	r.withPlan(a, func(c *consignment) {
		x := &a.Args
		d := inbound.Dispatch{
			Appointment: x.Appointment == nil || *x.Appointment, Partnered: x.Partnered != nil && *x.Partnered,
		}
		d.Mode = modeNamed(x.Mode)
		if x.Appointment == nil && d.Mode != inbound.Parcel {
			d.Appointment = false
		}
		for _, it := range x.Items {
			d.Units = append(d.Units, inbound.Units{SKU: it.SKU, Units: it.Units})
		}
		r.shipPart(c, x.Shipment, d)
	})
}

// shipPart sends a shipment of a plan, with 0 all that have not left: what is really
// sent is then what is sent of the whole plan.
func (r *Run) shipPart(c *consignment, n int, d inbound.Dispatch) {
	lead := r.inboundTime(c)
	receiving := r.receiptTime(c, lead)
	if n > 0 {
		r.shipOut(c, n, d, lead, receiving)
		return
	}
	var open []int
	for i := range c.plan.Shipments {
		if s := &c.plan.Shipments[i]; s.Stage == inbound.Approved || s.Stage == inbound.Planned {
			open = append(open, s.Number)
		}
	}
	rest := slices.Clone(d.Units)
	for i, number := range open {
		part := d
		if d.Units != nil {
			part.Units = c.load(number, rest, i == len(open)-1)
		}
		r.shipOut(c, number, part, lead, receiving)
	}
}

// load takes out of what is sent of a plan the units of one shipment, as far as they
// go; the last gets the rest.
func (c *consignment) load(n int, rest []inbound.Units, last bool) []inbound.Units {
	s, _ := c.plan.Shipment(n)
	load := []inbound.Units{}
	for i := range rest {
		part := rest[i]
		if !last {
			part.Units = 0
			for _, line := range s.Lines {
				if line.SKU == part.SKU {
					part.Units = min(line.Units, rest[i].Units)
				}
			}
		}
		if rest[i].Units -= part.Units; part.Units > 0 {
			load = append(load, part)
		}
	}
	return load
}

// inboundTime is how long a shipment of the script is on its way: the lead time of
// the country's replenishment, or else what the rules assume.
func (r *Run) inboundTime(c *consignment) int64 {
	if rp := r.replenishing(c); rp != nil {
		return ticks(r.draw(rp.LeadTime, middle))
	}
	return ticks(r.rules.Dist("inbound_days_" + lower(c.plan.Country)).Quantile(middle))
}

// middle is the draw of scripted shipments, which leave nothing to chance.
const middle = 0.5

// replenishing is the replenishment of the country that a plan goes to, nil where the
// scenario has none.
func (r *Run) replenishing(c *consignment) *Replenish {
	return r.poolOf(c.plan.Shipments[0].Lines[0].SKU, c.plan.Country).cfg.Replenish
}

// receiptTime is how long a center takes from arrival to sale (INB-CONS-02): what the
// scenario says, or else what the rules assume of the month of arrival.
func (r *Run) receiptTime(c *consignment, lead int64) int64 {
	if rp := r.replenishing(c); rp != nil && rp.Receiving != NoRef {
		return ticks(r.draw(rp.Receiving, middle))
	}
	_, month, _ := civil.DateOf(r.cfg.Start.Tick() + r.now() + lead).YMD()
	return ticks(r.rules.Dist(inbound.ReceiptDays(c.plan.Country, int(month), r.rules)).Quantile(middle))
}

func modeNamed(name string) inbound.Mode {
	for m := inbound.Parcel; m <= inbound.FTL; m++ {
		if m.String() == name {
			return m
		}
	}
	return inbound.Parcel
}

func causeNamed(name string) inbound.Cause {
	for c := inbound.NoDelay; c <= inbound.SellerDelay; c++ {
		if c.String() == name {
			return c
		}
	}
	return inbound.NoDelay
}

func lower(m market.Marketplace) string {
	code := []byte(m.String())
	for i := range code {
		code[i] |= 0x20
	}
	return string(code)
}

func actMisroute(r *Run, a *Action) {
	r.withPlan(a, func(c *consignment) {
		s, ok := c.plan.Shipment(a.Args.Shipment)
		to, err := strconv.Atoi(a.Args.To)
		if err != nil || to < 1 {
			to = len(c.plan.Shipments) + 1
			if ok && s.Destination == to {
				to++
			}
		}
		r.shipPart(c, a.Args.Shipment, inbound.Dispatch{To: to, Appointment: true})
	})
}

func actAcknowledge(r *Run, _ *Action) {
	r.audit("INB-ENF-03", "seller", outcomeOK, "", "policy acknowledged")
	r.enforce(r.standing.Acknowledge(r.now(), r.rules))
}

func actActionPlan(r *Run, a *Action) {
	r.audit("INB-ENF-03", "seller", outcomeOK, "", "action plan submitted")
	r.enforce(r.standing.ActionPlan(*a.Args.Enable, r.now(), r.rules))
}

func actDelayShipment(r *Run, a *Action) {
	r.withPlan(a, func(c *consignment) {
		cause := causeNamed(a.Args.Cause)
		o := c.plan.HoldUp(a.Args.Shipment, cause)
		r.carryOut(c, &o)
		if o.Refused {
			return
		}
		if s, _ := c.plan.Shipment(a.Args.Shipment); s.Stage == inbound.Shipped {
			r.moveArrival(c, a.Args.Shipment, *a.Args.Span)
		} else {
			c.voyages[a.Args.Shipment-1].late += *a.Args.Span
		}
	})
}

func actDutyUnpaid(r *Run, a *Action) {
	r.withPlan(a, func(c *consignment) {
		if _, ok := c.plan.Shipment(a.Args.Shipment); !ok {
			r.reject("GS-INB-02", inbound.ReasonNoShipment, "plan "+a.Args.Plan)
			return
		}
		c.plan.Shipments[a.Args.Shipment-1].DutyPaid = false
	})
}

// Plan returns an inbound plan by name.
func (s *Sight) Plan(name string) PlanView {
	c := s.r.consignmentNamed(name)
	if c == nil {
		for _, p := range s.r.refused {
			if p.name == name {
				return PlanView{Reason: p.reason, Status: "REJECTED"}
			}
		}
		return PlanView{}
	}
	v := PlanView{Exists: true, Status: c.plan.Status.String(), Reason: c.refusal}
	for i := range c.plan.Shipments {
		sh := &c.plan.Shipments[i]
		if sh.Stage == inbound.Dropped {
			continue
		}
		v.Shipments++
		for _, line := range sh.Lines {
			v.Units, v.Original, v.Received = v.Units+line.Units, v.Original+line.Original, v.Received+line.Received
		}
	}
	return v
}

// Shipment returns a shipment of a plan, numbered from 1.
func (s *Sight) Shipment(plan string, n int) ShipmentView {
	v := ShipmentView{ShippedAt: -1, ArrivedAt: -1, SellableAt: -1}
	c := s.r.consignmentNamed(plan)
	if c == nil {
		return v
	}
	sh, ok := c.plan.Shipment(n)
	if !ok {
		return v
	}
	way := &c.voyages[n-1]
	v.Exists, v.Status, v.Outcome = true, sh.Stage.String(), way.outcome
	v.Destination = "center " + strconv.Itoa(sh.Destination)
	v.SellableAt = daysOf(way.sellable)
	switch sh.Stage {
	case inbound.Received, inbound.Returned:
		v.ArrivedAt = float64(sh.ArrivedAt) / float64(civil.Day)
		fallthrough
	case inbound.Shipped:
		v.ShippedAt = float64(sh.ShippedAt) / float64(civil.Day)
	}
	for _, line := range sh.Lines {
		v.Units, v.Original, v.Received = v.Units+line.Units, v.Original+line.Original, v.Received+line.Received
	}
	return v
}
