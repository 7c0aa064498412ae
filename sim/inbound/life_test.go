package inbound

import (
	"fmt"
	"testing"
)

// planStates is the plan part of the enforcement machine (catalogue 6.4): what
// leads from a state by an event, with the violation that is found.
var planStates = []struct {
	from  PlanStatus
	event string
	do    func(p *Plan) Outcome
	to    PlanStatus
	finds string
}{
	{PlanDraft, "PlanApproved", func(p *Plan) Outcome { return p.Approve(0, 9) }, PlanApproved, "OK"},
	{PlanDraft, "PlanDeleted", func(p *Plan) Outcome { return p.DeletePlan(9) }, PlanDeleted, "OK"},
	{PlanDraft, "QtyEdited", func(p *Plan) Outcome { return p.Edit(1, 1, 500) }, PlanDraft, "OK"},
	{PlanDraft, "ShipmentDeleted(some)", func(p *Plan) Outcome { return p.DeleteShipment(2, 9) }, PlanDraft, "OK"},
	{PlanDraft, "ShipmentShipped", func(p *Plan) Outcome { return ship(p, 1, 9) }, PlanDraft, "REJECTED(not_approved)"},
	{PlanApproved, "PlanApproved", func(p *Plan) Outcome { return p.Approve(0, 9) }, PlanApproved, "REJECTED(already_approved)"},
	{PlanApproved, "PlanDeleted", func(p *Plan) Outcome { return p.DeletePlan(9) }, PlanDeleted, "OK"},
	{PlanApproved, "ShipmentShipped(first)", func(p *Plan) Outcome { return ship(p, 1, 9) }, PlanShipping, "OK"},
	{PlanApproved, "ShipmentDeleted(some), the grace over", func(p *Plan) Outcome {
		p.DeleteShipment(2, 9)
		return p.PartialDeleteCheck()
	}, PlanApproved, "partial_delete"},
	{PlanApproved, "ShipmentArrived", func(p *Plan) Outcome { return arrive(p, 1, 9) }, PlanApproved, "REJECTED(not_shipped)"},
	{PlanApproved, "PlanAbandonCheck (API)", func(p *Plan) Outcome {
		p.Via = API
		return p.AbandonCheck()
	}, PlanApproved, "abandoned,abandoned"},
	{PlanShipping, "ShipmentDeleted(some)", func(p *Plan) Outcome { return p.DeleteShipment(2, 9) }, PlanShipping, "partial_delete"},
	{PlanShipping, "PlanDeleted", func(p *Plan) Outcome { return p.DeletePlan(9) }, PlanDeleted, "delete_after_ship"},
	{PlanShipping, "all shipments received", func(p *Plan) Outcome {
		arrive(p, 1, 9)
		ship(p, 2, 9)
		return arrive(p, 2, 10)
	}, PlanComplete, "OK"},
	{PlanShipping, "CompletenessDeadline, one missing", func(p *Plan) Outcome {
		arrive(p, 1, 9)
		return p.Deadline(9 + 31*day)
	}, PlanIncomplete, "incomplete_plan"},
	{PlanShipping, "PlanAbandonCheck (API)", func(p *Plan) Outcome {
		p.Via = API
		return p.AbandonCheck()
	}, PlanShipping, "abandoned"},
	{PlanShipping, "PlanAbandonCheck (UI)", func(p *Plan) Outcome { return p.AbandonCheck() }, PlanShipping, "OK"},
	{PlanIncomplete, "late ShipmentArrived(last one)", func(p *Plan) Outcome {
		ship(p, 2, 50*day)
		return arrive(p, 2, 51*day)
	}, PlanCompleteLate, "OK"},
	{PlanIncomplete, "ShipmentShipped", func(p *Plan) Outcome { return ship(p, 2, 50*day) }, PlanIncomplete, "OK"},
	{PlanShipping, "PlanDeleted after an arrival, then CompletenessDeadline", func(p *Plan) Outcome {
		arrive(p, 1, 9)
		p.DeletePlan(10)
		return p.Deadline(99 * day)
	}, PlanDeleted, "OK"},
	{PlanIncomplete, "PlanDeleted", func(p *Plan) Outcome { return p.DeletePlan(9) }, PlanDeleted, "delete_after_ship"},
	{PlanComplete, "PlanDeleted", func(p *Plan) Outcome { return p.DeletePlan(9) }, PlanComplete, "REJECTED(already_received)"},
	{PlanComplete, "CompletenessDeadline", func(p *Plan) Outcome { return p.Deadline(99 * day) }, PlanComplete, "OK"},
	{PlanDeleted, "PlanDeleted", func(p *Plan) Outcome { return p.DeletePlan(9) }, PlanDeleted, "REJECTED(deleted)"},
	{PlanDeleted, "PlanApproved", func(p *Plan) Outcome { return p.Approve(0, 9) }, PlanDeleted, "REJECTED(deleted)"},
	{PlanDeleted, "ShipmentShipped", func(p *Plan) Outcome { return ship(p, 2, 9) }, PlanDeleted, "REJECTED(deleted)"},
	{PlanDeleted, "ShipmentArrived (under way before)", func(p *Plan) Outcome { return arrive(p, 1, 9) }, PlanDeleted, "OK"},
	{PlanDeleted, "CompletenessDeadline", func(p *Plan) Outcome { return p.Deadline(99 * day) }, PlanDeleted, "OK"},
}

// inState is a plan of two shipments in a state.
func inState(t *testing.T, status PlanStatus) *Plan {
	t.Helper()
	p := plan(t, UI, 2, rules())
	if status == PlanDraft {
		return p
	}
	ok(t, p.Approve(0, 0))
	if status == PlanApproved {
		return p
	}
	ok(t, ship(p, 1, 1))
	switch status {
	case PlanDeleted:
		ok(t, p.DeletePlan(2))
	case PlanComplete:
		ok(t, ship(p, 2, 1))
		ok(t, arrive(p, 1, 2))
		ok(t, arrive(p, 2, 2))
	case PlanIncomplete:
		ok(t, arrive(p, 1, 2))
		p.Deadline(40 * day)
	}
	if p.Status != status {
		t.Fatalf("the plan is %v, want %v", p.Status, status)
	}
	return p
}

func TestPlansFollowTheStateTable(t *testing.T) {
	for _, c := range planStates {
		p := inState(t, c.from)
		finds := says(c.do(p))
		if p.Status != c.to || finds != c.finds {
			t.Errorf("%v, %s: %v with %s, want %v with %s", c.from, c.event, p.Status, finds, c.to, c.finds)
		}
	}
}

// INB-PLAN-05 and AMB-39: deleting all, one by one, within the grace is no fault.
func TestDeletingShipmentsOneByOne(t *testing.T) {
	p := approved(t, UI, 3, rules())
	first := ok(t, p.DeleteShipment(1, 100))
	if at := due(first, CheckPartialDelete); at != 100+day+1 {
		t.Errorf("the check of the first deletion is at %d, want a tick after the grace", at)
	}
	second := ok(t, p.DeleteShipment(2, 200))
	if len(second.Due) != 0 {
		t.Errorf("a second check is due: %v", second.Due)
	}
	last := ok(t, p.DeleteShipment(3, 100+day))
	if p.Status != PlanDeleted || says(last) != "OK" || last.Rule != "INB-PLAN-05" || len(last.Cancel) != 3 {
		t.Errorf("%v, %+v", p.Status, last)
	}
	if got := says(p.PartialDeleteCheck()); got != "OK" {
		t.Errorf("a check left over finds %s", got)
	}
}

func TestAPartialDeletionIsFoundOncePerShipment(t *testing.T) {
	p := approved(t, UI, 4, rules())
	ok(t, p.DeleteShipment(1, 0))
	ok(t, p.DeleteShipment(2, 0))
	shipped := ok(t, ship(p, 3, 50))
	if got := fmt.Sprint(says(shipped), shipped.Cancel, shipped.Violations[0].SentAt); got != "partial_delete,partial_delete[2] 50" {
		t.Errorf("as a survivor ships: %s", got)
	}
	if got := says(p.PartialDeleteCheck()); got != "OK" {
		t.Errorf("again after the grace: %s", got)
	}
	if got := says(p.DeleteShipment(4, 60)); got != "partial_delete" {
		t.Errorf("another one deleted after a part has left: %s", got)
	}
	if o := arrive(p, 3, 70); p.Status != PlanComplete || held(o) != "receipt delete_days" {
		t.Errorf("all that remain are received: %v, delays %s", p.Status, held(o))
	}
}

func TestDeletionsWithoutFault(t *testing.T) {
	single := approved(t, UI, 1, rules())
	if o := single.DeleteShipment(1, 0); says(o) != "OK" || single.Status != PlanDeleted || o.Rule != "INB-PLAN-05" {
		t.Errorf("the only shipment: %s, %v by %s", says(o), single.Status, o.Rule)
	}
	oneCenter, _ := Create(Request{Via: API, Items: []Item{{SKU: 1, Units: 5}, {SKU: 2, Units: 5, Prep: PrepAmazon}}}, Standing{}, rules(), 0)
	ok(t, oneCenter.Approve(0, 0))
	if o := oneCenter.DeleteShipment(1, 0); says(o) != "OK" || len(o.Due) != 0 {
		t.Errorf("one of two shipments to the same center: %s, due %v", says(o), o.Due)
	}
	off := approved(t, UI, 2, rules("INB-PLAN-05"))
	ok(t, off.DeleteShipment(1, 0))
	if got := says(off.DeleteShipment(2, 0)); got != "REJECTED(plan_deletion)" {
		t.Errorf("the last one without INB-PLAN-05: %s", got)
	}
}

// INB-TIME-01 and AMB-15: thirty days to the tick, by the arrival or the receipt.
func TestTheDeadlineToTheTick(t *testing.T) {
	for _, c := range []struct {
		change string
		after  int64
		want   string
	}{
		{"", 30 * day, "COMPLETE OK"},
		{"", 30*day + 1, "COMPLETE_LATE incomplete_plan"},
		{"deadline_inclusive=false", 30*day - 1, "COMPLETE OK"},
		{"deadline_inclusive=false", 30 * day, "COMPLETE_LATE incomplete_plan"},
		{"deadline_days=31 d", 31 * day, "COMPLETE OK"},
	} {
		// The arrival stands before the check of the same tick in the calendar.
		p, first := oneArrived(t, UI, rules(c.change))
		last := arrive(p, 2, 10+c.after)
		if got := p.Status.String() + " " + says(last); got != c.want {
			t.Errorf("%q, %d ticks after the first: %s, want %s", c.change, c.after, got, c.want)
		}
		// And the check first, where it is due.
		p, first = oneArrived(t, UI, rules(c.change))
		var found Outcome
		if at := due(first, CheckDeadline); at <= 10+c.after {
			found = p.Deadline(at)
		}
		last = arrive(p, 2, 10+c.after)
		if got := p.Status.String() + " " + says(all(found, last)); got != c.want {
			t.Errorf("%q, the check first: %s, want %s", c.change, got, c.want)
		}
	}
}

// oneArrived is a plan whose two shipments have left and one has arrived at tick 10.
func oneArrived(t *testing.T, via Via, r Rules) (*Plan, Outcome) {
	t.Helper()
	p := approved(t, via, 2, r)
	ok(t, ship(p, 1, 1))
	ok(t, ship(p, 2, 1))
	return p, ok(t, arrive(p, 1, 10))
}

func TestTheClockMayRunToTheReceipt(t *testing.T) {
	for _, c := range []struct {
		clock string
		put   int64
		want  string
	}{
		{"arrival", 40 * day, "COMPLETE OK"},
		{"receipt", 10 + 30*day, "COMPLETE OK"},
		{"receipt", 10 + 30*day + 1, "COMPLETE_LATE incomplete_plan"},
	} {
		p, _ := oneArrived(t, UI, rules("deadline_clock="+c.clock))
		ok(t, p.PutAway(1, 20))
		last := ok(t, arrive(p, 2, 10+29*day))
		put := ok(t, p.PutAway(2, c.put))
		if got := p.Status.String() + " " + says(all(last, put)); got != c.want {
			t.Errorf("clock to the %s, put away at %d: %s, want %s", c.clock, c.put, got, c.want)
		}
	}
	if p := approved(t, UI, 1, rules()); says(p.PutAway(1, 1)) != "REJECTED(not_shipped)" {
		t.Error("a shipment that has not arrived was put away")
	}
}

// INB-TIME-02 and AMB-32.
func TestDelaysOfPartneredCarriers(t *testing.T) {
	for _, c := range []struct {
		change string
		causes []Cause
		want   string
	}{
		{"", nil, "incomplete_plan"},
		{"", []Cause{CarrierOnly}, "OK"},
		{"", []Cause{CarrierOnly, CarrierOnly}, "OK"},
		{"", []Cause{Mixed}, "incomplete_plan"},
		{"", []Cause{CarrierOnly, SellerDelay}, "incomplete_plan"},
		{"", []Cause{SellerDelay, CarrierOnly}, "incomplete_plan"},
		{"", []Cause{CarrierOnly, NoDelay}, "OK"},
	} {
		if got := heldUp(t, rules(c.change), c.causes...); got != c.want {
			t.Errorf("%v: %s, want %s", c.causes, got, c.want)
		}
	}
	for _, c := range []struct {
		scope     string
		partnered bool
		want      string
	}{
		{"shipment", true, "incomplete_plan"}, {"plan", true, "OK"}, {"plan", false, "incomplete_plan"},
	} {
		p := approved(t, UI, 3, rules("apc_scope="+c.scope))
		ok(t, ship(p, 1, 1))
		ok(t, p.Ship(2, Dispatch{Partnered: c.partnered}, Standing{}, 1))
		ok(t, p.HoldUp(2, CarrierOnly))
		ok(t, arrive(p, 1, 10)) // the third has not left at all
		if got := says(p.Deadline(10 + 31*day)); got != c.want {
			t.Errorf("scope %s, partnered %v, a third missing: %s, want %s", c.scope, c.partnered, got, c.want)
		}
	}
}

// INB-PLAN-08, INB-PLAN-14: no second finding for the same fault.
func TestOneFaultIsFoundOnce(t *testing.T) {
	p := approved(t, API, 3, rules())
	ok(t, ship(p, 1, 1))
	ok(t, p.DeleteShipment(3, 2))
	ok(t, arrive(p, 1, 10))
	if got := says(p.Deadline(10 + 31*day)); got != "incomplete_plan,abandoned" {
		t.Errorf("the deadline of one received, one never shipped, one deleted: %s", got)
	}
	if got := says(p.AbandonCheck()); got != "OK" {
		t.Errorf("the later check finds %s again", got)
	}
	short := approved(t, API, 1, rules())
	ok(t, short.Ship(1, Dispatch{Units: []Units{{1, 90}}}, Standing{}, 1))
	if got := says(all(arrive(short, 1, 10), short.AbandonCheck())); got != "short" {
		t.Errorf("ten units short on arrival: %s", got)
	}
	late := approved(t, API, 1, rules())
	ok(t, late.Ship(1, Dispatch{Units: []Units{{1, 90}}}, Standing{}, 1))
	if got := says(all(late.AbandonCheck(), arrive(late, 1, 50*day))); got != "abandoned" {
		t.Errorf("ten units never shipped, arriving after the check: %s", got)
	}
	if got := says(all(ship(approved(t, API, 1, rules()), 1, 1), approved(t, UI, 2, rules()).AbandonCheck())); got != "OK" {
		t.Errorf("complete plans: %s", got)
	}
}

// INB-PLAN-13: each sibling once, and never in the UI, which approves all.
func TestPartialApproval(t *testing.T) {
	p := plan(t, API, 3, rules())
	ok(t, p.Approve(1, 0))
	if p.Shipments[1].Approved || p.Status != PlanApproved {
		t.Errorf("one approved: %v %+v", p.Status, p.Shipments[1])
	}
	ok(t, p.Edit(2, 1, 999)) // not frozen yet
	if got := says(ship(p, 2, 1)); got != "REJECTED(not_approved)" {
		t.Errorf("an unapproved shipment leaves: %s", got)
	}
	if got := says(ship(p, 1, 1)); got != "partial_approval,partial_approval" {
		t.Errorf("two siblings unapproved: %s", got)
	}
	second := ok(t, p.Approve(2, 2))
	if len(second.Due) != 0 {
		t.Errorf("the check of abandoned units is due twice: %v", second.Due)
	}
	if got := says(ship(p, 2, 3)); got != "OK" {
		t.Errorf("found again: %s", got)
	}
	ui := plan(t, UI, 2, rules())
	ok(t, ui.Approve(1, 0))
	if !ui.Shipments[1].Approved {
		t.Error("an approval in the UI is of the whole plan")
	}
}

func TestShipmentsEmptiedInDraftAreDropped(t *testing.T) {
	p := plan(t, UI, 2, rules())
	ok(t, p.Edit(1, 1, 0))
	ok(t, p.Approve(0, 0))
	if p.Shipments[0].Stage != Dropped || p.MultiDestination() || !p.Balanced() || p.Quantity != 50 {
		t.Errorf("%+v", p)
	}
	ok(t, p.DeletePlan(1))
	empty := plan(t, UI, 1, rules())
	ok(t, empty.Edit(1, 1, 0))
	ok(t, empty.Approve(0, 0))
	if empty.Status != PlanDeleted {
		t.Errorf("a plan of nothing is %v", empty.Status)
	}
}

// T-20, GS-INB-02: stock with duty due goes back, with freight both ways on the
// seller, and is no first arrival.
func TestDutyDueReturnsTheShipment(t *testing.T) {
	p := approved(t, UI, 2, rules())
	p.Shipments[0].DutyPaid = false
	if out := ok(t, ship(p, 1, 1)); charged(out, LineFreight) != 50 {
		t.Errorf("freight on %d units, want 50", charged(out, LineFreight))
	}
	back := ok(t, arrive(p, 1, 10))
	if !back.ReturnToSender || len(back.Received) != 0 || charged(back, LineReturnFreight) != 50 || charged(back, LineDuty) != 0 || len(back.Due) != 0 {
		t.Errorf("%+v", back)
	}
	if p.Shipments[0].Stage != Returned || says(arrive(p, 1, 11)) != "REJECTED(already_received)" {
		t.Errorf("%v", p.Shipments[0].Stage)
	}
	ok(t, ship(p, 2, 1))
	if second := ok(t, arrive(p, 2, 20)); due(second, CheckDeadline) != 20+30*day+1 || p.Status != PlanShipping {
		t.Errorf("the plan is %v, due %v", p.Status, second.Due)
	}
}

func TestViolationsDelayTheReceipt(t *testing.T) {
	for _, c := range []struct {
		name, change string
		d            Dispatch
		want         string
	}{
		{"compliant", "", Dispatch{}, ""},
		{"misrouted", "", Dispatch{To: 2}, "receipt reroute_days"},
		{"short", "", Dispatch{Units: []Units{{1, 49}}}, "receipt incomplete_days"},
		{"over", "", Dispatch{Units: []Units{{1, 51}}}, ""},
		{"both", "", Dispatch{To: 2, Units: []Units{{1, 49}}}, "receipt reroute_days, receipt incomplete_days"},
		{"off", "INB-CONS-01", Dispatch{To: 2}, ""},
		{"short within the tolerance", "receipt_tolerance=1", Dispatch{Units: []Units{{1, 49}}}, ""},
	} {
		p := approved(t, UI, 2, rules(c.change))
		ok(t, p.Ship(1, c.d, Standing{}, 1))
		if got := held(ok(t, arrive(p, 1, 2))); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	for scope, want := range map[string]string{"violating": "", "plan": "receipt reroute_days"} { // AMB-28
		p := approved(t, UI, 2, rules("delay_scope="+scope))
		ok(t, p.Ship(1, Dispatch{To: 7}, Standing{}, 1))
		ok(t, ship(p, 2, 1))
		ok(t, arrive(p, 1, 2))
		if got := held(ok(t, arrive(p, 2, 3))); got != want {
			t.Errorf("the sibling with scope %s: %q, want %q", scope, got, want)
		}
	}
	late := inState(t, PlanIncomplete)
	ok(t, ship(late, 2, 50*day))
	if got := held(ok(t, arrive(late, 2, 51*day))); got != "receipt incomplete_days" {
		t.Errorf("the late one: %q", got)
	}
	under := inState(t, PlanDeleted)
	if got := held(ok(t, arrive(under, 1, 9))); got != "receipt delete_days" {
		t.Errorf("under way when the plan was deleted: %q", got)
	}
}

func TestTruckloadsNeedAppointments(t *testing.T) {
	for _, c := range []struct {
		d    Dispatch
		want string
	}{
		{Dispatch{Mode: Parcel}, ""}, {Dispatch{Mode: LTL}, "way appt_delay_days"}, {Dispatch{Mode: FTL}, "way appt_delay_days"},
		{Dispatch{Mode: LTL, Appointment: true}, ""}, {Dispatch{Mode: FTL, Appointment: true}, ""},
	} {
		if got := held(ok(t, approved(t, UI, 1, rules()).Ship(1, c.d, Standing{}, 1))); got != c.want {
			t.Errorf("%v, appointment %v: %q, want %q", c.d.Mode, c.d.Appointment, got, c.want)
		}
	}
}
