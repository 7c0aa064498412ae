package inbound

// Deadline is the end of the time for receiving a plan after its first arrival:
// what is missing and not excused makes the plan incomplete (INB-TIME-01), and
// API shipments that never left are abandoned (INB-PLAN-08).
func (p *Plan) Deadline(now int64) Outcome {
	o := Outcome{Rule: "INB-TIME-01"}
	if !p.late(now) {
		return o
	}
	p.timing = false
	if p.Rules.On("INB-TIME-01") {
		p.judgeMissing(&o)
	}
	if p.Via == API && p.Rules.On("INB-PLAN-08") {
		p.judgeNeverShipped(&o, "INB-PLAN-08")
	}
	return o
}

// excused tells whether a shipment is late by a partnered carrier alone
// (INB-TIME-02).
func (p *Plan) excused(s *Shipment) bool {
	return p.missing(s) && s.Partnered && s.Cause == CarrierOnly && p.Rules.On("INB-TIME-02")
}

// judgeMissing finds the plan incomplete, once, unless all that is missing is
// excused. One excused shipment excuses the plan where apc_scope says so (AMB-32).
func (p *Plan) judgeMissing(o *Outcome) {
	if p.Rules.Word("apc_scope") == "plan" && p.any(p.excused) {
		o.Rule = "INB-TIME-02"
		return
	}
	var worst *Shipment
	for i := range p.Shipments {
		s := &p.Shipments[i]
		if !p.missing(s) {
			continue
		}
		if p.excused(s) {
			o.Rule = "INB-TIME-02"
			continue
		}
		s.Found.add(IncompletePlan) // each suffers the delay, the plan is found once
		if worst == nil || p.sentAt(s) > p.sentAt(worst) {
			worst = s
		}
	}
	if worst != nil {
		o.Rule = "INB-TIME-01"
		p.Status = PlanIncomplete
		p.find(o, worst, IncompletePlan, "INB-TIME-01")
	}
}

// judgeNeverShipped finds the shipments of an API plan that never left, each once,
// and not those already found as deleted.
func (p *Plan) judgeNeverShipped(o *Outcome, rule string) {
	for i := range p.Shipments {
		s := &p.Shipments[i]
		never := s.Stage == Planned || s.Stage == Approved || s.Stage == Deleted
		if never && !s.Found.Has(Abandoned) && !s.Found.Has(PartialDelete) {
			p.find(o, s, Abandoned, rule)
		}
	}
}

// AbandonCheck looks, some time after approval, for units of an API plan that were
// never shipped: whole shipments, and units that a shipment left without
// (INB-PLAN-14).
func (p *Plan) AbandonCheck() Outcome {
	o := Outcome{Rule: "INB-PLAN-14"}
	if p.Via != API || p.Status == PlanDeleted || !p.Rules.On("INB-PLAN-14") {
		return o
	}
	p.judgeNeverShipped(&o, "INB-PLAN-14")
	for i := range p.Shipments {
		s := &p.Shipments[i]
		short, _ := s.differs(p.Rules.Int("receipt_tolerance"))
		if s.sent() && short && !s.Found.Has(Short) && !s.Found.Has(Abandoned) {
			p.find(&o, s, Abandoned, "INB-PLAN-14")
		}
	}
	return o
}
