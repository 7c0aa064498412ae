package model

import (
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
		item := inbound.Item{SKU: it.SKU, Units: it.Units, Listed: r.offered(it.SKU, *x.Market), OpenPlan: r.inOpenPlan(it.SKU, *x.Market)}
		if r.products[it.SKU].PrepAmazon {
			item.Prep = inbound.PrepAmazon
		}
		q.Items = append(q.Items, item)
	}
	if !r.holds("GS-FBA-06") && len(q.Items) == 1 && q.Items[0].Units == 1 {
		r.reject("GS-FBA-06", "not_permitted", "plan "+x.Plan)
		r.refused = append(r.refused, refusedPlan{x.Plan, "not_permitted"})
		return
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

func (r *Run) inOpenPlan(sku int32, m market.Marketplace) bool {
	for i := range r.plans {
		p := r.plans[i].plan
		if p.Country != m || p.Status == inbound.PlanComplete || p.Status == inbound.PlanCompleteLate || p.Status == inbound.PlanDeleted {
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

// shipPart sends a shipment of a plan, with 0 all that are approved and have not
// left.
func (r *Run) shipPart(c *consignment, n int, d inbound.Dispatch) {
	if n > 0 {
		r.shipOut(c, n, d, r.inboundTime(c), r.receiptTime(c))
		return
	}
	for i := range c.plan.Shipments {
		if s := &c.plan.Shipments[i]; s.Stage == inbound.Approved || s.Stage == inbound.Planned {
			r.shipOut(c, s.Number, d, r.inboundTime(c), r.receiptTime(c))
		}
	}
}

// inboundTime is how long a shipment of the script is on its way: the lead time of
// the country's replenishment, or else what the rules assume.
func (r *Run) inboundTime(c *consignment) int64 {
	line := c.plan.Shipments[0].Lines[0]
	if rp := r.poolOf(line.SKU, c.plan.Country).cfg.Replenish; rp != nil {
		return ticks(r.values[rp.LeadTime])
	}
	return ticks(r.rules.Dist("inbound_days_" + lower(c.plan.Country)).Quantile(0.5))
}

// receiptTime is how long a center takes from arrival to sale (INB-CONS-02).
func (r *Run) receiptTime(c *consignment) int64 {
	_, month, _ := r.today().YMD()
	return ticks(r.rules.Dist(inbound.ReceiptDays(c.plan.Country, int(month), r.rules)).Quantile(0.5))
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
