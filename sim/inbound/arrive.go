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
	s.ArrivedAt = now
	if !s.DutyPaid && p.Rules.On("GS-INB-02") {
		s.Stage = Returned
		o := Outcome{Rule: "GS-INB-02", ReturnToSender: true}
		o.Charges = append(o.Charges, Charge{LineReturnFreight, n, s.sentUnits(), "GS-INB-02"})
		return o
	}
	o := Outcome{Rule: "INB-PLAN-03"}
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
	// At exactly the limit a shipment is in time (AMB-15): look one tick later.
	o.Due = append(o.Due, Due{CheckDeadline, now + wait(r, "deadline_days") + 1, "INB-TIME-01"})
}

// delays lists what holds up the units of a received shipment (INB-CONS-01), once
// for each of the three causes. What others deleted holds up those that remain
// (AMB-28).
func (p *Plan) delays(s *Shipment, o *Outcome) {
	if !p.Rules.On("INB-CONS-01") {
		return
	}
	add := func(when bool, param string) {
		if ticks := wait(p.Rules, param); when && ticks > 0 {
			o.Delays = append(o.Delays, Delay{s.Number, false, ticks, "INB-CONS-01"})
		}
	}
	add(s.Found.Has(Misrouted), "reroute_days")
	add(s.Found.Has(Short) || s.Found.Has(IncompletePlan) || s.Found.Has(Abandoned), "incomplete_days")
	add(p.Found.Has(PartialDelete) || p.Found.Has(DeleteAfterShip), "delete_days")
}
