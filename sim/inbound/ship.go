package inbound

// Dispatch is how a shipment leaves. Units are what is really sent, nil for
// exactly what the plan says; To is the center it really goes to, 0 for the
// assigned one.
type Dispatch struct {
	Units                  []Units
	To                     int
	Mode                   Mode
	Appointment, Partnered bool
}

// Ship sends a shipment. A suspended seller may not (INB-ENF-02), unless a
// suspension refuses new plans only (AMB-40). The first of a
// plan to leave brings to light what its siblings lack (INB-PLAN-04, INB-PLAN-13).
func (p *Plan) Ship(n int, d Dispatch, st Standing, now int64) Outcome {
	s := p.shipment(n)
	switch {
	case s == nil:
		return refuse(ReasonNoShipment, "INB-PLAN-02")
	case st.Suspended() && p.Rules.Word("suspended_scope") != "plans":
		return refuse(ReasonSuspended, "INB-ENF-02")
	case !s.live() || p.Status == PlanDeleted:
		return refuse(ReasonDeleted, "INB-PLAN-02")
	case s.sent():
		return refuse(ReasonShipped, "INB-PLAN-03")
	case s.Stage != Approved:
		return refuse(ReasonNotApproved, "INB-PLAN-02")
	case !d.valid():
		return refuse(ReasonUnits, "INB-PLAN-03")
	}
	s.Stage, s.ShippedAt = Shipped, now
	s.Mode, s.Appointment, s.Partnered = d.Mode, d.Appointment, d.Partnered
	if d.To > 0 {
		s.SentTo = d.To
	}
	sent := s.load(d.Units)
	if p.Status != PlanIncomplete {
		p.Status = PlanShipping
	}
	o := Outcome{Rule: "INB-PLAN-03"}
	o.Charges = append(o.Charges, Charge{LineFreight, n, sent, "GS-INB-02"})
	if d.Mode != Parcel && !d.Appointment && p.Rules.On("INB-CAR-01") {
		o.Delays = append(o.Delays, Delay{n, true, "appt_delay_days", "INB-CAR-01"})
	}
	if p.Rules.On("INB-PLAN-04") && p.MultiDestination() {
		p.judgeDeleted(&o)
	}
	p.judgeUnapproved(&o)
	return o
}

// valid tells whether what is sent has sensible units, each SKU once.
func (d *Dispatch) valid() bool {
	for i, u := range d.Units {
		if u.Units < 0 || u.Units > most {
			return false
		}
		for _, other := range d.Units[:i] {
			if other.SKU == u.SKU {
				return false
			}
		}
	}
	return true
}

// load notes what is really in a shipment and returns the units.
func (s *Shipment) load(units []Units) (total int64) {
	for i := range s.Lines {
		s.Lines[i].Sent = 0
		if units == nil {
			s.Lines[i].Sent = s.Lines[i].Units
			total += s.Lines[i].Units
		}
	}
	for _, u := range units {
		if s.line(u.SKU) == nil {
			s.Lines = append(s.Lines, Line{SKU: u.SKU})
		}
		s.line(u.SKU).Sent = u.Units
		total += u.Units
	}
	return total
}

// judgeUnapproved finds the shipments of an API plan that are not approved though
// one has left (INB-PLAN-13).
func (p *Plan) judgeUnapproved(o *Outcome) {
	if p.Via != API || !p.Rules.On("INB-PLAN-13") {
		return
	}
	for i := range p.Shipments {
		if s := &p.Shipments[i]; s.Stage == Planned && !s.Found.Has(PartialApproval) {
			p.find(o, s, PartialApproval, "INB-PLAN-13")
		}
	}
}

// HoldUp notes whose delay holds up a shipment that has not arrived, for the
// exemption of partnered carriers (INB-TIME-02). Delays of a carrier and of
// somebody else are mixed. The model moves the arrival.
func (p *Plan) HoldUp(n int, cause Cause) Outcome {
	s := p.shipment(n)
	switch {
	case s == nil:
		return refuse(ReasonNoShipment, "INB-TIME-02")
	case !s.live():
		return refuse(ReasonDeleted, "INB-TIME-02")
	case s.Stage == Received || s.Stage == Returned:
		return refuse(ReasonReceived, "INB-TIME-02")
	}
	if s.Cause != NoDelay && s.Cause != cause && cause != NoDelay {
		cause = Mixed
	}
	if cause != NoDelay {
		s.Cause = cause
	}
	return Outcome{Rule: "INB-TIME-02"}
}
