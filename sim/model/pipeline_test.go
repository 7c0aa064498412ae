package model_test

import (
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
)

// Stock on its way at the start sells from the day it arrives, and is paid for like stock that lies
// there: what it costs is the same, only the time differs.
func TestStockOnItsWayAtTheStartSellsFromItsArrival(t *testing.T) {
	lost := func(lots ...model.OpeningLot) (*model.Outcome, int64) {
		w := newWorld(t)
		w.iron("IRON", "13.5", "4", remote())
		settle(w)
		w.cfg.SKUs[0].Pools[market.US].Opening = lots
		o := w.simulate(3)
		return o, o.Markets[market.US].Lost + o.Markets[market.CA].Lost
	}
	there, none := lost(model.OpeningLot{Units: 100_000})
	coming, some := lost(model.OpeningLot{Units: 100_000, Age: -12 * civil.Day})
	never, all := lost(model.OpeningLot{Units: 1})
	if none != 0 || some <= 0 || some >= all {
		t.Errorf("%d lost with stock there, %d with stock that comes, %d without", none, some, all)
	}
	sold := func(o *model.Outcome) int64 { return o.Markets[market.US].Orders + o.Markets[market.CA].Orders }
	if sold(coming)+some != sold(there) || sold(never) != 1 {
		t.Errorf("%d and %d lost are not the %d buyers there are", sold(coming), some, sold(there))
	}
}

func TestStockOnItsWayCountsInTheFirstOrder(t *testing.T) {
	w := newWorld(t)
	w.iron("IRON", "13.5", "4", local())
	us := &w.cfg.SKUs[0].Pools[market.US]
	us.Opening = append(us.Opening, model.OpeningLot{Units: 4, Age: -20 * civil.Day})
	tr := &placed{names: map[model.OrderName]bool{}}
	if _, err := model.NewRun(w.cfg).Simulate(model.Options{Seed: 1, Tracer: tr}); err != nil {
		t.Fatal(err)
	}
	if len(tr.ordered) == 0 || tr.ordered[0] != 60*13.5-800-4 {
		t.Errorf("first order %v, want 6", tr.ordered)
	}
}
