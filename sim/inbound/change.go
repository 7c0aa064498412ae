package inbound

// Approve approves a shipment, or with n = 0 all that are still planned. Only API
// plans are approved one by one; in the UI every approval is of the whole plan.
func (p *Plan) Approve(n int, now int64) Outcome {
	if p.Status == PlanDeleted {
		return refuse(ReasonDeleted, "INB-PLAN-02")
	}
	if n != 0 {
		s := p.shipment(n)
		switch {
		case s == nil:
			return refuse(ReasonNoShipment, "INB-PLAN-02")
		case !s.live():
			return refuse(ReasonDeleted, "INB-PLAN-02")
		case s.Approved:
			return refuse(ReasonApproved, "INB-PLAN-02")
		}
	}
	first := !p.any(func(s *Shipment) bool { return s.Approved })
	done := false
	for i := range p.Shipments {
		s := &p.Shipments[i]
		if s.Stage == Planned && (n == 0 || p.Via == UI || n == s.Number) {
			s.approve(p, now)
			done = true
		}
	}
	if !done {
		return refuse(ReasonApproved, "INB-PLAN-02")
	}
	o := Outcome{Rule: "INB-PLAN-02"}
	if p.close(&o, now); !first || p.Status == PlanDeleted {
		return o
	}
	p.ApprovedAt = now
	if p.Status == PlanDraft && p.Rules.On("INB-PLAN-02") {
		p.Status = PlanApproved
	}
	if p.Via == API && p.Rules.On("INB-PLAN-14") {
		o.Due = append(o.Due, Due{CheckAbandon, now + wait(p.Rules, "abandon_days"), "INB-PLAN-14"})
	}
	return o
}

// approve marks a shipment; with INB-PLAN-02 it stores the original quantities. A
// shipment that was edited to nothing in draft is dropped.
func (s *Shipment) approve(p *Plan, now int64) {
	if s.Units() == 0 {
		s.delete(Dropped, now)
		return
	}
	s.Stage, s.Approved, s.ApprovedAt = Approved, true, now
	for i := range s.Lines {
		if p.Rules.On("INB-PLAN-02") {
			s.Lines[i].Original = s.Lines[i].Units
		}
	}
}

// DeleteShipment takes a shipment out of its plan. In a draft that is free
// (INB-PLAN-12). Out of an approved plan with several destinations it is a
// violation (INB-PLAN-04), judged when a surviving shipment has left or after a
// grace, for the others may be deleted too (INB-PLAN-05).
func (p *Plan) DeleteShipment(n int, now int64) Outcome {
	s := p.shipment(n)
	switch {
	case s == nil:
		return refuse(ReasonNoShipment, "INB-PLAN-02")
	case !s.live() || p.Status == PlanDeleted:
		return refuse(ReasonDeleted, "INB-PLAN-02")
	case s.sent():
		return refuse(ReasonShipped, "INB-PLAN-03")
	case p.Status == PlanDraft && !p.Rules.On("INB-PLAN-12"):
		return refuse(ReasonDraft, "INB-PLAN-12")
	}
	if p.Status == PlanDraft {
		p.drop(s, now)
		o := Outcome{Rule: "INB-PLAN-12"}
		p.close(&o, now)
		return o
	}
	last := !p.any(func(x *Shipment) bool { return x.live() && x != s })
	if last && !p.Rules.On("INB-PLAN-05") {
		return refuse(ReasonPlanDeletion, "INB-PLAN-05")
	}
	o := Outcome{Rule: "INB-PLAN-04"}
	s.delete(Deleted, now)
	switch {
	case last:
		o.Rule = "INB-PLAN-05"
	case !p.MultiDestination() || !p.Rules.On("INB-PLAN-04"):
	case p.ShippedAny():
		p.judgeDeleted(&o)
	case !p.judging:
		// A deletion at the very end of the grace still is within it.
		o.Due = append(o.Due, Due{CheckPartialDelete, now + wait(p.Rules, "grace_h") + 1, "INB-PLAN-04"})
		p.judging = true
	}
	p.close(&o, now)
	return o
}

// drop takes a shipment out of a draft, as if never planned.
func (p *Plan) drop(s *Shipment, now int64) {
	p.Quantity -= s.Units()
	s.delete(Dropped, now)
}

func (s *Shipment) delete(stage Stage, now int64) { s.Stage, s.DeletedAt = stage, now }

// DeletePlan deletes all shipments that have not left: without fault before any
// has (INB-PLAN-05), as a violation later (INB-PLAN-06). Shipments under way are
// still received.
func (p *Plan) DeletePlan(now int64) Outcome {
	shipped := p.ShippedAny()
	switch {
	case p.Status == PlanDeleted:
		return refuse(ReasonDeleted, "INB-PLAN-05")
	case p.Status == PlanComplete || p.Status == PlanCompleteLate:
		return refuse(ReasonReceived, "INB-PLAN-06")
	case !shipped && !p.Rules.On("INB-PLAN-05"):
		return refuse(ReasonPlanDeletion, "INB-PLAN-05")
	}
	o := Outcome{Rule: "INB-PLAN-05"}
	if shipped {
		o.Rule = "INB-PLAN-06"
		if p.Rules.On("INB-PLAN-06") {
			p.find(&o, nil, DeleteAfterShip, "INB-PLAN-06")
		}
	}
	for i := range p.Shipments {
		switch s := &p.Shipments[i]; {
		case !s.live() || s.sent():
		case p.Status == PlanDraft:
			p.drop(s, now)
		default:
			s.delete(Deleted, now)
		}
	}
	p.remove(&o, now)
	return o
}

// remove marks the plan as deleted; nothing is left to check.
func (p *Plan) remove(o *Outcome, now int64) {
	p.Status, p.DeletedAt, p.judging, p.timing = PlanDeleted, now, false, false
	o.Cancel = append(o.Cancel, CheckDeadline, CheckAbandon, CheckPartialDelete)
}

// close ends a plan of which nothing is left or all has been received.
func (p *Plan) close(o *Outcome, now int64) {
	switch {
	case p.Status == PlanDeleted:
	case !p.any((*Shipment).live):
		p.remove(o, now)
	case p.any(p.missing):
	case p.Status == PlanIncomplete:
		p.Status = PlanCompleteLate
	case p.Status != PlanCompleteLate:
		p.Status, p.timing = PlanComplete, false
		o.Cancel = append(o.Cancel, CheckDeadline)
	}
}

// judgeDeleted finds every deleted shipment that has not been found yet.
func (p *Plan) judgeDeleted(o *Outcome) {
	for i := range p.Shipments {
		if s := &p.Shipments[i]; s.Stage == Deleted && !s.Found.Has(PartialDelete) {
			p.find(o, s, PartialDelete, "INB-PLAN-04")
		}
	}
	if p.judging {
		p.judging = false
		o.Cancel = append(o.Cancel, CheckPartialDelete)
	}
}

// PartialDeleteCheck is the end of the grace after a deletion: shipments deleted
// while others survive are violations (INB-PLAN-04).
func (p *Plan) PartialDeleteCheck() Outcome {
	o := Outcome{Rule: "INB-PLAN-04"}
	if p.judging && p.Status != PlanDeleted {
		p.judging = false // this check is the one that was due
		p.judgeDeleted(&o)
	}
	return o
}
