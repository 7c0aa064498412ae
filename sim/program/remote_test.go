package program

import (
	"fmt"
	"testing"

	"fbasim/sim/market"
)

const (
	hour = int64(3600)
	day  = 24 * hour
)

// situation builds facts: a fine product, an enrolled seller without automatic
// listing, US stock, no local stock, no offers; changes follow.
func situation(r Rules, changes ...func(*Facts)) Facts {
	p, s := Fine("B0"), Seller{Enrolled: true, EverEnrolled: true}
	f := Facts{Rules: r, Product: &p, Seller: &s, Market: market.CA, Now: 1000, USUnits: 5, Clocks: ClocksOf(r, 0)}
	for _, change := range changes {
		change(&f)
	}
	return f
}

func same(f *Facts)      { f.SameOffer = true }
func other(f *Facts)     { f.OtherOffer = true }
func local(f *Facts)     { f.LocalUnits = 3 }
func soldOut(f *Facts)   { f.USUnits = 0 }
func listing(f *Facts)   { f.Seller.AutoListing = Flags{market.CA: true} }
func highRisk(f *Facts)  { f.Product.Risk[market.CA] = HighRisk }
func pulled(f *Facts)    { f.Product.USPulled = true }
func noComply(f *Facts)  { f.Product.Compliant[market.CA] = false }
func disproved(f *Facts) { f.Product.Approved[market.CA] = false }
func problem(f *Facts)   { f.Product.ListingProblem[market.CA] = "image missing" }

// move is one row of the state table.
type move struct {
	from   Remote
	signal Signal
	facts  []func(*Facts)
	to     Remote
	fx     Effects
}

func facts(f ...func(*Facts)) []func(*Facts) { return f }

var (
	evaluating = Remote{State: Evaluating, Until: 1000 + day}
	noOffer    = Remote{State: NoOffer}
	pending    = Remote{State: Pending, Until: 1000 + day}
	active     = Remote{State: Active, HadOffer: true}
	outOfStock = Remote{State: NotSellable, Reason: USOutOfStock, HadOffer: true}
	notFound   = Remote{State: ActionRequired, Reason: OfferNotFound}
	mismatch   = Remote{State: ActionRequired, Reason: SKUMismatch}
	removed    = Remote{State: Removed, ByHand: true, HadOffer: true}
	blocked    = Remote{State: Ineligible, Reason: LocalInventory, HadOffer: true}
)

func with(r Remote, change func(*Remote)) Remote {
	change(&r)
	return r
}

func had(r *Remote)     { r.HadOffer = true }
func hadNot(r *Remote)  { r.HadOffer = false }
func risky(r *Remote)   { r.State, r.Reason = Ineligible, RiskHigh }
func renewed(r *Remote) { r.Until = 1000 + day }

// table holds the rows of the state table in its order, and what the text of the
// rules adds.
var table = []move{
	// NOT_ENROLLED, and no row yet
	{Remote{}, Enroll, nil, evaluating, Effects{Due: day, Next: EvalDone, Rule: "RF-ENR-02"}},
	{Remote{}, Enroll, facts(same), with(evaluating, had), Effects{Due: day, Next: EvalDone, Rule: "RF-ENR-02"}},
	{Remote{Left: true, ByHand: true}, Enroll, facts(same), Remote{State: Removed, Left: true, ByHand: true}, Effects{Rule: "RF-EXIT-06"}},
	{Remote{}, NewUSItem, nil, with(evaluating, func(r *Remote) { r.Fresh = true }), Effects{Due: day, Next: EvalDone, Rule: "RF-ENR-04"}},
	// EVALUATING
	{with(evaluating, had), EvalDone, facts(same, local), blocked, Effects{Rule: "RF-LOC-01"}},
	{with(evaluating, had), EvalDone, facts(same, highRisk), with(active, risky), Effects{Rule: "RF-ELIG-05"}},
	{evaluating, EvalDone, facts(same, other), mismatch, Effects{Rule: "RF-OFFER-06"}},
	{evaluating, EvalDone, facts(other), notFound, Effects{Rule: "RF-OFFER-08"}},
	{evaluating, EvalDone, facts(other, listing), mismatch, Effects{Rule: "RF-OFFER-06", CreateOffer: true}},
	{evaluating, EvalDone, nil, noOffer, Effects{Rule: "RF-ENR-10"}},
	{with(evaluating, had), EvalDone, facts(same), active, Effects{Rule: "RF-ENR-08"}},
	{with(evaluating, had), EvalDone, facts(same, soldOut), outOfStock, Effects{Rule: "RF-ENR-08"}},
	{evaluating, EvalDone, facts(same), pending, Effects{Due: day, Next: ActivationDone, Rule: "RF-ENR-06"}},
	{evaluating, EvalDone, facts(listing), pending, Effects{Due: day, Next: ActivationDone, Rule: "RF-ALC-01", CreateOffer: true}},
	// ELIGIBLE_NO_OFFER
	{noOffer, OfferCreated, facts(same), pending, Effects{Due: day, Next: ActivationDone, Rule: "RF-ENR-06"}},
	{noOffer, AutoListingOn, facts(listing), pending, Effects{Due: day, Next: ActivationDone, Rule: "RF-ALC-01", CreateOffer: true}},
	{noOffer, OtherOfferCreated, facts(other), notFound, Effects{Rule: "RF-OFFER-08"}},
	// ACTION_REQUIRED
	{notFound, OfferCreated, facts(same, other), with(notFound, renewed), Effects{Due: day, Next: OfferChecked, Rule: "RF-OFFER-08"}},
	{with(notFound, renewed), OfferChecked, facts(same, other), mismatch, Effects{Rule: "RF-OFFER-06"}},
	{with(notFound, renewed), OfferChecked, facts(same), pending, Effects{Due: day, Next: ActivationDone, Rule: "RF-OFFER-08"}},
	{with(notFound, renewed), OfferRemoved, facts(other), notFound, Effects{Cancel: true, Rule: "RF-OFFER-08"}},
	{notFound, OfferCreated, facts(same), pending, Effects{Due: day, Next: ActivationDone, Cancel: true, Rule: "RF-OFFER-08"}},
	{notFound, OtherOfferRemoved, nil, noOffer, Effects{Rule: "RF-ENR-10"}},
	{notFound, AutoListingOn, facts(other, listing), with(notFound, renewed), Effects{Due: day, Next: OfferChecked, Rule: "RF-ALC-01", CreateOffer: true}},
	{mismatch, OtherOfferRemoved, facts(same), pending, Effects{Due: day, Next: ActivationDone, Rule: "RF-OFFER-07"}},
	{mismatch, OfferRemoved, facts(other), notFound, Effects{Cancel: true, Rule: "RF-OFFER-08"}},
	{active, OtherOfferCreated, facts(same, other), with(mismatch, had), Effects{Cancel: true, Rule: "RF-OFFER-06"}},
	{pending, OtherOfferCreated, facts(same, other), mismatch, Effects{Cancel: true, Rule: "RF-OFFER-06"}},
	{outOfStock, OtherOfferCreated, facts(same, other, soldOut), with(mismatch, had), Effects{Cancel: true, Rule: "RF-OFFER-06"}},
	{active, OfferRemoved, nil, noOffer, Effects{Cancel: true, Rule: "RF-ENR-06"}},
	{pending, OfferRemoved, nil, noOffer, Effects{Cancel: true, Rule: "RF-ENR-06"}},
	{outOfStock, OfferRemoved, facts(soldOut), noOffer, Effects{Cancel: true, Rule: "RF-ENR-06"}},
	// PENDING_ACTIVATION
	{pending, ActivationDone, facts(same), active, Effects{Rule: "RF-ENR-06"}},
	{pending, ActivationDone, facts(same, soldOut), outOfStock, Effects{Rule: "RF-ENR-06"}},
	{pending, ActivationDone, facts(same, problem), with(outOfStock, func(r *Remote) { r.Reason = BadListing }), Effects{Rule: "RF-ENR-06"}},
	// ACTIVE and ELIGIBLE_NOT_SELLABLE
	{active, USStockOut, facts(same, soldOut), outOfStock, Effects{Rule: "RF-GEN-05"}},
	{active, ListingProblem, facts(same, problem), with(outOfStock, func(r *Remote) { r.Reason = BadListing }), Effects{Rule: "RF-RPT-05"}},
	{active, USOfferPulled, facts(same, pulled), with(outOfStock, func(r *Remote) { r.Reason = USPulled }), Effects{Rule: "RF-OFFER-09"}},
	{outOfStock, USRestock, facts(same), active, Effects{Rule: "RF-GEN-05"}},
	{outOfStock, USRestock, facts(same, problem), with(outOfStock, func(r *Remote) { r.Reason = BadListing }), Effects{Rule: "RF-RPT-05"}},
	{with(outOfStock, func(r *Remote) { r.Reason = BadListing }), ListingFixed, facts(same), active, Effects{Rule: "RF-RPT-05"}},
	{with(outOfStock, func(r *Remote) { r.Reason = USPulled }), USOfferRestored, facts(same), active, Effects{Rule: "RF-OFFER-09"}},
	{with(outOfStock, func(r *Remote) { r.Reason = USPulled }), USOfferRestored, facts(same, soldOut), outOfStock, Effects{Rule: "RF-GEN-05"}},
	// INELIGIBLE
	{active, RiskChange, facts(same, highRisk), with(active, risky), Effects{Cancel: true, Rule: "RF-ELIG-05"}},
	{active, ComplianceChange, facts(same, noComply), Remote{State: Ineligible, Reason: TradeCompliance, HadOffer: true}, Effects{Cancel: true, Rule: "RF-ELIG-06"}},
	{active, ApprovalChange, facts(same, disproved), Remote{State: Ineligible, Reason: NoApproval, HadOffer: true}, Effects{Cancel: true, Rule: "RF-ELIG-14"}},
	{active, LocalReceipt, facts(same, local), blocked, Effects{Cancel: true, Rule: "RF-LOC-01"}},
	{active, LocalReturnReceived, facts(same, local), blocked, Effects{Cancel: true, Rule: "RF-LOC-08"}},
	{with(evaluating, had), LocalReceipt, facts(same, local), blocked, Effects{Cancel: true, Rule: "RF-LOC-01"}},
	{with(pending, had), LocalReceipt, facts(same, local), blocked, Effects{Cancel: true, Rule: "RF-LOC-01"}},
	{outOfStock, LocalReceipt, facts(same, local, soldOut), blocked, Effects{Cancel: true, Rule: "RF-LOC-01"}},
	{noOffer, LocalReceipt, facts(local), with(blocked, hadNot), Effects{Cancel: true, Rule: "RF-LOC-01"}},
	{mismatch, LocalReceipt, facts(same, other, local), with(blocked, hadNot), Effects{Cancel: true, Rule: "RF-LOC-01"}},
	{with(active, risky), RiskChange, facts(same), with(evaluating, had), Effects{Due: day, Next: EvalDone, Rule: "RF-ELIG-11"}},
	{with(active, risky), RiskChange, facts(same, local), blocked, Effects{Rule: "RF-LOC-01"}},
	{blocked, RiskChange, facts(same, local, highRisk), with(active, risky), Effects{Rule: "RF-ELIG-05"}},
	{blocked, LocalStockOut, facts(same), with(evaluating, had), Effects{Due: day, Next: EvalDone, Rule: "RF-LOC-07"}},
	{Remote{State: Ineligible, Reason: NoApproval}, ApprovalChange, nil, evaluating, Effects{Due: day, Next: EvalDone, Rule: "RF-ELIG-14"}},
	{Remote{State: Ineligible, Reason: TradeCompliance}, ComplianceChange, nil, evaluating, Effects{Due: day, Next: EvalDone, Rule: "RF-ELIG-11"}},
	// REMOVED
	{removed, ReportAdd, facts(same), with(with(pending, had), func(r *Remote) { r.ByHand = false }), Effects{Due: day, Next: ActivationDone, Rule: "RF-LOC-04"}},
	{with(removed, hadNot), ReportAdd, nil, noOffer, Effects{Rule: "RF-LOC-04"}},
	{removed, ReportAdd, facts(same, local), removed, Effects{Rule: "RF-RPT-07", Refused: LocalInventory}},
	{blocked, ReportAdd, facts(same, local), blocked, Effects{Rule: "RF-RPT-07", Refused: LocalInventory}},
	{with(active, risky), ReportAdd, facts(same, highRisk), with(active, risky), Effects{Rule: "RF-RPT-07", Refused: RiskHigh}},
	{Remote{}, ReportAdd, nil, Remote{}, Effects{Rule: "RF-RPT-01", Refused: OutsideProgram}},
	{Remote{}, ReportRemove, nil, Remote{}, Effects{Rule: "RF-RPT-01", Refused: OutsideProgram}},
}

// inProgram are the states between enrolling and leaving, with a reason each.
var inProgram = []Remote{evaluating, blocked, with(active, risky), notFound, mismatch, noOffer, pending, active, outOfStock}

func (m move) String() string {
	return fmt.Sprintf("%v(%v) on %v", m.from.State, m.from.Reason, m.signal)
}

func TestEveryRowOfTheStateTable(t *testing.T) {
	for _, m := range table {
		to, fx := m.from.On(m.signal, situation(rules(), m.facts...))
		if to != m.to || fx != m.fx {
			t.Errorf("%v:\n got %+v %+v\nwant %+v %+v", m, to, fx, m.to, m.fx)
		}
	}
	for _, r := range inProgram {
		to, fx := r.On(ReportRemove, situation(rules(), same))
		if to != (Remote{State: Removed, HadOffer: r.HadOffer, ByHand: true}) || fx != (Effects{Cancel: true, Rule: "RF-LOC-03"}) {
			t.Errorf("%v removed: %+v %+v", r.State, to, fx)
		}
	}
	for _, r := range append([]Remote{removed}, inProgram...) {
		to, fx := r.On(Unenroll, situation(rules(), same))
		want := Effects{Cancel: true, Rule: "RF-EXIT-01", DeleteOffer: r.State != Removed}
		if to != (Remote{Left: true, ByHand: r.State == Removed}) || fx != want {
			t.Errorf("%v left: %+v %+v", r.State, to, fx)
		}
	}
}

func TestAnythingElseChangesNothing(t *testing.T) {
	known := map[string]bool{}
	for _, m := range table {
		known[m.String()] = true
	}
	quiet := 0
	for _, r := range append([]Remote{{}, removed}, inProgram...) {
		for s := Enroll; s < signalCount; s++ {
			if known[move{from: r, signal: s}.String()] || r.State != NotEnrolled && (s == ReportRemove && r.State != Removed || s == Unenroll) {
				continue
			}
			quiet++
			f := situation(rules(), same)
			switch { // facts that agree with the state
			case r == blocked:
				local(&f)
			case r.Reason == RiskHigh:
				highRisk(&f)
			case r == outOfStock:
				soldOut(&f)
			case r == notFound:
				f.SameOffer, f.OtherOffer = false, true
			case r == mismatch:
				other(&f)
			}
			if to, fx := r.On(s, f); to != r || fx != (Effects{}) {
				t.Errorf("%v with %v: %+v %+v", r.State, s, to, fx)
			}
		}
	}
	if quiet < 150 {
		t.Errorf("only %d quiet pairs", quiet)
	}
}

func TestZeroDelaysPassThroughAtOnce(t *testing.T) {
	at := func(f *Facts) { f.Clocks = Clocks{} }
	to, fx := Remote{}.On(Enroll, situation(rules(), at, same))
	if to != active || fx != (Effects{Rule: "RF-ENR-08"}) {
		t.Errorf("existing offer: %+v %+v", to, fx)
	}
	to, fx = Remote{}.On(Enroll, situation(rules(), at, listing))
	if to != active || !fx.CreateOffer || fx.Due != 0 {
		t.Errorf("automatic listing: %+v %+v", to, fx)
	}
}

func TestADelayedRemovalEndsWithWhateverEndsTheSales(t *testing.T) {
	late := func(f *Facts) { f.SameOffer, f.Clocks.Remove = true, 5*hour }
	leaving, fx := active.On(ReportRemove, situation(rules(), late))
	if leaving.State != Active || fx.Due != 5*hour || fx.Next != RemoveDone {
		t.Fatalf("%+v %+v", leaving, fx)
	}
	if to, _ := leaving.On(RemoveDone, situation(rules(), late)); to != removed {
		t.Errorf("in time: %+v", to)
	}
	if to, fx := leaving.On(LocalReceipt, situation(rules(), late, local)); to != removed || !fx.Cancel {
		t.Errorf("beside local stock: %+v %+v", to, fx)
	}
	if to, fx := leaving.On(ReportAdd, situation(rules(), late)); to != active || !fx.Cancel {
		t.Errorf("taken back: %+v %+v", to, fx)
	}
}

func TestNewUSStockSellsAfterTheRestoreDelay(t *testing.T) {
	late := func(f *Facts) { f.SameOffer, f.Clocks.Restore = true, 2*hour }
	to, fx := outOfStock.On(USRestock, situation(rules(), late))
	if to != outOfStock || fx != (Effects{Due: 2 * hour, Next: StockRestored, Rule: "RF-GEN-05"}) {
		t.Fatalf("%+v %+v", to, fx)
	}
	if to, _ := to.On(StockRestored, situation(rules(), late)); to != active {
		t.Errorf("restored: %+v", to)
	}
	if _, fx := to.On(USStockOut, situation(rules(), late, soldOut)); !fx.Cancel {
		t.Errorf("sold out meanwhile: %+v", fx)
	}
}

func TestEveryStateSignalAndReasonHasAName(t *testing.T) {
	seen := map[string]bool{"": true}
	check := func(name string) {
		if seen[name] {
			t.Errorf("%q stands twice or is empty", name)
		}
		seen[name] = true
	}
	for s := NotEnrolled; s < stateCount; s++ {
		check(s.String())
	}
	for s := Enroll; s < signalCount; s++ {
		check(s.String())
	}
	for r := NoReason + 1; r < reasonCount; r++ {
		check(r.String())
	}
	if reasonCount > 64 {
		t.Error("Reasons holds 64 of them")
	}
}

func TestStockSignalsAllocateNothing(t *testing.T) {
	f, gone := situation(rules(), same), situation(rules(), same, soldOut)
	stocked := situation(rules(), same, local)
	if n := testing.AllocsPerRun(100, func() {
		r, _ := active.On(USStockOut, gone)
		r, _ = r.On(USRestock, f)
		r, _ = r.On(LocalReceipt, stocked)
		_, _ = r.On(LocalStockOut, f)
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
