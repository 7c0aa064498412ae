package inbound

import (
	"fmt"
	"testing"

	"fbasim/sim/market"
)

// ruleCases show each rule of the inbound policy: what is seen with the rule on,
// and what without it.
var ruleCases = []struct {
	id, given string
	on, off   string
	see       func(t *testing.T, r Rules) string
}{
	{"INB-PLAN-01", "100 units for three centers", "3 shipments of 100", "1 shipments of 100", func(t *testing.T, r Rules) string {
		p := plan(t, UI, 3, r)
		var units int64
		for i := range p.Shipments {
			units += p.Shipments[i].Units()
		}
		return fmt.Sprintf("%d shipments of %d", len(p.Shipments), units)
	}},
	{"INB-PLAN-02", "approved", "APPROVED 100", "DRAFT 0", func(t *testing.T, r Rules) string {
		p := approved(t, UI, 1, r)
		return fmt.Sprint(p.Status, " ", p.Shipments[0].Lines[0].Original)
	}},
	{"INB-PLAN-03", "one unit missing", "short", "OK", func(t *testing.T, r Rules) string {
		return sentAs(t, r, Dispatch{Units: []Units{{1, 99}}})
	}},
	{"INB-PLAN-03", "one unit too many", "over", "OK", func(t *testing.T, r Rules) string {
		return sentAs(t, r, Dispatch{Units: []Units{{1, 101}}})
	}},
	{"INB-PLAN-03", "a SKU not in the plan", "over", "OK", func(t *testing.T, r Rules) string {
		return sentAs(t, r, Dispatch{Units: []Units{{1, 100}, {2, 1}}})
	}},
	{"INB-PLAN-03", "to another center", "misrouted", "OK", func(t *testing.T, r Rules) string {
		return sentAs(t, r, Dispatch{To: 9})
	}},
	{"INB-PLAN-04", "one of three deleted, then one ships", "partial_delete", "OK", func(t *testing.T, r Rules) string {
		p := approved(t, UI, 3, r)
		return says(all(ok(t, p.DeleteShipment(1, 0)), ok(t, ship(p, 2, 1))))
	}},
	{"INB-PLAN-05", "an approved plan deleted", "OK DELETED", "REJECTED(plan_deletion) APPROVED", func(t *testing.T, r Rules) string {
		p := approved(t, UI, 3, r)
		return says(p.DeletePlan(1)) + " " + p.Status.String()
	}},
	{"INB-PLAN-06", "deleted after a part has left", "delete_after_ship DELETED", "OK DELETED", func(t *testing.T, r Rules) string {
		p := approved(t, UI, 3, r)
		ok(t, ship(p, 1, 1))
		return says(p.DeletePlan(2)) + " " + p.Status.String()
	}},
	{"INB-PLAN-07", "a line to nothing, within a generous tolerance", "REJECTED(unit_removal)", "OK", func(t *testing.T, r Rules) string {
		r.(*book).params["edit_cap_ui"], r.(*book).params["edit_mode"] = "100", "greater_of"
		return says(approved(t, UI, 1, r).Edit(1, 1, 0))
	}},
	{"INB-PLAN-08", "API: one of two never shipped, 30 days after the first arrival", "incomplete_plan,abandoned", "incomplete_plan",
		func(t *testing.T, r Rules) string { return oneOfTwo(t, API, r, 30*day+1) }},
	{"INB-PLAN-09", "API: units prepared by the seller and by Amazon", "2", "1", func(t *testing.T, r Rules) string {
		p, _ := Create(Request{Via: API, Items: []Item{{SKU: 1, Units: 5}, {SKU: 2, Units: 5, Prep: PrepAmazon}}}, Standing{}, r, 0)
		return fmt.Sprint(len(p.Shipments))
	}},
	{"INB-PLAN-10", "a SKU without an offer", "[{no_offer 7 INB-PLAN-10}]", "[]", func(t *testing.T, r Rules) string {
		_, o := Create(Request{Items: []Item{{SKU: 7, Units: 5}}}, Standing{}, r, 0)
		return fmt.Sprint(ok(t, o).Warnings)
	}},
	{"INB-PLAN-11", "a SKU in another open plan", "OK", "REJECTED(open_plan)", func(t *testing.T, r Rules) string {
		_, o := Create(Request{Items: []Item{{SKU: 7, Units: 5, OpenPlan: true}}}, Standing{}, r, 0)
		return says(o)
	}},
	{"INB-PLAN-12", "a draft changed beyond any tolerance", "OK 900", "REJECTED(draft_change) 100", func(t *testing.T, r Rules) string {
		p := plan(t, UI, 1, r)
		return fmt.Sprint(says(p.Edit(1, 1, 900)), " ", p.Shipments[0].Units())
	}},
	{"INB-PLAN-12", "a shipment of a draft deleted", "OK", "REJECTED(draft_change)", func(t *testing.T, r Rules) string {
		return says(plan(t, UI, 2, r).DeleteShipment(1, 0))
	}},
	{"INB-PLAN-13", "API: two of three approved, then one ships", "partial_approval", "OK", func(t *testing.T, r Rules) string {
		p := plan(t, API, 3, r)
		ok(t, p.Approve(1, 0))
		ok(t, p.Approve(2, 0))
		return says(all(ship(p, 1, 1), ship(p, 2, 2)))
	}},
	{"INB-PLAN-14", "API: a plan of one shipment never shipped", "day 45: abandoned", "never", func(t *testing.T, r Rules) string {
		p := plan(t, API, 1, r)
		at := due(ok(t, p.Approve(0, 0)), CheckAbandon)
		if at < 0 {
			return "never"
		}
		return fmt.Sprintf("day %d: %s", at/day, says(p.AbandonCheck()))
	}},
	{"INB-TIME-01", "one of two received 30 days and a tick after the other", "incomplete_plan", "OK",
		func(t *testing.T, r Rules) string { return oneOfTwo(t, UI, r, 30*day+1) }},
	{"INB-TIME-02", "the missing one held up by a partnered carrier alone", "OK", "incomplete_plan", func(t *testing.T, r Rules) string {
		return heldUp(t, r, CarrierOnly)
	}},
	{"INB-TIME-03", "one destination: is a deadline set at the arrival?", "false", "true", func(t *testing.T, r Rules) string {
		p := approved(t, UI, 1, r)
		ok(t, ship(p, 1, 1))
		return fmt.Sprint(due(ok(t, arrive(p, 1, 2)), CheckDeadline) >= 0)
	}},
	{"INB-QTY-01", "six units more on 100", "REJECTED(qty_tolerance)", "OK", func(t *testing.T, r Rules) string {
		return says(approved(t, UI, 1, r).Edit(1, 1, 106))
	}},
	{"INB-QTY-02", "API: six units more on 100", "REJECTED(qty_tolerance)", "OK", func(t *testing.T, r Rules) string {
		return says(approved(t, API, 1, r).Edit(1, 1, 106))
	}},
	{"INB-CAR-01", "a truckload without an appointment", "way appt_delay_days", "", func(t *testing.T, r Rules) string {
		o := approved(t, UI, 1, r).Ship(1, Dispatch{Mode: FTL}, Standing{}, 1)
		return held(ok(t, o))
	}},
	{"INB-PLC-01", "the placement service for three centers", "OK 1 shipment, fee on 100", "REJECTED(placement_service)", func(t *testing.T, r Rules) string {
		p, o := Create(Request{Items: []Item{{SKU: 1, Units: 100}}, Weights: even(3), Placement: true}, Standing{}, r, 0)
		if o.Refused {
			return says(o)
		}
		return fmt.Sprintf("%s %d shipment, fee on %d", says(o), len(p.Shipments), charged(o, LinePlacement))
	}},
	{"INB-ENF-01", "a first violation", "NOTICED [NOTICE]", "GOOD []", func(t *testing.T, r Rules) string {
		var s Standing
		return judge(&s, &Plan{Rules: r}, Violation{Code: Misrouted}, 1, 0)
	}},
	{"INB-ENF-02", "a violation of a shipment sent after the notice", "SUSPENDED [SUSPENDED]", "NOTICED []", func(t *testing.T, r Rules) string {
		s := Standing{State: Noticed, NoticeSentAt: 5, MemoryFrom: 5}
		return judge(&s, &Plan{Rules: r}, Violation{Code: Misrouted, SentAt: 6}, 9, 0)
	}},
	{"INB-ENF-03", "suspended, then acknowledged only", "SUSPENDED", "NOTICED", func(t *testing.T, r Rules) string {
		s := Standing{State: Suspended}
		s.Acknowledge(9, r)
		return s.State.String()
	}},
	{"INB-ENF-03", "a suspension without any step", "SUSPENDED [SUSPENDED]", "NOTICED [SUSPENDED REINSTATED]", func(t *testing.T, r Rules) string {
		s := Standing{State: Noticed, NoticeSentAt: 5, MemoryFrom: 5}
		return judge(&s, &Plan{Rules: r}, Violation{Code: Misrouted, SentAt: 6}, 9, 0)
	}},
	{"INB-ENF-04", "an arrival while suspended", "OK 100", "REJECTED(suspended) 0", func(t *testing.T, r Rules) string {
		p := approved(t, UI, 1, r)
		ok(t, ship(p, 1, 1))
		o := p.Arrive(1, Standing{State: Suspended}, 2)
		return fmt.Sprint(says(o), " ", p.Shipments[0].Lines[0].Received)
	}},
	{"INB-CONS-01", "misrouted: more days to the sale than its compliant twin", "receipt reroute_days", "", func(t *testing.T, r Rules) string {
		p := approved(t, UI, 1, r)
		ok(t, p.Ship(1, Dispatch{To: 9}, Standing{}, 1))
		return held(ok(t, arrive(p, 1, 2)))
	}},
	{"INB-CONS-02", "three days drawn for the receipt", "3 d", "0 d", func(t *testing.T, r Rules) string {
		return fmt.Sprint(ReceiptTime(3*day, r)/day, " d")
	}},
	{"INB-CONS-03", "a fee on the units of a violation", "false", "true", func(t *testing.T, r Rules) string {
		charged, _ := DefectFee(r)
		return fmt.Sprint(charged)
	}},
	{"GS-INB-01", "duty on 100 units received", "100", "0", func(t *testing.T, r Rules) string {
		p := approved(t, UI, 1, r)
		ok(t, ship(p, 1, 1))
		return fmt.Sprint(charged(ok(t, arrive(p, 1, 2)), LineDuty))
	}},
	{"GS-INB-02", "an arrival with duty due", "to sender: true, received 0, back 100", "to sender: false, received 100, back 0", func(t *testing.T, r Rules) string {
		p := approved(t, UI, 1, r)
		p.Shipments[0].DutyPaid = false
		ok(t, ship(p, 1, 1))
		o := ok(t, arrive(p, 1, 2))
		return fmt.Sprintf("to sender: %v, received %d, back %d", o.ReturnToSender, p.Shipments[0].Lines[0].Received, charged(o, LineReturnFreight))
	}},
}

func TestEveryRuleDecidesAndFallsSilentWhenSwitchedOff(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range ruleCases {
		seen[c.id] = true
		if got := c.see(t, rules()); got != c.on {
			t.Errorf("%s on, %s: %s, want %s", c.id, c.given, got, c.on)
		}
		if got := c.see(t, rules(c.id)); got != c.off {
			t.Errorf("%s off, %s: %s, want %s", c.id, c.given, got, c.off)
		}
	}
	if len(seen) != 30 {
		t.Errorf("%d rules are shown, want the 30 of the policy without its two dates, and GS-INB-01/02", len(seen))
	}
}

// sentAs ships an approved plan of 100 units and returns what its arrival finds.
func sentAs(t *testing.T, r Rules, d Dispatch) string {
	t.Helper()
	p := approved(t, UI, 1, r)
	ok(t, p.Ship(1, d, Standing{}, 1))
	return says(arrive(p, 1, 2))
}

// oneOfTwo ships the first of two shipments, which arrives at tick 10, and looks
// at the plan some time later.
func oneOfTwo(t *testing.T, via Via, r Rules, after int64) string {
	t.Helper()
	p := approved(t, via, 2, r)
	ok(t, ship(p, 1, 1))
	ok(t, arrive(p, 1, 10))
	return says(p.Deadline(10 + after))
}

// heldUp is a plan of two of which one arrives and the other, by a partnered
// carrier, is held up; it returns what the deadline finds.
func heldUp(t *testing.T, r Rules, causes ...Cause) string {
	t.Helper()
	p := approved(t, UI, 2, r)
	ok(t, ship(p, 1, 1))
	ok(t, p.Ship(2, Dispatch{Partnered: true}, Standing{}, 1))
	for _, c := range causes {
		ok(t, p.HoldUp(2, c))
	}
	ok(t, arrive(p, 1, 10))
	return says(p.Deadline(10 + 30*day + 1))
}

// judge passes a violation and writes the state and the steps.
func judge(s *Standing, p *Plan, v Violation, now int64, u float64) string {
	return describe(s, s.Judge(p, v, now, Luck{Suspend: u}))
}

func describe(s *Standing, steps []Step) string {
	kinds := make([]string, len(steps))
	for i, step := range steps {
		kinds[i] = step.Kind.String()
	}
	return fmt.Sprint(s.State, " ", kinds)
}

func TestSeparationByPrepEndsWhereAmazonPrepsNoMore(t *testing.T) {
	for country, want := range map[market.Marketplace]int{market.US: 1, market.CA: 2} {
		p, _ := Create(Request{Via: API, Country: country,
			Items: []Item{{SKU: 1, Units: 5}, {SKU: 2, Units: 5, Prep: PrepAmazon}}}, Standing{}, rules("EXT-13"), 0)
		if len(p.Shipments) != want {
			t.Errorf("%v: %d shipments, want %d", country, len(p.Shipments), want)
		}
	}
	if p, _ := Create(Request{Items: []Item{{SKU: 1, Units: 5}, {SKU: 2, Units: 5, Prep: PrepAmazon}}}, Standing{}, rules(), 0); len(p.Shipments) != 1 {
		t.Errorf("plans made in the UI are not separated, got %d shipments", len(p.Shipments))
	}
}
