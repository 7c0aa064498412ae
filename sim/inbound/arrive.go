package inbound

// Arrive takes in a shipment at its center, or refuses it at the gate: with duty
// due it goes back to its sender (GS-INB-02). A suspended seller's shipments are
// received (INB-ENF-04); where that is off they stay under way until the model
// tries again.
func (p *Plan) Arrive(n int, st Standing, now int64) Outcome {
	s := p.shipment(n)
	switch {
	case s == nil:
		return refuse(ReasonNoShipment, "INB-PLAN-03")
	case s.Stage == Received || s.Stage == Returned:
		return refuse(ReasonReceived, "INB-PLAN-03")
	case s.Stage != Shipped:
		return refuse(ReasonNotShipped, "INB-PLAN-03")
	case st.Suspended() && !p.Rules.On("INB-ENF-04"):
		return refuse(ReasonSuspended, "INB-ENF-04")
	}
	o := Outcome{Rule: "INB-PLAN-03"}
	if p.late(now) {
		o = p.Deadline(now) // should it be due at this same tick, it comes first
	}
	s.ArrivedAt = now
	if !s.DutyPaid && p.Rules.On("GS-INB-02") {
		s.Stage = Returned
		o.Rule, o.ReturnToSender = "GS-INB-02", true
		o.Charges = append(o.Charges, Charge{LineReturnFreight, n, s.sentUnits(), "GS-INB-02"})
		return o
	}
	if st.Suspended() {
		o.Rule = "INB-ENF-04"
	}
	s.Stage = Received
	for i := range s.Lines {
		l := &s.Lines[i]
		if l.Received = l.Sent; l.Sent > 0 {
			o.Received = append(o.Received, Units{l.SKU, l.Sent})
		}
	}
	if p.Rules.On("GS-INB-01") {
		o.Charges = append(o.Charges, Charge{LineDuty, n, s.sentUnits(), "GS-INB-01"})
	}
	p.compare(s, &o)
	p.clock(&o, now)
	p.close(&o, now)
	p.delays(s, &o)
	return o
}

func (s *Shipment) sentUnits() (units int64) {
	for i := range s.Lines {
		units += s.Lines[i].Sent
	}
	return units
}

// compare checks an arrival against the last accepted quantities and the assigned
// center (INB-PLAN-03). A shipment is found once for each code, and not again for
// units already found as never shipped.
func (p *Plan) compare(s *Shipment, o *Outcome) {
	if !p.Rules.On("INB-PLAN-03") {
		return
	}
	short, over := s.differs(p.Rules.Int("receipt_tolerance"))
	if short && !s.Found.Has(Abandoned) {
		p.find(o, s, Short, "INB-PLAN-03")
	}
	if over {
		p.find(o, s, Over, "INB-PLAN-03")
	}
	if s.SentTo != s.Destination {
		p.find(o, s, Misrouted, "INB-PLAN-03")
	}
}

// differs tells whether units sent miss the stated ones by more than a tolerance.
func (s *Shipment) differs(tolerance int64) (short, over bool) {
	for i := range s.Lines {
		l := &s.Lines[i]
		short = short || l.Units-l.Sent > tolerance
		over = over || l.Sent-l.Units > tolerance
	}
	return short, over
}

// clock starts the time for receiving the whole plan at its first arrival
// (INB-TIME-01), not for plans to one center (INB-TIME-03).
func (p *Plan) clock(o *Outcome, now int64) {
	if p.Arrived {
		return
	}
	p.Arrived, p.FirstArrivedAt = true, now
	r := p.Rules
	timed := r.On("INB-TIME-01") || p.Via == API && r.On("INB-PLAN-08")
	if p.Status == PlanDeleted || !timed || !p.MultiDestination() && r.On("INB-TIME-03") {
		return
	}
	p.timing = true
	o.Due = append(o.Due, Due{CheckDeadline, p.deadline(), "INB-TIME-01"})
}

// deadline returns the first tick that is too late: at exactly the limit a shipment
// is in time unless deadline_inclusive is false (AMB-15).
func (p *Plan) deadline() int64 {
	at := p.FirstArrivedAt + wait(p.Rules, "deadline_days")
	if p.Rules.Bool("deadline_inclusive") {
		at++
	}
	return at
}

// late tells whether the time for receiving the plan is over and not yet judged.
func (p *Plan) late(now int64) bool { return p.timing && now >= p.deadline() }

// PutAway notes that a shipment has been received into stock, which completes it
// where the 30 days are counted to there (deadline_clock, AMB-15).
func (p *Plan) PutAway(n int, now int64) Outcome {
	s := p.shipment(n)
	if s == nil || s.Stage != Received {
		return refuse(ReasonNotShipped, "INB-TIME-01")
	}
	o := Outcome{Rule: "INB-TIME-01"}
	if p.late(now) {
		o = p.Deadline(now)
	}
	s.PutAway = true
	p.close(&o, now)
	return o
}

// missing tells whether a shipment of the plan has not been received, by the clock
// of the rules.
func (p *Plan) missing(s *Shipment) bool {
	return s.live() && (s.Stage != Received || !s.PutAway && p.Rules.Word("deadline_clock") == "receipt")
}

// delays lists what holds up the units of a received shipment (INB-CONS-01), once
// for each of the three causes. A violating shipment suffers, or all that are still
// under way by delay_scope; what others deleted holds up those that remain (AMB-28).
func (p *Plan) delays(s *Shipment, o *Outcome) {
	if !p.Rules.On("INB-CONS-01") {
		return
	}
	found := s.Found
	if p.Rules.Word("delay_scope") == "plan" {
		found = p.Found
	}
	add := func(when bool, param string) {
		if when {
			o.Delays = append(o.Delays, Delay{s.Number, false, param, "INB-CONS-01"})
		}
	}
	add(found.Has(Misrouted), "reroute_days")
	add(found.Has(Short) || found.Has(IncompletePlan) || found.Has(Abandoned), "incomplete_days")
	add(p.Found.Has(PartialDelete) || p.Found.Has(DeleteAfterShip), "delete_days")
}
