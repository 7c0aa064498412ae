package inbound

import (
	"fmt"
	"testing"
)

// T-17 of the catalogue: INB-ENF-01 to 03 with certain suspension.
func TestFromTheNoticeToTheReinstatement(t *testing.T) {
	r := rules("p_suspend=1")
	var s Standing
	misroute := func(at int64) string { // a plan made, sent to a wrong center and judged
		p, o := Create(Request{Items: []Item{{SKU: 1, Units: 10}}, DutyPaid: true}, s, r, at)
		if o.Refused {
			return says(o)
		}
		ok(t, p.Approve(0, at))
		ok(t, p.Ship(1, Dispatch{To: 9}, s, at+1))
		o = ok(t, p.Arrive(1, s, at+2))
		return says(o) + " " + judge(&s, p, o.Violations[0], at+2, 0.999)
	}
	expect := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	expect("plan 1 violates", misroute(10), "misrouted NOTICED [NOTICE]")
	expect("plan 2, sent after the notice", misroute(20), "misrouted SUSPENDED [SUSPENDED]")
	expect("plan 3", misroute(30), "REJECTED(suspended)")
	expect("acknowledged", describe(&s, s.Acknowledge(40, r)), "SUSPENDED []")
	expect("another plan", misroute(41), "REJECTED(suspended)")
	expect("action plan not accepted", describe(&s, s.ActionPlan(false, 42, r)), "SUSPENDED []")
	expect("action plan accepted", describe(&s, s.ActionPlan(true, 43, r)), "NOTICED [REINSTATED]")
	if _, o := Create(Request{Items: []Item{{SKU: 1, Units: 10}}}, s, r, 50); o.Refused {
		t.Errorf("a plan after the reinstatement: %s", says(o))
	}
}

// sellerStates is the seller part of the enforcement machine (catalogue 6.4).
var sellerStates = []struct {
	from  State
	event string
	do    func(s *Standing) []Step
	want  string
}{
	{Good, "violation", violation(0, false, 0), "NOTICED [NOTICE]"},
	{Good, "violation of a plan already noticed", violation(0, true, 0), "GOOD []"},
	{Good, "PolicyAcknowledged", acknowledge, "GOOD []"},
	{Noticed, "violation of the same plan", violation(150, true, 0), "NOTICED []"},
	{Noticed, "violation of a shipment sent before the notice", violation(99, false, 0), "NOTICED []"},
	{Noticed, "violation of a shipment sent with the notice", violation(100, false, 0), "NOTICED []"},
	{Noticed, "violation of a shipment sent after the notice, drawn", violation(101, false, 0.2499), "SUSPENDED [SUSPENDED]"},
	{Noticed, "violation of a shipment sent after the notice, not drawn", violation(101, false, 0.25), "NOTICED [NOTICE]"},
	{Noticed, "notice_memory not yet over", forget(100 + 365*day), "NOTICED []"},
	{Noticed, "notice_memory over", forget(100 + 365*day + 1), "GOOD [FORGOTTEN]"},
	{Noticed, "PolicyAcknowledged", acknowledge, "NOTICED []"},
	{Noticed, "ActionPlanAccepted", accept, "NOTICED []"},
	{Suspended, "violation", violation(101, false, 0), "SUSPENDED []"},
	{Suspended, "PolicyAcknowledged alone", acknowledge, "SUSPENDED []"},
	{Suspended, "ActionPlanAccepted alone", accept, "SUSPENDED []"},
	{Suspended, "both", both(acknowledge, accept), "NOTICED [REINSTATED]"},
	{Suspended, "both, the other way", both(accept, acknowledge), "NOTICED [REINSTATED]"},
	{Suspended, "acknowledged twice", both(acknowledge, acknowledge), "SUSPENDED []"},
	{Suspended, "notice_memory over", forget(9999 * day), "SUSPENDED []"},
}

func violation(sentAt int64, noticed bool, u float64) func(*Standing) []Step {
	return func(s *Standing) []Step {
		return s.Judge(&Plan{Rules: rules(), Noticed: noticed}, Violation{Code: Short, SentAt: sentAt}, 200, Luck{Suspend: u})
	}
}
func acknowledge(s *Standing) []Step { return s.Acknowledge(300, rules()) }
func accept(s *Standing) []Step      { return s.ActionPlan(true, 300, rules()) }
func forget(now int64) func(*Standing) []Step {
	return func(s *Standing) []Step { return s.Forget(now, rules()) }
}
func both(a, b func(*Standing) []Step) func(*Standing) []Step {
	return func(s *Standing) []Step { return append(a(s), b(s)...) }
}

func TestSellersFollowTheStateTable(t *testing.T) {
	for _, c := range sellerStates {
		s := Standing{State: c.from}
		if c.from != Good {
			s.NoticeSentAt, s.MemoryFrom = 100, 100
		}
		if got := describe(&s, c.do(&s)); got != c.want {
			t.Errorf("%v, %s: %s, want %s", c.from, c.event, got, c.want)
		}
	}
}

// The rest of the table: what a suspension refuses and what it does not (INV-09,
// INB-ENF-04, AMB-40).
func TestWhatASuspensionRefuses(t *testing.T) {
	st := Standing{State: Suspended}
	for _, c := range []struct{ change, want string }{
		{"", "REJECTED(suspended) REJECTED(suspended) OK"},
		{"suspended_scope=plans", "REJECTED(suspended) OK OK"},
		{"INB-ENF-04", "REJECTED(suspended) REJECTED(suspended) REJECTED(suspended)"},
	} {
		r := rules(c.change)
		_, made := Create(Request{Items: []Item{{SKU: 1, Units: 1}}}, st, r, 0)
		p := approved(t, UI, 2, r)
		ok(t, ship(p, 2, 1))
		got := says(made) + " " + says(p.Ship(1, Dispatch{}, st, 2)) + " " + says(p.Arrive(2, st, 3))
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.change, got, c.want)
		}
	}
	p := approved(t, UI, 1, rules("INB-ENF-04"))
	ok(t, ship(p, 1, 1))
	p.Arrive(1, st, 2)
	if o := arrive(p, 1, 3); len(o.Received) != 1 || o.Received[0].Units != 100 {
		t.Errorf("refused once, the shipment is lost: %+v", o)
	}
}

// INB-ENF-02: a plan with three misrouted shipments brings one notice and no
// suspension, and so does a second plan that was under way before the notice.
func TestOnePlanBringsOneNotice(t *testing.T) {
	var s Standing
	r := rules("p_suspend=1")
	first, second := approved(t, UI, 3, r), approved(t, UI, 2, r)
	var log []string
	pass := func(p *Plan, n int, now int64) {
		o := ok(t, p.Arrive(n, s, now))
		log = append(log, judge(&s, p, o.Violations[0], now, 0))
	}
	for n := 1; n <= 3; n++ {
		ok(t, first.Ship(n, Dispatch{To: 9}, s, 1))
	}
	ok(t, second.Ship(1, Dispatch{To: 9}, s, 5))
	pass(first, 1, 10)
	pass(first, 2, 11)
	pass(first, 3, 12)
	pass(second, 1, 13)
	ok(t, second.Ship(2, Dispatch{To: 9}, s, 14))
	pass(second, 2, 15)
	want := "[NOTICED [NOTICE] NOTICED [] NOTICED [] NOTICED [] SUSPENDED [SUSPENDED]]"
	if got := fmt.Sprint(log); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// One plan is judged for a suspension once: its later violations draw no more.
func TestAPlanHasOneChanceOfASuspension(t *testing.T) {
	s := Standing{State: Noticed, NoticeSentAt: 5, MemoryFrom: 5}
	p := &Plan{Rules: rules()}
	for i, want := range []string{"NOTICED [NOTICE]", "NOTICED []"} {
		if got := judge(&s, p, Violation{Code: Short, SentAt: 9}, 10, float64(1-i)); got != want {
			t.Errorf("violation %d: %s, want %s", i+1, got, want)
		}
	}
	if s.NoticeSentAt != 5 {
		t.Errorf("the first notice moved to %d", s.NoticeSentAt)
	}
}

func TestNoticesTakeTheirTimeAndNameSomeCodesOnly(t *testing.T) {
	var s Standing
	p := &Plan{Rules: rules("notice_for=partial_delete, incomplete_plan")}
	if got := judge(&s, p, Violation{Code: Misrouted}, 10, 0); got != "GOOD []" {
		t.Errorf("a code that brings no notice: %s", got)
	}
	steps := s.Judge(p, Violation{Code: PartialDelete}, 10, Luck{Notice: 2 * day})
	if len(steps) != 1 || steps[0].At != 10+2*day || s.NoticeSentAt != 10+2*day {
		t.Errorf("%+v %+v", steps, s)
	}
	other := &Plan{Rules: p.Rules}
	if got := judge(&s, other, Violation{Code: IncompletePlan, SentAt: 10 + day}, 20, 0); got != "NOTICED []" {
		t.Errorf("sent while the notice was on its way: %s", got)
	}
}

// AMB-17: violations keep the memory awake; a year without any forgets.
func TestNoticesAreForgotten(t *testing.T) {
	s := Standing{State: Noticed, NoticeSentAt: 0, MemoryFrom: 0}
	old := &Plan{Rules: rules(), Noticed: true}
	judge(&s, old, Violation{Code: Short}, 300*day, 0)
	if at, there := s.ForgetAt(rules()); !there || at != 665*day+1 {
		t.Errorf("forgotten at %d, %v", at, there)
	}
	fresh := &Plan{Rules: rules()}
	late := 700 * day
	if got := judge(&s, fresh, Violation{Code: Short, SentAt: late - 1}, late, 0); got != "NOTICED [FORGOTTEN NOTICE]" {
		t.Errorf("a violation after the memory: %s", got)
	}
	forever := rules("notice_memory=36500 d", "p_suspend=1")
	s = Standing{State: Noticed, NoticeSentAt: 0, MemoryFrom: 0}
	if got := judge(&s, &Plan{Rules: forever}, Violation{Code: Short, SentAt: late - 1}, late, 0.999); got != "SUSPENDED [SUSPENDED]" {
		t.Errorf("worst case: %s", got)
	}
	if _, there := (Standing{}).ForgetAt(rules()); there {
		t.Error("nothing is to be forgotten in good standing")
	}
}

func TestTheMemoryBeginsAgainWithTheReinstatement(t *testing.T) {
	s := Standing{State: Suspended, NoticeSentAt: 1, MemoryFrom: 5}
	s.Acknowledge(400*day, rules())
	s.ActionPlan(true, 400*day, rules())
	if at, there := s.ForgetAt(rules()); !there || at != 765*day+1 || s.NoticeSentAt != 1 {
		t.Errorf("forgotten at %d, %v: %+v", at, there, s)
	}
}

// A step done before the suspension does not count for the next.
func TestStepsCountFromTheSuspension(t *testing.T) {
	r := rules("p_suspend=1")
	s := Standing{State: Noticed, NoticeSentAt: 1, MemoryFrom: 1}
	s.Acknowledge(2, r)
	judge(&s, &Plan{Rules: r}, Violation{Code: Over, SentAt: 3}, 4, 0)
	if got := describe(&s, s.ActionPlan(true, 5, r)); got != "SUSPENDED []" {
		t.Errorf("acknowledged before: %s", got)
	}
	s.Acknowledge(6, r)
	judge(&s, &Plan{Rules: r}, Violation{Code: Over, SentAt: 7}, 8, 0)
	if got := describe(&s, s.Acknowledge(9, r)); got != "SUSPENDED []" {
		t.Errorf("steps of the first suspension count for the second: %s", got)
	}
	off := rules("INB-ENF-03")
	s = Standing{State: Suspended}
	if got := describe(&s, s.ActionPlan(false, 9, off)); got != "NOTICED [REINSTATED]" {
		t.Errorf("without INB-ENF-03 any step lifts: %s", got)
	}
}

// Never-shipped goods are judged by when their plan left, or was approved.
func TestWhenAViolationCountsAsSent(t *testing.T) {
	p := approved(t, API, 3, rules())
	p.ApprovedAt = 7
	if got := p.AbandonCheck().Violations[0].SentAt; got != 7 {
		t.Errorf("nothing has left: %d, want the approval", got)
	}
	p = approved(t, API, 3, rules())
	ok(t, ship(p, 1, 20))
	ok(t, ship(p, 2, 30))
	if got := p.AbandonCheck().Violations[0].SentAt; got != 30 {
		t.Errorf("two have left: %d, want the later", got)
	}
	o := ok(t, p.DeletePlan(40))
	if o.Violations[0].Shipment != 0 || o.Violations[0].SentAt != 30 {
		t.Errorf("%+v", o.Violations[0])
	}
}
