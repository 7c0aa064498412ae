package model_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fbasim/sim/civil"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
)

// A case without uncertainty but for the number of buyers: before the fuel
// surcharge of 2026-04-17, no returns, fixed transit, ample stock.
func twin(t testing.TB) *world {
	w := newWorld(t)
	w.cfg.Horizon, w.cfg.LastDay = 60*civil.Day, w.cfg.Start+61
	w.cfg.Accs = 15 * money.Percent / 10
	return w
}

func settle(w *world) {
	w.input("returns", "0")
	w.noise("transit.remote", "9", true)
	w.noise("transit.local", "2", true)
	for m := range w.cfg.SKUs[0].Pools {
		p := &w.cfg.SKUs[0].Pools[m]
		p.Replenish = nil
		if p.Used {
			p.Opening = []model.OpeningLot{{Units: 100_000}}
		}
	}
}

func TestRemoteTwinEqualsHandComputedUnitEconomics(t *testing.T) {
	w := twin(t)
	w.iron("IRON", "13.5", "4", remote())
	settle(w)
	o := w.simulate(3)
	// Remote Fulfillment CA 2024, large standard, 3.35 lb: 15.61 + 2 x 0.11 = 15.83 CAD; referral 15 % of
	// 39.99 = 6.00 CAD (half up); conversion 1.5 %; exchange 0.75; cost 9.10 USD.
	perUnit := (39.99-6.00-15.83)*(1-0.015)*0.75 - 9.10
	units := float64(o.Markets[market.CA].Orders)
	want := units*perUnit + o.Lines[ledger.Fee(market.Storage)][market.CA].Float()
	if got := o.Markets[market.CA].Profit.Float(); math.Abs(got-want) > 0.005 {
		t.Errorf("Canada earned %.4f on %v units, hand computation says %.4f", got, units, want)
	}
	if units < 180 || o.Markets[market.CA].Lost != 0 {
		t.Errorf("%v units sold, %d lost: not the case meant", units, o.Markets[market.CA].Lost)
	}
	// United States, large standard 2026 non-peak, 10 to 50 USD: 6.97 + 2 x 0.08 = 7.13; referral 3.75.
	usUnits := float64(o.Markets[market.US].Orders)
	want = usUnits*(24.99-3.75-7.13-9.10) + o.Lines[ledger.Fee(market.Storage)][market.US].Float()
	if got := o.Markets[market.US].Profit.Float(); math.Abs(got-want) > 0.005 {
		t.Errorf("the US earned %.4f on %v units, hand computation says %.4f", got, usUnits, want)
	}
}

func TestLocalTwinEqualsHandComputedUnitEconomics(t *testing.T) {
	w := twin(t)
	w.iron("IRON", "13.5", "4", local())
	settle(w)
	w.cfg.Markets[market.CA].Local = model.LocalCost{
		Setup:   model.Money{Ref: w.input("setup", "900"), Currency: money.CAD},
		Monthly: model.Money{Ref: w.input("monthly", "60"), Currency: money.CAD},
		Entry:   model.NoMoney(),
	}
	o := w.simulate(3)
	// Local FBA CA 2026, 1.519... kg bills 1.6 kg: 10.32 + 0.09 = 10.41 CAD. The country is stocked on
	// 02-02 and paid for on 02-02 and 03-02 and 04-02.
	units := float64(o.Markets[market.CA].Orders)
	storage := o.Lines[ledger.Fee(market.Storage)][market.CA].Float()
	want := units*((39.99-6.00-10.41)*0.75-9.10) - (900+3*60)*0.75 + storage +
		o.Lines[ledger.Fee(market.Conversion)][market.CA].Float()
	if got := o.Markets[market.CA].Profit.Float(); math.Abs(got-want) > 0.005 {
		t.Errorf("Canada earned %.4f on %v units, hand computation says %.4f", got, units, want)
	}
}

func TestSameSeedGivesTheSameOutcomeInAnyArena(t *testing.T) {
	w := newWorld(t)
	w.iron("IRON", "13.5", "4", local())
	used := model.NewRun(w.cfg)
	for rep := range 3 {
		if _, err := used.Simulate(model.Options{Seed: 9, Replication: rep}); err != nil {
			t.Fatal(err)
		}
	}
	again, err := used.Simulate(model.Options{Seed: 1, Replication: 7})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(w.simulate(7), again); diff != "" {
		t.Errorf("a reset arena and a new one differ:\n%s", diff)
	}
}

func TestAddingASKUMovesNoOther(t *testing.T) {
	alone := newWorld(t)
	alone.iron("IRON", "13.5", "4", local())
	both := newWorld(t)
	both.iron("ANVIL", "5", "2", local())
	both.iron("IRON", "13.5", "4", local())
	a, b := alone.simulate(2), both.simulate(2)
	if diff := cmp.Diff(a.SKUs[0], b.SKUs[1]); diff != "" {
		t.Errorf("the iron fares differently beside an anvil:\n%s", diff)
	}
	only := both.cfg.Only(1)
	o, err := model.NewRun(only).Simulate(model.Options{Seed: 1, Replication: 2})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.SKUs[1], o.SKUs[0]); diff != "" {
		t.Errorf("the iron taken out of the catalog fares differently:\n%s", diff)
	}
}

func TestCasesShareTheirBuyers(t *testing.T) {
	a, b := newWorld(t), newWorld(t)
	a.iron("IRON", "13.5", "4", remote())
	b.iron("IRON", "13.5", "4", local())
	x, y := a.simulate(5), b.simulate(5)
	if x.Markets[market.US].Orders != y.Markets[market.US].Orders {
		t.Errorf("US orders %d and %d: the US offer is the same in both", x.Markets[market.US].Orders, y.Markets[market.US].Orders)
	}
	if n, m := x.Markets[market.CA].Orders+x.Markets[market.CA].Lost, y.Markets[market.CA].Orders+y.Markets[market.CA].Lost; n != m {
		t.Errorf("%d buyers in one case and %d in the other", n, m)
	}
}

func TestALargerVolumeKeepsTheBuyersOfTheSmaller(t *testing.T) {
	w := newWorld(t)
	w.iron("IRON", "13.5", "4", remote())
	run := model.NewRun(w.cfg)
	ids := func(perDay float64) map[model.OrderName]bool {
		tr := &placed{names: map[model.OrderName]bool{}}
		v := &model.Volume{SKU: 0, Market: market.CA, PerDay: perDay}
		if _, err := run.Simulate(model.Options{Seed: 1, Volume: v, Tracer: tr}); err != nil {
			t.Fatal(err)
		}
		return tr.names
	}
	small, large := ids(1.3), ids(9.7)
	if len(small) < 300 || len(large) < 2500 {
		t.Fatalf("%d and %d orders", len(small), len(large))
	}
	for name := range small {
		if !large[name] {
			t.Fatalf("buyer %v of the small volume is not among those of the large one", name)
		}
	}
}

func TestADearerFeeCostsExactlyTheUnitsCharged(t *testing.T) {
	// The same fixed buyers, once with the price a dollar lower: profit falls by a dollar a unit less the
	// referral on it, unit by unit.
	w := twin(t)
	w.iron("IRON", "13.5", "4", remote())
	settle(w)
	before := w.simulate(0)
	w.input("cost.IRON", "10.10")
	after := w.simulate(0)
	units := before.Markets[market.US].Orders + before.Markets[market.CA].Orders
	if got := before.Profit - after.Profit; got != money.Amount(units)*money.Unit {
		t.Errorf("a dollar more a unit lowers profit by %v on %d units", got, units)
	}
}

func TestLocalStockBlocksRemoteFulfillmentUntilSoldThrough(t *testing.T) {
	w := newWorld(t)
	sku := w.iron("IRON", "13.5", "4", remote())
	sku.Pools[market.CA] = model.Pool{Used: true, Opening: []model.OpeningLot{{Units: 100}}, Tariff: sku.Pools[market.CA].Tariff}
	w.input("returns", "0")
	tr := &placed{names: map[model.OrderName]bool{}}
	o, err := model.NewRun(w.cfg).Simulate(model.Options{Seed: 1, Tracer: tr})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"INELIGIBLE RF-LOC-01", "EVALUATING RF-LOC-07", "ACTIVE RF-ENR-08"}
	if diff := cmp.Diff(want, tr.offers[:min(3, len(tr.offers))]); diff != "" {
		t.Errorf("states of the offer:\n%s", diff)
	}
	if gap := tr.times[2] - tr.times[1]; gap != 24*civil.Hour {
		t.Errorf("active %d s after the local stock sold out, want 24 h", gap)
	}
	if local := -o.Lines[ledger.Fee(market.Fulfillment)][market.CA]; local == 0 || o.Markets[market.CA].LostInactive == 0 {
		t.Errorf("fees %v, lost while inactive %d", local, o.Markets[market.CA].LostInactive)
	}
}

func TestTheFirstOrderCoversTheExpectedDemand(t *testing.T) {
	w := newWorld(t)
	w.iron("IRON", "13.5", "4", local())
	tr := &placed{names: map[model.OrderName]bool{}}
	if _, err := model.NewRun(w.cfg).Simulate(model.Options{Seed: 1, Tracer: tr}); err != nil {
		t.Fatal(err)
	}
	// 60 days at 4 units a day into an empty country, and 60 days at 13.5 in the US, where 800 lie.
	if len(tr.ordered) == 0 || tr.ordered[0] != 60*13.5-800 || tr.ordered[1] != 60*4 {
		t.Errorf("first orders %v, want [10 240]", tr.ordered[:min(2, len(tr.ordered))])
	}
}

// placed notes the orders and the states of an offer.
type placed struct {
	names  map[model.OrderName]bool
	offers []string
	times  []int64

	ordered []int64 // units of replenishment orders
}

func (p *placed) Order(_ int64, o model.OrderName, s model.Step) {
	if s == model.Placed {
		p.names[o] = true
	}
}

// BenchmarkReplication simulates one product in two marketplaces for a year.
func BenchmarkReplication(b *testing.B) {
	w := newWorld(b)
	w.iron("IRON", "13.5", "4", remote())
	benchmark(b, model.NewRun(w.cfg), 64)
}
