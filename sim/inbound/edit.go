package inbound

import "math"

// Edit changes a SKU of a shipment to a quantity. Before approval it is free
// (INB-PLAN-12), afterwards within the tolerance around the original quantities
// (INB-QTY-01, INB-QTY-02), and no line may go to nothing (INB-PLAN-07).
func (p *Plan) Edit(n int, sku int32, units int64) Outcome {
	s := p.shipment(n)
	if s == nil {
		return refuse(ReasonNoShipment, "INB-PLAN-02")
	}
	if units < 0 || units > most {
		return refuse(ReasonUnits, "INB-PLAN-02")
	}
	switch {
	case !s.live() || p.Status == PlanDeleted:
		return refuse(ReasonDeleted, "INB-PLAN-02")
	case s.sent():
		return refuse(ReasonShipped, "INB-PLAN-03")
	case units == 0 && s.line(sku) == nil:
		return refuse(ReasonUnits, "INB-PLAN-02")
	case !s.frozen(p):
		if !p.Rules.On("INB-PLAN-12") {
			return refuse(ReasonDraft, "INB-PLAN-12")
		}
		p.Quantity += units - s.set(sku, units)
		return Outcome{Rule: "INB-PLAN-12"}
	}
	if p.removes(s.line(sku), units) && p.Rules.On("INB-PLAN-07") {
		return refuse(ReasonRemoval, "INB-PLAN-07")
	}
	rule, limit := p.tolerance()
	if p.Rules.On(rule) && !p.within(s, sku, units, limit) {
		return refuse(ReasonTolerance, rule)
	}
	s.set(sku, units)
	return Outcome{Rule: rule}
}

// removes tells whether an edit removes units: all of a line, or any of the
// original where edit_decrease says so (AMB-14).
func (p *Plan) removes(l *Line, units int64) bool {
	return units == 0 || l != nil && units < l.Original && p.Rules.Word("edit_decrease") == "none"
}

// frozen tells whether approval has fixed a shipment's quantities.
func (s *Shipment) frozen(p *Plan) bool { return s.Stage == Approved && p.Rules.On("INB-PLAN-02") }

// set gives a SKU's line its units and returns those it had.
func (s *Shipment) set(sku int32, units int64) (before int64) {
	l := s.line(sku)
	if l == nil {
		s.Lines = append(s.Lines, Line{SKU: sku})
		l = &s.Lines[len(s.Lines)-1]
	}
	before, l.Units = l.Units, units
	return before
}

// tolerance returns the rule of the channel and its limit in units. Before the
// API had its own limit, that of the UI held for it too (AMB-16).
func (p *Plan) tolerance() (rule string, limit int64) {
	if p.Via == API && p.Rules.InForce("INB-QTY-02") {
		return "INB-QTY-02", p.Rules.Int("edit_cap_api")
	}
	return "INB-QTY-01", p.Rules.Int("edit_cap_ui")
}

// within tells whether a shipment stays in its tolerance when a SKU gets units:
// the changed line against its original, and the absolute changes of all lines
// against the original of the shipment, so that plus and minus never net.
func (p *Plan) within(s *Shipment, sku int32, units, limit int64) bool {
	var total, changed, original int64
	known := false
	for i := range s.Lines {
		l := &s.Lines[i]
		total += l.Original
		now := l.Units
		if l.SKU == sku {
			now, original, known = units, l.Original, true
		}
		changed += distance(now, l.Original)
	}
	if !known {
		changed += units
	}
	base := p.Rules.Word("edit_base")
	if base != "shipment" && distance(units, original) > p.allowed(original, limit) {
		return false
	}
	return base == "sku" || changed <= p.allowed(total, limit)
}

// allowed returns the largest change of an original quantity: the whole part of
// the percentage, capped by the limit, or the greater of the two (AMB-13).
func (p *Plan) allowed(original, limit int64) int64 {
	share := wholePart(original, p.Rules.Share("edit_pct"))
	if p.Rules.Word("edit_mode") == "greater_of" {
		return max(share, limit)
	}
	return min(share, limit)
}

// wholePart returns the whole part of a share of units. The share is rounded to a
// billionth first: a binary fraction a hair below it must not lose a unit.
func wholePart(units int64, share float64) int64 {
	const one = 1_000_000_000
	parts := int64(math.Round(share * one))
	return units/one*parts + units%one*parts/one
}

func distance(a, b int64) int64 {
	if a < b {
		return b - a
	}
	return a - b
}
