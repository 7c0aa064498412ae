package model_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/inbound"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/program"
)

// busy is a configuration with much going on: two SKUs, scarce stock that is
// refilled on both sides, returns, moving exchange rates.
func busy(t testing.TB, backorder bool) *world {
	w := newWorld(t)
	w.cfg.Horizon, w.cfg.LastDay, w.cfg.Backorder = 60*civil.Day, w.cfg.Start+61, backorder
	w.cfg.FX[money.CAD].Vol, w.cfg.FX[money.CAD].Step = w.input("vol", "0.2"), civil.Day
	for _, name := range []string{"ANVIL", "IRON"} {
		sku := w.iron(name, "6", "3", local())
		sku.Pools[market.US].Opening[0].Units = 150
		sku.Pools[market.US].Replenish.Policy = inbound.Policy{Kind: inbound.RQ, Reorder: 60, Quantity: 90}
		sku.Pools[market.CA].Opening = []model.OpeningLot{{Units: 20}}
		sku.Pools[market.CA].Replenish.Policy = inbound.Policy{Kind: inbound.BaseStock, Level: 40}
	}
	return w
}

func TestShiftedDatesWithTheSameCardsChangeNothing(t *testing.T) {
	// Four weeks later, still before the surcharge of 2026-04-17; storage is left out, since months differ.
	at := func(start civil.Date) *model.Outcome {
		w := busy(t, true)
		w.cfg.Start, w.cfg.LastDay, w.cfg.Horizon = start, start+31, 30*civil.Day
		w.cfg.Markets[market.CA].Profile.Weekday = [7]float64{1.4, 1, 1, 1, 1, 0.9, 0.7}
		for i := range w.cfg.SKUs {
			sku := &w.cfg.SKUs[i]
			for m := range sku.Pools {
				sku.Pools[m].Tariff = nil
			}
		}
		o := w.simulate(1)
		o.Events = 0 // ends of months fall differently
		return o
	}
	early, late := at(civil.Of(2026, 2, 2)), at(civil.Of(2026, 3, 2))
	if diff := cmp.Diff(early, late); diff != "" || early.Markets[market.CA].Orders < 100 {
		t.Errorf("four weeks later:\n%s", diff)
	}
}

func TestABusyArenaIsAsGoodAsNew(t *testing.T) {
	w := busy(t, true)
	mk := &w.cfg.Markets[market.CA]
	mk.Profile.Growth = w.input("trend", "uniform(-0.5, 2)")
	mk.Response.PriceElastic, mk.Tax.Rate = w.input("elasticity", "uniform(-3, -1)"), w.input("tax", "0.13")
	w.cfg.SKUs[1].Pools[market.CA].Replenish.Policy = inbound.Policy{Kind: inbound.OrderUpTo, CoverDays: 30}
	used := model.NewRun(w.cfg)
	for _, rep := range []int{3, 1, 0, 2} {
		o, err := used.Simulate(model.Options{Seed: 1, Replication: rep})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(w.simulate(rep), o); diff != "" {
			t.Errorf("replication %d in a used arena:\n%s", rep, diff)
		}
	}
}

func TestTheOrderOfSKUsChangesNothing(t *testing.T) {
	w := busy(t, false)
	a := *w.simulate(2)
	skus := a.SKUs
	w.cfg.SKUs[0], w.cfg.SKUs[1] = w.cfg.SKUs[1], w.cfg.SKUs[0]
	b := *w.simulate(2)
	if diff := cmp.Diff(skus[0], b.SKUs[1]); diff != "" {
		t.Errorf("the anvil in second place:\n%s", diff)
	}
	if diff := cmp.Diff(skus[1], b.SKUs[0]); diff != "" {
		t.Errorf("the iron in first place:\n%s", diff)
	}
	// The card that priced a line last may be another SKU's.
	a.SKUs, b.SKUs, a.Cards = nil, nil, b.Cards
	if diff := cmp.Diff(a, b, cmp.Comparer(close)); diff != "" {
		t.Errorf("the whole in another order:\n%s", diff)
	}
}

// close forgives the last digits of sums in another order.
func close(x, y float64) bool { return x == y || x-y < 1e-9*x && y-x < 1e-9*y }

func TestAnAddedMarketplaceMovesNoOtherWhileStockLasts(t *testing.T) {
	ample := func() *world {
		w := busy(t, false)
		for i := range w.cfg.SKUs {
			w.cfg.SKUs[i].Pools[market.US].Opening[0].Units = 50_000
			w.cfg.SKUs[i].Pools[market.US].Replenish = nil
		}
		return w
	}
	two := ample()
	three := ample()
	three.cfg.Markets[market.MX] = three.market(market.MX)
	three.cfg.Markets[market.MX].Used = true
	three.cfg.FX[money.MXN].Start = three.input("fx.MXN", "0.056")
	for i := range three.cfg.SKUs {
		sku := &three.cfg.SKUs[i]
		l := &sku.Listings[market.MX]
		*l = sku.Listings[market.CA]
		l.Plan, l.Demand = remote(), three.input("demand.MX", "2")
		l.Tariff = mexican(t, three)
	}
	a, b := two.simulate(3), three.simulate(3)
	for m := market.US; m <= market.CA; m++ {
		x, y := a.Markets[m], b.Markets[m]
		if m == market.US { // its storage is shared with Mexico, and units leave for it
			x.Profit, x.OnHand, x.Capital, y.Profit, y.OnHand, y.Capital = 0, 0, 0, 0, 0, 0
		}
		if diff := cmp.Diff(x, y); diff != "" {
			t.Errorf("%v beside Mexico:\n%s", m, diff)
		}
	}
	if b.Markets[market.MX].Orders < 100 {
		t.Errorf("%d orders in Mexico", b.Markets[market.MX].Orders)
	}
}

// mexican looks up Remote Fulfillment in Mexico for the iron.
func mexican(t testing.TB, w *world) (tariffs [market.ProgramCount]*fee.Tariff) {
	t.Helper()
	tariff, gaps := w.cards.Tariff(w.item(), fee.Route{
		Program: market.RemoteFulfillment, Market: market.MX, From: w.cfg.Start, To: w.cfg.LastDay,
	}, fee.Assume{Nearest: true})
	if len(gaps) > 0 {
		t.Fatalf("%v", gaps)
	}
	tariffs[market.RemoteFulfillment] = tariff
	return tariffs
}

func TestADollarOnTheCostOfAUnitCostsExactlyTheUnitsSold(t *testing.T) {
	at := func(cost string) *model.Outcome {
		w := busy(t, true)
		w.input("cost.IRON", cost)
		return w.simulate(4)
	}
	before, after := at("9.10"), at("10.10")
	units := money.Amount(0)
	for m := range before.Markets {
		units += money.Amount(before.SKUs[1].Units[m])
	}
	change := func(l ledger.Line) (sum money.Amount) {
		for m := range before.Markets {
			sum += after.Lines[l][m] - before.Lines[l][m]
		}
		return sum
	}
	// Returned units are taken back at their cost; those that cannot be sold are written off at it.
	back := money.Amount(0)
	for m := range before.Markets {
		back += money.Amount(before.Markets[m].Returned)
	}
	goods := -change(ledger.Goods)
	if goods > units*money.Unit || goods < (units-back)*money.Unit || goods%money.Unit != 0 {
		t.Errorf("goods cost %v more on %d units, %d of all returned", goods, units, back)
	}
	if got, want := after.Profit-before.Profit, change(ledger.Goods)+change(ledger.WriteOff); got != want {
		t.Errorf("profit changes by %v and its lines by %v", got, want)
	}
	if sold(after) != sold(before) {
		t.Errorf("%v orders became %v", sold(before), sold(after))
	}
}

func sold(o *model.Outcome) (n [market.MarketplaceCount]int64) {
	for m := range o.Markets {
		n[m] = o.Markets[m].Orders
	}
	return n
}

func TestReplicationsInSteadyStateAllocateNothing(t *testing.T) {
	for _, backorder := range []bool{false, true} {
		w := busy(t, backorder)
		w.cfg.Cards = w.cards
		w.cfg.Markets[market.CA].Imports[market.RemoteFulfillment] = &model.Imports{
			From: "US", Channel: "courier", Place: "ON", Duty: model.NoRef, Currency: money.CAD,
		}
		sku := &w.cfg.SKUs[0]
		sku.Listings[market.CA].Plan = program.Plan{
			{Use: market.RemoteFulfillment, To: 30 * civil.Day}, {Use: market.LocalFBA, From: 30 * civil.Day, To: program.Forever},
		}
		sku.Listings[market.CA].Promotions = []model.Promotion{{
			From: 5 * civil.Day, To: 9 * civil.Day, Discount: 10 * money.Percent, Price: model.NoRef, Uplift: w.input("uplift", "2"),
		}}
		sku.Listings[market.CA].Reprice = []int64{5 * civil.Day, 9 * civil.Day}
		run, rep := model.NewRun(w.cfg), 0
		work := func() {
			if _, err := run.Simulate(model.Options{Seed: 1, Replication: rep % 4}); err != nil {
				t.Fatal(err)
			}
			rep++
		}
		for range 8 { // the arena grows to what four replications need
			work()
		}
		if n := testing.AllocsPerRun(8, work); n != 0 {
			t.Errorf("backorder %v: %v allocations a replication", backorder, n)
		}
	}
}
