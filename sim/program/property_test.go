package program

import (
	"testing"

	"fbasim/sim/market"
	"pgregory.net/rapid"
)

// world is one SKU in one marketplace with everything that happens around it.
type world struct {
	f    Facts
	r    Remote
	due  int64 // tick of what is scheduled, 0 for nothing
	next Signal
}

func (w *world) tell(s Signal) {
	next, fx := w.r.On(s, w.f)
	if fx.Rule == "" && next != w.r {
		panic("a change without a rule")
	}
	w.r = next
	if fx.Cancel || fx.Due > 0 {
		w.due = 0
	}
	if fx.Due > 0 {
		w.due, w.next = w.f.Now+fx.Due, fx.Next
	}
	w.f.SameOffer = (w.f.SameOffer || fx.CreateOffer) && !fx.DeleteOffer
}

// pass lets time go by, with what was scheduled.
func (w *world) pass(ticks int64) {
	until := w.f.Now + ticks
	for w.due > 0 && w.due <= until {
		w.f.Now, w.due = w.due, 0
		w.tell(w.next)
	}
	w.f.Now = until
}

// happen lets one thing happen, with its facts.
func (w *world) happen(s Signal) {
	f, p, m := &w.f, w.f.Product, w.f.Market
	switch s {
	case Enroll, Unenroll:
		f.Seller.Enrolled = s == Enroll
		f.Seller.EverEnrolled = true
	case AutoListingOn:
		f.Seller.AutoListing[m] = true
	case OfferCreated, OfferRemoved:
		f.SameOffer = s == OfferCreated
	case OtherOfferCreated, OtherOfferRemoved:
		f.OtherOffer = s == OtherOfferCreated
	case RiskChange:
		p.Risk[m] = (p.Risk[m] + 1) % 3
	case ComplianceChange:
		p.Compliant[m] = !p.Compliant[m]
	case ApprovalChange:
		p.Approved[m] = !p.Approved[m]
	case LocalReceipt, LocalReturnReceived:
		f.LocalUnits++
	case LocalStockOut:
		f.LocalUnits = 0
	case USStockOut:
		f.USUnits = 0
	case USRestock:
		f.USUnits = 7
	case USOfferPulled, USOfferRestored:
		p.USPulled = s == USOfferPulled
	case ListingProblem:
		p.ListingProblem[m] = "price"
	case ListingFixed:
		p.ListingProblem[m] = ""
	}
	w.tell(s)
}

// happenings are the signals that are no timers.
func happenings() (list []Signal) {
	for s := Enroll; s < EvalDone; s++ {
		list = append(list, s)
	}
	return list
}

// histories draws worlds and lets things happen to them; check looks after each.
func histories(t *testing.T, r Rules, check func(t *rapid.T, w *world)) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := Fine("B0"), Seller{}
		w := &world{f: Facts{Rules: r, Product: &p, Seller: &s, Market: market.MX, Now: 1, Clocks: ClocksOf(r, 0)}}
		w.f.USUnits = rapid.Int64Range(0, 2).Draw(t, "us")
		w.f.SameOffer = rapid.Bool().Draw(t, "offer")
		w.happen(Enroll)
		for range rapid.IntRange(1, 60).Draw(t, "n") {
			w.happen(rapid.SampledFrom(happenings()).Draw(t, "signal"))
			check(t, w)
			w.pass(rapid.Int64Range(0, 3).Draw(t, "days") * day / 2)
			check(t, w)
		}
	})
}

func TestNeverActiveBesideLocalStock(t *testing.T) { // INV-01
	histories(t, rules(), func(t *rapid.T, w *world) {
		if w.r.State == Active && w.f.LocalUnits > 0 {
			t.Fatalf("%+v beside %d local units", w.r, w.f.LocalUnits)
		}
	})
}

func TestNothingWaitsBeyondItsLimit(t *testing.T) { // INV-07
	histories(t, rules("restore_delay=3 h", "remove_delay=5 h"), func(t *rapid.T, w *world) {
		if w.r.State != Evaluating && w.r.State != Pending {
			return
		}
		if w.due == 0 || w.due > w.f.Now+day || w.r.Until != w.due {
			t.Fatalf("%+v at %d, scheduled for %d", w.r, w.f.Now, w.due)
		}
	})
}

func TestAnActiveOfferLacksNothing(t *testing.T) {
	histories(t, rules("restore_delay=3 h"), func(t *rapid.T, w *world) {
		if w.r.State == Active && (!w.f.SameOffer || w.f.OtherOffer || Eligibility(w.f) != 0 || Sellability(w.f) != 0) {
			t.Fatalf("%+v with %+v", w.r, w.f)
		}
		if (w.r.Reason == NoReason) == (w.r.State == Ineligible || w.r.State == ActionRequired || w.r.State == NotSellable) {
			t.Fatalf("%+v", w.r)
		}
	})
}

func TestEveryRowThatIsNotActiveHasDetails(t *testing.T) { // INV-11
	histories(t, rules(), func(t *rapid.T, w *world) {
		row := w.r.Row("X", w.f, start, shown())
		waits := w.r.State == Evaluating || w.r.State == Pending
		switch {
		case w.r.State == NotEnrolled:
		case (row.Details == "") != (w.r.State == Active):
			t.Fatalf("%+v: %q", w.r, row.Details)
		case waits && w.r.Until <= w.f.Now:
			t.Fatalf("%+v at %d is awaited until the past", w.r, w.f.Now)
		case row.Status == "":
			t.Fatalf("%+v has no status", w.r)
		}
	})
}
