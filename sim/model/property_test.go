package model_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/civil"
	"fbasim/sim/inbound"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/program"
)

// stockIn is a planner's condition: units in a country.
type stockIn market.Marketplace

func (s stockIn) Holds(v program.View) bool { return v.Sellable(market.Marketplace(s)) > 0 }

// anything draws a small configuration with everything the model knows.
func anything(t *rapid.T, outer testing.TB) *world {
	w := newWorld(outer)
	days := rapid.Int64Range(15, 70).Draw(t, "days")
	w.cfg.Horizon, w.cfg.LastDay = days*civil.Day, w.cfg.Start+civil.Date(days)+1
	w.cfg.Warmup = rapid.Int64Range(0, days/2).Draw(t, "warmup") * civil.Day
	w.cfg.Backorder = rapid.Bool().Draw(t, "backorder")
	w.cfg.Accs = 15 * money.Percent / 10
	if rapid.Bool().Draw(t, "removal") {
		w.cfg.Leftover = model.AtRemoval
	}
	w.cfg.FX[money.CAD] = anyRate(t, w)
	w.anyMarket(t, &w.cfg.Markets[market.CA])
	for i := range rapid.IntRange(1, 2).Draw(t, "skus") {
		w.anySKU(t, fmt.Sprintf("SKU%d", i))
	}
	return w
}

func anyRate(t *rapid.T, w *world) model.Exchange {
	x := model.NoExchange()
	switch rapid.IntRange(0, 2).Draw(t, "rates") {
	case 0:
		x.Start = w.input("fx.CAD", "uniform(0.7, 0.8)")
	case 1:
		x.Start, x.Vol = w.input("fx.CAD", "0.75"), w.input("vol", "0.4")
		x.Step = rapid.Int64Range(1, 9).Draw(t, "step") * civil.Day
	default:
		x.Points = []model.RatePoint{{From: -civil.Day, Rate: 700_000_000}, {From: 20 * civil.Day, Rate: 800_000_000},
			{From: 400 * civil.Day, Rate: 650_000_000}}
	}
	return x
}

func (w *world) anyMarket(t *rapid.T, mk *model.Market) {
	mk.Response.PriceElastic = w.input("elasticity", "-1.5")
	mk.Response.PerDayFaster = w.input("faster", "0.02")
	if rapid.Bool().Draw(t, "tax") {
		mk.Tax.Rate, mk.Tax.Included = w.input("tax", "0.13"), rapid.Bool().Draw(t, "included")
		mk.Tax.Withheld = []model.Withholding{
			{From: -civil.Day, Income: w.input("isr", "0.2"), VAT: w.input("iva", "0.16")},
			{From: 10 * civil.Day, Income: w.input("isr2", "0.025"), VAT: model.NoRef},
		}
	}
	if rapid.Bool().Draw(t, "border") {
		w.cfg.Cards = w.cards
		mk.Imports[market.RemoteFulfillment] = &model.Imports{
			From: "US", Channel: "courier", Place: "ON", Duty: w.input("duty", "0.18"), Currency: money.CAD,
		}
	}
	if rapid.Bool().Draw(t, "season") {
		mk.Profile.Weekday[2], mk.Profile.Growth = 3, w.input("trend", "uniform(-0.2, 0.5)")
	}
	mk.Local = model.LocalCost{
		Setup:   model.Money{Ref: w.input("setup", "900"), Currency: money.CAD},
		Monthly: model.Money{Ref: w.input("monthly", "60"), Currency: money.CAD},
		Entry:   model.Money{Ref: w.input("entry", "95"), Currency: money.USD},
	}
}

func (w *world) anySKU(t *rapid.T, name string) {
	sku := w.iron(name, "4", "3", anyPlan(t))
	w.input("returns", "0.3")
	if rapid.Bool().Draw(t, "salvage") {
		sku.Salvage = model.Money{Ref: w.input("salvage", "2.5"), Currency: money.USD}
	}
	sku.Ads[market.CA] = w.input("ads", "0.05")
	sku.Pools[market.US].Opening = []model.OpeningLot{{Units: rapid.Int64Range(0, 200).Draw(t, "opening"), Age: civil.Day}}
	if rapid.Bool().Draw(t, "pipeline") {
		lot := model.OpeningLot{Units: rapid.Int64Range(1, 200).Draw(t, "on the way"), Age: -rapid.Int64Range(1, 50*civil.Day).Draw(t, "arrives")}
		sku.Pools[market.US].Opening = append(sku.Pools[market.US].Opening, lot)
	}
	sku.Pools[market.US].Replenish = w.anySupply(t)
	ca := &sku.Pools[market.CA]
	if ca.Used {
		ca.Opening = []model.OpeningLot{{Units: rapid.Int64Range(0, 30).Draw(t, "opening in Canada")}}
		ca.Replenish = w.anySupply(t)
	}
	if rapid.Bool().Draw(t, "promotion") {
		from := rapid.Int64Range(0, 30).Draw(t, "from") * civil.Day
		p := model.Promotion{From: from, To: from + 6*civil.Day, Discount: 20 * money.Percent, Price: model.NoRef, Uplift: model.NoRef}
		if rapid.Bool().Draw(t, "uplift") {
			p.Uplift = w.input("uplift", "1.7")
		}
		sku.Listings[market.CA].Promotions = []model.Promotion{p}
		sku.Listings[market.CA].Reprice = []int64{p.From, p.To}
	}
}

func anyPlan(t *rapid.T) program.Plan {
	turn := rapid.Int64Range(1, 40).Draw(t, "turn") * civil.Day
	return rapid.SampledFrom([]program.Plan{
		remote(), local(),
		{{Use: market.RemoteFulfillment, To: turn}, {Use: market.LocalFBA, From: turn, To: program.Forever}},
		{{Use: market.LocalFBA, To: turn}, {Use: market.RemoteFulfillment, From: turn, To: program.Forever}},
		{{Use: market.LocalFBA, To: program.Forever, When: stockIn(market.CA)}, {Use: market.RemoteFulfillment, To: program.Forever}},
		{{Use: market.RemoteFulfillment, To: turn}},
	}).Draw(t, "plan")
}

// anySupply draws a way to refill a pool, nil for none.
func (w *world) anySupply(t *rapid.T) *model.Replenish {
	if rapid.IntRange(0, 4).Draw(t, "supply") == 0 {
		return nil
	}
	r := w.replenish(20, "uniform(1, 30)")
	r.From = rapid.Int64Range(0, 20).Draw(t, "from") * civil.Day
	r.Policy = rapid.SampledFrom([]inbound.Policy{
		{Kind: inbound.OrderUpTo, CoverDays: 20, CasePack: 12}, {Kind: inbound.BaseStock, Level: 25},
		{Kind: inbound.RQ, Reorder: 10, Quantity: 30}, {Kind: inbound.SS, Reorder: 8, Level: 40, MinOrder: 20},
	}).Draw(t, "policy")
	r.Freight = []model.Freight{{Rate: model.Money{Ref: w.input("kg", "0.55"), Currency: money.USD}, Per: model.PerKilogram}}
	r.Brokerage = model.Money{Ref: w.input("broker", "35"), Currency: money.CAD}
	r.Duty, r.ImportTax = w.input("duty", "0.18"), w.input("import tax", "0.05")
	r.Recovered, r.Recovery = rapid.Bool().Draw(t, "recovered"), w.input("recovery", "90")
	return r
}

// capital adds up what the seller put in as opening stock.
type capital struct{ sum money.Amount }

func (c *capital) Record(p ledger.Posting) {
	if p.From == ledger.Capital {
		c.sum += p.Amount
	}
}

func TestAnyConfigurationCloses(t *testing.T) {
	// Simulate itself proves that units are conserved, the ledger sums to zero, nothing waits or is on order and
	// every order ends once.
	closed, waited, canceled, differences := 0, 0, 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		w := anything(rt, t)
		put := &capital{}
		o, err := model.NewRun(w.cfg).Simulate(model.Options{
			Seed: 4, Replication: rapid.IntRange(0, 9).Draw(rt, "replication"), Recorder: put,
		})
		if err != nil {
			rt.Fatal(err)
		}
		closed++
		for m := range o.Markets {
			mo := &o.Markets[m]
			waited, canceled = waited+int(mo.Waited), canceled+int(mo.Canceled)
			if w.cfg.Warmup == 0 && mo.Orders != mo.Delivered+mo.Canceled {
				rt.Fatalf("%d orders, %d delivered, %d canceled", mo.Orders, mo.Delivered, mo.Canceled)
			}
			// What belongs to no SKU is the fixed costs of the country.
			rest := mo.Profit - o.Lines[ledger.Setup][m] - o.Lines[ledger.Monthly][m]
			for i := range o.SKUs {
				rest -= o.SKUs[i].Parts.Profit(market.Marketplace(m))
			}
			if rest != 0 {
				rt.Fatalf("%v of the profit in %v belongs to nobody", rest, market.Marketplace(m))
			}
			if o.Lines[ledger.FXDifference][m] != 0 {
				differences++
			}
		}
		if w.cfg.Warmup > 0 {
			return
		}
		// Accrual: profit is cash and stock at the end less the stock at the beginning.
		stock := o.Leftover - put.sum
		for m := range o.Markets {
			stock += o.Lines[ledger.Leftover][m]
		}
		if off := (o.Profit - o.Cash - stock).Float(); math.Abs(off) > 0.02 {
			rt.Fatalf("profit %v, cash %v, stock %v: %v apart", o.Profit, o.Cash, stock, off)
		}
	})
	if closed < 100 || waited == 0 || canceled == 0 || differences == 0 {
		t.Errorf("%d closed, %d waited, %d canceled, %d exchange differences: not the variety meant",
			closed, waited, canceled, differences)
	}
}
