package inbound

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// yard is a seller with some plans, driven by random operations: the calendar and
// the bookkeeping that the model will have, in short.
type yard struct {
	t        *rapid.T
	r        Rules
	now      int64
	st       Standing
	plans    []*Plan
	due      []pending
	notices  []int // per plan
	arrived  int64 // units of all outcomes
	returned int64
	everSent int64
}

type pending struct {
	plan int
	Due
}

// changes are switches and parameters that the properties must not depend on.
var changes = []string{
	"INB-PLAN-01", "INB-PLAN-03", "INB-PLAN-04", "INB-PLAN-05", "INB-PLAN-06", "INB-PLAN-07", "INB-PLAN-08", "INB-PLAN-09",
	"INB-PLAN-12", "INB-PLAN-13", "INB-PLAN-14", "INB-TIME-01", "INB-TIME-02", "INB-TIME-03", "INB-QTY-01", "INB-QTY-02",
	"INB-ENF-01", "INB-ENF-02", "INB-ENF-03", "INB-ENF-04", "INB-CONS-01", "GS-INB-01", "GS-INB-02", "INB-PLAN-02",
	"edit_base=sku", "edit_base=shipment", "edit_mode=greater_of", "apc_scope=plan", "delay_scope=plan",
	"deadline_clock=receipt", "deadline_inclusive=false", "p_suspend=1", "receipt_tolerance=3", "edit_decrease=none",
	"notice_memory=20 d", "grace_h=0 h",
}

func TestRandomOperationsKeepTheInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := &yard{t: t, r: rules(rapid.SliceOfNDistinct(rapid.SampledFrom(changes), 0, 4, rapid.ID[string]).Draw(t, "changes")...)}
		y.create()
		for range rapid.SampledFrom([]int{10, 40, 120}).Draw(t, "steps") {
			y.step()
		}
		y.pass(200 * day) // everything that is due comes
		if len(y.due) > 0 {
			t.Fatalf("left in the calendar: %v", y.due)
		}
		y.balance()
	})
}

func (y *yard) step() {
	ops := []func(p *Plan, n int) Outcome{
		func(p *Plan, n int) Outcome {
			return p.Approve(rapid.SampledFrom([]int{0, n}).Draw(y.t, "which"), y.now)
		},
		func(p *Plan, n int) Outcome {
			sku := rapid.Int32Range(1, 3).Draw(y.t, "sku")
			return p.Edit(n, sku, rapid.Int64Range(-1, 70).Draw(y.t, "to"))
		},
		func(p *Plan, n int) Outcome { return p.DeleteShipment(n, y.now) },
		func(p *Plan, n int) Outcome {
			if !rapid.Bool().Draw(y.t, "really") {
				return p.HoldUp(n, Cause(rapid.IntRange(0, 3).Draw(y.t, "cause")))
			}
			return p.DeletePlan(y.now)
		},
		y.send, y.send, y.send,
		func(p *Plan, n int) Outcome { return p.Arrive(n, y.st, y.now) },
		func(p *Plan, n int) Outcome { return p.Arrive(n, y.st, y.now) },
		func(p *Plan, n int) Outcome { return p.PutAway(n, y.now) },
	}
	kinds := make([]int, len(ops)+4)
	for i := range kinds {
		kinds[i] = i
	}
	switch kind := rapid.SampledFrom(kinds).Draw(y.t, "op"); kind {
	case len(ops):
		y.create()
	case len(ops) + 1:
		y.st.Acknowledge(y.now, y.r)
	case len(ops) + 2:
		y.st.ActionPlan(rapid.Bool().Draw(y.t, "accepted"), y.now, y.r)
	case len(ops) + 3:
		y.pass(rapid.SampledFrom([]int64{1, day, 7 * day, 30 * day}).Draw(y.t, "time"))
	default:
		i := rapid.SampledFrom([]int{0, len(y.plans) / 2, len(y.plans) - 1}).Draw(y.t, "plan")
		k := len(y.plans[i].Shipments)
		n := rapid.SampledFrom([]int{0, 1, 1, 2, 2, k/2 + 1, k, k, k + 1}).Draw(y.t, "shipment")
		y.do(i, func(p *Plan) Outcome { return ops[kind](p, n) })
	}
}

func (y *yard) create() {
	q := Request{Via: Via(rapid.IntRange(0, 1).Draw(y.t, "via")), DutyPaid: rapid.IntRange(0, 9).Draw(y.t, "duty") > 0,
		Placement: rapid.IntRange(0, 9).Draw(y.t, "placement") == 0}
	var total int64
	for sku := range rapid.Int32Range(1, 3).Draw(y.t, "skus") {
		units := rapid.Int64Range(1, 60).Draw(y.t, "units")
		total += units
		q.Items = append(q.Items, Item{SKU: sku + 1, Units: units, Prep: Prep(rapid.IntRange(0, 1).Draw(y.t, "prep")), NoPlacement: sku == 1})
	}
	q.Weights = rapid.SliceOfN(rapid.Int64Range(0, 5), 0, 4).Draw(y.t, "weights")
	p, o := Create(q, y.st, y.r, y.now)
	if o.Rule == "" || o.Refused != (p == nil) {
		y.t.Fatalf("%+v", o)
	}
	if y.st.Suspended() != (o.Reason == ReasonSuspended) {
		y.t.Fatalf("INV-09: a plan while %v: %s", y.st.State, says(o))
	}
	if o.Refused {
		if w, _ := sum(q.Weights); !y.st.Suspended() && !(len(q.Weights) > 0 && w == 0) {
			y.t.Fatalf("refused: %s", o.Reason)
		}
		if len(y.plans) > 0 {
			return
		}
		q.Weights = nil
		p, _ = Create(q, y.st, y.r, y.now)
	}
	var units int64
	for i := range p.Shipments {
		units += p.Shipments[i].Units()
	}
	if units != total || p.Quantity != total {
		y.t.Fatalf("INB-PLAN-01: %d units planned became %d", total, units)
	}
	y.plans, y.notices = append(y.plans, p), append(y.notices, 0)
	if rapid.Bool().Draw(y.t, "approved at once") {
		y.do(len(y.plans)-1, func(p *Plan) Outcome { return p.Approve(0, y.now) })
	}
}

func (y *yard) send(p *Plan, n int) Outcome {
	d := Dispatch{Mode: Mode(rapid.IntRange(0, 2).Draw(y.t, "mode")), Partnered: rapid.Bool().Draw(y.t, "partnered"),
		To: rapid.SampledFrom([]int{0, 0, 0, 7}).Draw(y.t, "to")}
	if rapid.IntRange(0, 3).Draw(y.t, "exact") == 0 {
		d.Units = []Units{{1, rapid.Int64Range(-1, 60).Draw(y.t, "sent")}, {9, 1}}
	}
	o := p.Ship(n, d, y.st, y.now)
	if !o.Refused && y.st.Suspended() {
		y.t.Fatal("INV-09: shipped while suspended")
	}
	return o
}

// do runs an operation on a plan and checks what must hold of every outcome.
func (y *yard) do(i int, op func(*Plan) Outcome) {
	p := y.plans[i]
	before := clone(p)
	o := op(p)
	if o.Rule == "" {
		y.t.Fatalf("an outcome without its rule: %+v", o)
	}
	if o.Refused && (o.Reason == "" || !reflect.DeepEqual(before, p)) {
		y.t.Fatalf("refused by %s, yet changed:\n%+v\n%+v", o.Rule, before, p)
	}
	if !follows(before.Status, p.Status) {
		y.t.Fatalf("from %v to %v", before.Status, p.Status)
	}
	if !p.Balanced() {
		y.t.Fatalf("INV-08: originals do not add up to %d: %+v", p.Quantity, p.Shipments)
	}
	for _, u := range o.Received {
		y.arrived += u.Units
	}
	y.everSent += charged(o, LineFreight)
	y.returned += charged(o, LineReturnFreight)
	y.due = slices.DeleteFunc(y.due, func(d pending) bool { return d.plan == i && slices.Contains(o.Cancel, d.Check) })
	for _, d := range o.Due {
		if d.At < y.now {
			y.t.Fatalf("due in the past: %+v at %d", d, y.now)
		}
		y.due = append(y.due, pending{i, d})
	}
	for _, v := range o.Violations {
		if !y.r.On(v.Rule) {
			y.t.Fatalf("%v found by %s, which is off", v.Code, v.Rule)
		}
		if v.Shipment > 0 && before.Shipments[v.Shipment-1].Found.Has(v.Code) && v.Code != IncompletePlan {
			y.t.Fatalf("%v of shipment %d found twice", v.Code, v.Shipment)
		}
		y.judge(i, v)
	}
	y.balance()
}

// judge passes a violation on and checks the enforcement.
func (y *yard) judge(i int, v Violation) {
	was := y.st
	for _, s := range y.st.Judge(y.plans[i], v, y.now, Luck{Suspend: rapid.Float64Range(0, 0.99).Draw(y.t, "u")}) {
		switch s.Kind {
		case StepNotice:
			if y.notices[i]++; y.notices[i] > 1 {
				y.t.Fatal("INB-ENF-02: a second notice for one plan")
			}
		case StepSuspended:
			if was.State != Noticed || v.SentAt <= was.NoticeSentAt {
				y.t.Fatalf("suspended from %+v for what was sent at %d", was, v.SentAt)
			}
		}
	}
}

// pass lets time pass and runs what comes due, in order.
func (y *yard) pass(ticks int64) {
	until := y.now + ticks
	for {
		slices.SortStableFunc(y.due, func(a, b pending) int { return int(a.At - b.At) })
		if len(y.due) == 0 || y.due[0].At > until {
			break
		}
		d := y.due[0]
		y.due = y.due[1:]
		y.now = max(y.now, d.At)
		y.do(d.plan, func(p *Plan) Outcome {
			switch d.Check {
			case CheckDeadline:
				return p.Deadline(y.now)
			case CheckAbandon:
				return p.AbandonCheck()
			}
			return p.PartialDeleteCheck()
		})
	}
	y.now = until
	y.st.Forget(y.now, y.r)
}

// balance: every unit that left is under way, received or going back.
func (y *yard) balance() {
	var way int64
	for _, p := range y.plans {
		for i := range p.Shipments {
			s := &p.Shipments[i]
			switch s.Stage {
			case Shipped:
				way += s.sentUnits()
			case Planned, Approved, Deleted, Dropped:
				if s.sentUnits() != 0 {
					y.t.Fatalf("%v with %d units sent", s.Stage, s.sentUnits())
				}
			}
		}
	}
	if y.everSent != way+y.arrived+y.returned {
		y.t.Fatalf("%d units left, %d are under way, %d received, %d going back", y.everSent, way, y.arrived, y.returned)
	}
}

// follows tells whether a plan may go from one state to another.
func follows(from, to PlanStatus) bool {
	next := map[PlanStatus][]PlanStatus{
		PlanDraft:      {PlanApproved, PlanDeleted, PlanShipping}, // the last where approval does not freeze
		PlanApproved:   {PlanShipping, PlanDeleted},
		PlanShipping:   {PlanComplete, PlanIncomplete, PlanDeleted, PlanCompleteLate}, // late and last at one tick
		PlanIncomplete: {PlanCompleteLate, PlanDeleted},
	}
	return from == to || slices.Contains(next[from], to)
}

func clone(p *Plan) *Plan {
	c := *p
	c.Shipments = slices.Clone(p.Shipments)
	for i := range c.Shipments {
		c.Shipments[i].Lines = slices.Clone(c.Shipments[i].Lines)
	}
	return &c
}
