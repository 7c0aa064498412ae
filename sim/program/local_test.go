package program

import (
	"testing"

	"fbasim/sim/market"
)

func TestLocalStockBlocksAndRemovalIsByHand(t *testing.T) {
	for _, id := range []string{"RF-LOC-01", "RF-LOC-02", "RF-ELIG-15"} {
		rule(t, id, "", func(t *testing.T, r Rules, on bool) {
			w := after(r, day, same)
			w.happen(LocalReceipt)
			if (w.r.Reason == LocalInventory) != on || !on && w.r.State != Active {
				t.Errorf("%+v", w.r)
			}
			w.pass(9 * day)
			if (w.r.State != Active) != on {
				t.Errorf("later: %+v", w.r)
			}
		})
	}
	rule(t, "RF-LOC-03", "", func(t *testing.T, r Rules, on bool) {
		w := after(r, day, same)
		w.tell(ReportRemove)
		if (w.r.State == Removed) != on || !on && w.r.State != Active {
			t.Errorf("%+v", w.r)
		}
	})
	rule(t, "RF-LOC-04", "", func(t *testing.T, r Rules, on bool) {
		w := &world{f: situation(r, same), r: removed}
		w.happen(LocalReceipt)
		w.happen(LocalStockOut)
		if w.r.State != Removed {
			t.Fatalf("added again without a report: %+v", w.r)
		}
		w.tell(ReportAdd)
		w.pass(day)
		if (w.r.State == Active) != on || !on && w.r != removed {
			t.Errorf("%+v", w.r)
		}
	})
	rule(t, "RF-LOC-06", "", func(t *testing.T, r Rules, on bool) {
		w := &world{f: situation(r, same), r: removed}
		w.happen(LocalReceipt)
		w.happen(LocalStockOut)
		w.pass(30 * day)
		if (w.r.State == Removed) != on || !on && w.r.State != Active {
			t.Errorf("%+v", w.r)
		}
	})
	w := &world{f: situation(rules("auto_readd=true"), same), r: removed}
	w.happen(LocalReceipt)
	w.happen(LocalStockOut)
	if w.pass(day); w.r.State != Active {
		t.Errorf("auto_readd: %+v", w.r)
	}
	rule(t, "RF-LOC-07", "", func(t *testing.T, r Rules, on bool) {
		w := after(r, day, same)
		w.happen(LocalReceipt)
		w.happen(LocalStockOut)
		w.pass(day)
		if (w.r.State == Active) != on || !on && w.r.State != Ineligible {
			t.Errorf("%+v", w.r)
		}
	})
	rule(t, "RF-LOC-08", "", func(t *testing.T, r Rules, on bool) {
		w := after(r, day, same)
		w.happen(LocalReturnReceived)
		if (w.r.Reason == LocalInventory) != on {
			t.Errorf("%+v", w.r)
		}
	})
}

func TestBlockedResumesAndRemovedDoesNot(t *testing.T) { // T-09: ten local units, one sold a day
	blocked, byHand := after(rules(), day, same), after(rules(), day, same)
	byHand.happen(ReportRemove)
	begin := blocked.f.Now
	for _, w := range []*world{blocked, byHand} {
		w.happen(LocalReceipt)
		w.f.LocalUnits = 10
		w.pass(10 * day)
		w.happen(LocalStockOut)
		w.pass(2 * day)
	}
	if blocked.r.State != Active || blocked.f.Now != begin+12*day {
		t.Errorf("blocked one at day 12: %v", blocked.r.State)
	}
	if byHand.pass(100 * day); byHand.r.State != Removed {
		t.Errorf("removed one: %v", byHand.r.State)
	}
	byHand.tell(ReportAdd)
	if byHand.pass(day); byHand.r.State != Active {
		t.Errorf("removed one after an upload: %v", byHand.r.State)
	}
}

func TestFirstSaleNotBeforeEvaluationAndActivation(t *testing.T) { // T-02
	w := after(rules(), 0, listing)
	w.pass(day - 1)
	if w.r.State != Evaluating {
		t.Errorf("%v before 24 h", w.r.State)
	}
	if w.pass(1); w.r.State != Pending || w.r.Status() != StatusEligible {
		t.Errorf("%v at 24 h", w.r.State)
	}
	if w.pass(day - 1); w.r.Sells(w.f) {
		t.Error("sells before 48 h")
	}
	if w.pass(1); !w.r.Sells(w.f) {
		t.Errorf("%v at 48 h", w.r.State)
	}
}

func TestAutomaticListingForOneMarketplaceAddsOldOffersOfTheOther(t *testing.T) { // T-04
	chosen := func(f *Facts) { f.Seller.AutoListing = Flags{market.CA: true} }
	mexico := func(f *Facts) { f.Market = market.MX }
	canada, old, none := after(rules(), 2*day, chosen), after(rules(), 2*day, chosen, mexico, same), after(rules(), 2*day, chosen, mexico)
	if canada.r.State != Active || !canada.f.SameOffer {
		t.Errorf("CA: %v, offer %v", canada.r.State, canada.f.SameOffer)
	}
	if old.r.State != Active {
		t.Errorf("MX with an offer: %v", old.r.State)
	}
	if none.r.State != NoOffer || none.f.SameOffer {
		t.Errorf("MX without one: %v, offer %v", none.r.State, none.f.SameOffer)
	}
}

func TestWhichProgramServesAnOrder(t *testing.T) {
	for _, c := range []struct {
		site    market.Marketplace
		country string
		local   int64
		on, off market.Program
	}{
		{market.US, "US", 0, market.LocalFBA, market.LocalFBA},
		{market.US, "CA", 0, market.FBAExport, market.RemoteFulfillment},
		{market.CA, "CA", 0, market.RemoteFulfillment, market.RemoteFulfillment},
		{market.CA, "CA", 5, market.LocalFBA, market.LocalFBA},
		{market.US, "JP", 0, market.FBAExport, market.FBAExport},
		{market.MX, "US", 0, market.RemoteFulfillment, market.LocalFBA},
	} {
		rule(t, "RF-GEN-04", c.site.String()+" to "+c.country, func(t *testing.T, r Rules, on bool) {
			want := c.on
			if !on {
				want = c.off
			}
			if got := Route(c.site, c.country, c.local, r); got != want {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
	rule(t, "RF-GEN-03", "", func(t *testing.T, r Rules, on bool) {
		got := Account(market.RemoteFulfillment, market.MX, r)
		if (got == market.MX) != on || !on && got != market.US {
			t.Errorf("booked in %v", got)
		}
		if got := Account(market.LocalFBA, market.MX, r); got != market.MX {
			t.Errorf("a local order is booked in %v", got)
		}
	})
	rule(t, "RF-GEN-02", "", func(t *testing.T, r Rules, on bool) {
		if v := ConfirmShipment(market.RemoteFulfillment, r); v.Done() == on {
			t.Errorf("%+v", v)
		}
		if v := ConfirmShipment(market.SellerFulfilled, r); !v.Done() {
			t.Errorf("the seller's own: %+v", v)
		}
	})
}
