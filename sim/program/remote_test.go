package program

import (
	"fmt"
	"testing"

	"fbasim/sim/market"
)

const day = int64(86400)

var (
	us       = Facts{USUnits: 5, Evaluation: day, Activation: 2 * day}
	empty    = Facts{Evaluation: day, Activation: 2 * day}
	bothHave = Facts{USUnits: 5, LocalUnits: 3, Evaluation: day, Activation: 2 * day}
)

// move is one row of the state table.
type move struct {
	from   Remote
	signal Signal
	facts  Facts
	to     Remote
	rule   string
	due    int64
	next   Signal
	cancel bool
}

var local = Remote{State: Ineligible, Reason: LocalInventory, HadOffer: true}

// table holds every move of the Remote Fulfillment state; anything else changes
// nothing.
var table = []move{
	{from: Remote{State: NotEnrolled, HadOffer: true}, signal: Enroll, facts: us,
		to: Remote{State: Evaluating, HadOffer: true}, rule: "RF-ENR-03", due: day, next: EvalDone},
	{from: Remote{State: Evaluating, HadOffer: true}, signal: EvalDone, facts: us,
		to: Remote{State: Active, HadOffer: true}, rule: "RF-ENR-08"},
	{from: Remote{State: Evaluating, HadOffer: true}, signal: EvalDone, facts: empty,
		to: Remote{State: NotSellable, Reason: USOutOfStock, HadOffer: true}, rule: "RF-ENR-08"},
	{from: Remote{State: Evaluating}, signal: EvalDone, facts: us,
		to: Remote{State: Pending}, rule: "RF-ENR-06", due: 2 * day, next: ActivationDone},
	{from: Remote{State: Evaluating, HadOffer: true}, signal: EvalDone, facts: bothHave, to: local, rule: "RF-LOC-01"},
	{from: Remote{State: Pending}, signal: ActivationDone, facts: us,
		to: Remote{State: Active, HadOffer: true}, rule: "RF-RPT-04"},
	{from: Remote{State: Pending}, signal: ActivationDone, facts: empty,
		to: Remote{State: NotSellable, Reason: USOutOfStock, HadOffer: true}, rule: "RF-RPT-04"},
	{from: Remote{State: Active, HadOffer: true}, signal: LocalReceipt, facts: bothHave, to: local, rule: "RF-LOC-01", cancel: true},
	{from: Remote{State: Evaluating, HadOffer: true}, signal: LocalReceipt, facts: bothHave, to: local, rule: "RF-LOC-01", cancel: true},
	{from: Remote{State: Pending, HadOffer: true}, signal: LocalReceipt, facts: bothHave, to: local, rule: "RF-LOC-01", cancel: true},
	{from: Remote{State: NotSellable, Reason: USOutOfStock, HadOffer: true}, signal: LocalReceipt, facts: bothHave,
		to: local, rule: "RF-LOC-01", cancel: true},
	{from: local, signal: LocalStockOut, facts: us, to: Remote{State: Evaluating, HadOffer: true}, rule: "RF-LOC-07",
		due: day, next: EvalDone},
	{from: Remote{State: Active, HadOffer: true}, signal: USStockOut, facts: empty,
		to: Remote{State: NotSellable, Reason: USOutOfStock, HadOffer: true}, rule: "RF-GEN-05"},
	{from: Remote{State: NotSellable, Reason: USOutOfStock, HadOffer: true}, signal: USRestock, facts: us,
		to: Remote{State: Active, HadOffer: true}, rule: "RF-GEN-05"},
	{from: Remote{State: Removed, HadOffer: true}, signal: ReportAdd, facts: us,
		to: Remote{State: Pending, HadOffer: true}, rule: "RF-LOC-04", due: 2 * day, next: ActivationDone},
}

// removals are the states that a seller's report removes from.
var removals = []State{Evaluating, Ineligible, Pending, Active, NotSellable}

func (m move) String() string { return fmt.Sprintf("%v with signal %d", m.from, m.signal) }

func TestEveryMoveOfTheStateTable(t *testing.T) {
	for _, m := range table {
		to, fx := m.from.On(m.signal, m.facts)
		if to != m.to || fx.Rule != m.rule || fx.Due != m.due || fx.Cancel != m.cancel || m.due > 0 && fx.Next != m.next {
			t.Errorf("%v: %v %+v, want %v %s", m, to, fx, m.to, m.rule)
		}
	}
	for _, s := range removals {
		to, fx := Remote{State: s, HadOffer: true}.On(ReportRemove, us)
		if to != (Remote{State: Removed, HadOffer: true}) || fx.Rule != "RF-LOC-03" || !fx.Cancel {
			t.Errorf("%v removed: %v %+v", s, to, fx)
		}
	}
}

func TestAnythingElseChangesNothing(t *testing.T) {
	known := func(r Remote, s Signal) bool {
		if s == ReportRemove {
			return r.State != NotEnrolled && r.State != Removed
		}
		for _, m := range table {
			if m.from.State == r.State && m.signal == s {
				return true
			}
		}
		return false
	}
	quiet := 0
	for s := NotEnrolled; s <= Removed; s++ {
		r := Remote{State: s, HadOffer: true}
		if s == Ineligible {
			r.Reason = LocalInventory
		}
		for sig := Enroll; sig <= ReportAdd; sig++ {
			if known(r, sig) {
				continue
			}
			quiet++
			if to, fx := r.On(sig, us); to != r || fx != (Effects{}) {
				t.Errorf("%v with signal %d: %v %+v", s, sig, to, fx)
			}
		}
	}
	if quiet < 30 {
		t.Errorf("only %d quiet pairs", quiet)
	}
}

func TestAnOfferIsNeverActiveBesideLocalStock(t *testing.T) {
	// Whatever happens, in any order of four signals, an offer that was told of local stock is not active.
	signals := []Signal{Enroll, EvalDone, ActivationDone, USStockOut, USRestock, ReportRemove, ReportAdd}
	var walk func(r Remote, depth int)
	walk = func(r Remote, depth int) {
		if r.State == Active || r.State == Pending {
			t.Fatalf("%v beside local stock", r)
		}
		if depth == 0 {
			return
		}
		for _, s := range signals {
			next, _ := r.On(s, bothHave)
			walk(next, depth-1)
		}
	}
	for _, s := range []State{Active, Evaluating, Pending, NotSellable} {
		r, _ := Remote{State: s, HadOffer: true}.On(LocalReceipt, bothHave)
		walk(r, 4)
	}
}

func TestEveryStateAndReasonHasAName(t *testing.T) {
	seen := map[string]bool{}
	for s := NotEnrolled; s <= Removed; s++ {
		if s.String() == "" || seen[s.String()] {
			t.Errorf("state %d is called %q", s, s)
		}
		seen[s.String()] = true
	}
	if LocalInventory.String() != "local_inventory" || USOutOfStock.String() != "us_out_of_stock" || NoReason.String() != "" {
		t.Error("reasons have other names")
	}
}

// moment is a view for plans.
type moment struct{ tick, ca int64 }

func (m moment) Sellable(market.Marketplace) int64 { return m.ca }
func (m moment) OnOrder(market.Marketplace) int64  { return 0 }
func (m moment) Tick() int64                       { return m.tick }

type someStock struct{}

func (someStock) Holds(v View) bool { return v.Sellable(market.CA) > 0 }

func TestTheFirstRowThatHoldsWins(t *testing.T) {
	plan := Plan{
		{Use: market.LocalFBA, From: 10, To: 20, When: someStock{}},
		{Use: market.FBAExport, From: 15, To: 18},
		{Use: market.RemoteFulfillment, To: 30},
	}
	for _, c := range []struct {
		at   moment
		want market.Program
	}{
		{moment{0, 5}, market.RemoteFulfillment}, {moment{10, 5}, market.LocalFBA}, {moment{10, 0}, market.RemoteFulfillment},
		{moment{15, 0}, market.FBAExport}, {moment{17, 1}, market.LocalFBA}, {moment{18, 0}, market.RemoteFulfillment},
		{moment{20, 5}, market.RemoteFulfillment}, {moment{30, 5}, market.NoProgram},
	} {
		if got := plan.At(c.at); got != c.want {
			t.Errorf("at %+v the plan calls for %v, want %v", c.at, got, c.want)
		}
	}
	if !plan.Conditional() || plan[1:].Conditional() || !plan.Uses(market.FBAExport) || plan.Uses(market.SellerFulfilled) {
		t.Error("the plan misreads itself")
	}
}
