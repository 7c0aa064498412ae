package model_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/inbound"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/program"
)

// upkeep is how Amazon reckons fees on stock, as the rule files say.
func upkeep() model.Upkeep {
	return model.Upkeep{
		SnapshotDay: 15, Long: 90, Short: 30, Update: 7, FewSold: 20, FewWithin: 7, Quarter: 91,
		PlacementWait: 45 * civil.Day, PlacementShare: money.One / 2,
	}
}

// charged is one posting of a fee.
type charged struct {
	Day    civil.Date
	Market market.Marketplace
	Amount string // with its currency
}

// fees notes the postings of one kind.
type fees struct {
	start civil.Date
	kind  market.FeeKind
	seen  []charged
	ticks []int64
}

func (f *fees) Record(p ledger.Posting) {
	if p.Line == ledger.Fee(f.kind) {
		v := money.Money{Amount: p.Amount, Currency: p.Currency}
		f.seen = append(f.seen, charged{f.start + civil.Date(p.Tick/civil.Day), p.Market, v.String()})
		f.ticks = append(f.ticks, p.Tick)
	}
}

// of simulates and returns the postings of a kind.
func (w *world) of(kind market.FeeKind, tr model.Tracer) *fees {
	w.t.Helper()
	f := &fees{start: w.cfg.Start, kind: kind}
	if _, err := model.NewRun(w.cfg).Simulate(model.Options{Seed: 1, Recorder: f, Tracer: tr}); err != nil {
		w.t.Fatal(err)
	}
	return f
}

// shelf is a world of one SKU that nobody wants unless the test says so: units that
// came some days before the start of 2026-02-02, for 60 days.
func shelf(t testing.TB, m market.Marketplace, units, days int64) (*world, *model.Pool) {
	w := newWorld(t)
	w.cfg.Horizon, w.cfg.LastDay, w.cfg.Upkeep = 60*civil.Day, w.cfg.Start+61, upkeep()
	sku := w.iron("IRON", "0", "0", remote())
	sku.Pools = [market.MarketplaceCount]model.Pool{}
	for m := range sku.Pools {
		sku.Pools[m].Used = market.Marketplace(m) == market.US
	}
	p := &sku.Pools[m]
	*p = model.Pool{Used: true, Tariff: w.stockTariff(m, w.item())}
	p.Opening = []model.OpeningLot{{Units: units, Age: days * civil.Day}}
	return w, p
}

// stockTariff holds every fee on stock.
func (w *world) stockTariff(m market.Marketplace, item fee.Item) *fee.Tariff {
	w.t.Helper()
	also := []market.FeeKind{market.AgedInventory, market.Disposal}
	if m == market.US {
		also = append(also, market.LowInventory, market.StorageUtilization, market.Placement, market.ReturnsProcessing)
	}
	route := fee.Route{
		Program: market.LocalFBA, Market: m, From: w.cfg.Start, To: w.cfg.LastDay, Also: also,
	}
	t, gaps := w.cards.Tariff(item, route, fee.Assume{Nearest: true})
	if len(gaps) > 0 {
		w.t.Fatalf("%v", gaps)
	}
	return t
}

func check(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestOldUnitsPayAtEachSnapshot(t *testing.T) {
	// 12.6 x 6.6 x 5.5 in are 0.2646875 cubic feet and 0.0074951 m3. On 02-15 units of 200 days at the start
	// are 213 days old, 1.00 USD a cubic foot and 48 CAD a m3; on 03-15 they are 241, 1.50 USD and 72 CAD.
	for m, want := range map[market.Marketplace][]charged{
		market.US: {{civil.Of(2026, 2, 15), market.US, "26.47 USD"}, {civil.Of(2026, 3, 15), market.US, "39.70 USD"}},
		market.CA: {{civil.Of(2026, 2, 15), market.CA, "35.98 CAD"}, {civil.Of(2026, 3, 15), market.CA, "53.96 CAD"}},
	} {
		w, p := shelf(t, m, 100, 200)
		p.Fees.Aged = true
		check(t, m.String(), w.of(market.AgedInventory, nil).seen, want)
	}
	w, p := shelf(t, market.US, 100, 130) // 172 days old at the last snapshot
	p.Fees.Aged = true
	check(t, "young units", len(w.of(market.AgedInventory, nil).seen), 0)
}

func TestOldLotsAreChargedByTheirAge(t *testing.T) {
	w, p := shelf(t, market.US, 100, 200)
	p.Opening = append(p.Opening,
		model.OpeningLot{Units: 50, Age: 170 * civil.Day}, model.OpeningLot{Units: 70, Age: 20 * civil.Day})
	p.Fees.Aged = true
	// 02-15: 26.47 and 50 units of 183 days at 0.50, 6.62. 03-15: 39.70 and 50 of 211 days at 1.00, 13.23.
	want := []charged{{civil.Of(2026, 2, 15), market.US, "33.09 USD"}, {civil.Of(2026, 3, 15), market.US, "52.93 USD"}}
	check(t, "two old lots", w.of(market.AgedInventory, nil).seen, want)
}

func TestAgedUnitsAreCountedOverSnapshots(t *testing.T) {
	w, p := shelf(t, market.US, 100, 200)
	p.Opening = append(p.Opening, model.OpeningLot{Units: 50, Age: 150 * civil.Day})
	p.Fees.Aged = true
	o := w.simulate(0) // 100 units on 02-15; on 03-15 also those that are then 191 days old
	if o.Snapshots != 2 || o.Markets[market.US].Aged != 100+150 {
		t.Errorf("%d units at %d snapshots", o.Markets[market.US].Aged, o.Snapshots)
	}
}

func TestASnapshotOnTheFirstDayCounts(t *testing.T) {
	w, p := shelf(t, market.US, 100, 200)
	w.cfg.Start, w.cfg.Horizon = civil.Of(2026, 2, 15), 28*civil.Day // ends before 2026-03-15
	w.cfg.LastDay = w.cfg.Start + 61
	p.Tariff, p.Fees.Aged = w.stockTariff(market.US, w.item()), true
	want := []charged{{w.cfg.Start, market.US, "13.23 USD"}} // 200 days: 0.50
	check(t, "charges", w.of(market.AgedInventory, nil).seen, want)
}

func TestUnsellableUnitsLeaveAtTheEndOfTheMonth(t *testing.T) {
	w := newWorld(t)
	w.cfg.Horizon, w.cfg.LastDay, w.cfg.Upkeep = 60*civil.Day, w.cfg.Start+61, upkeep()
	sku := w.iron("IRON", "5", "0", remote())
	settle(w)
	w.input("returns", "1")
	w.input("sellable", "0")
	p := &sku.Pools[market.US]
	p.Tariff, p.Fees = w.stockTariff(market.US, w.item()), model.StockFees{Removes: true, Disposal: true}
	f := &fees{start: w.cfg.Start, kind: market.Disposal}
	o, err := model.NewRun(w.cfg).Simulate(model.Options{Seed: 1, Recorder: f})
	if err != nil {
		t.Fatal(err)
	}
	// 3.35 lb are two started pounds above two: 2.89 + 2 x 1.06 = 5.01 USD a unit.
	paid := -o.Lines[ledger.Fee(market.Disposal)][market.US]
	if want := money.Amount(o.Markets[market.US].Returned) * 501 * money.Cent; paid != want || o.Markets[market.US].Returned < 200 {
		t.Errorf("%v paid for %d units, want %v", paid, o.Markets[market.US].Returned, want)
	}
	var days []civil.Date
	for _, c := range f.seen {
		days = append(days, c.Day)
	}
	check(t, "days", days, []civil.Date{civil.Of(2026, 3, 1), civil.Of(2026, 4, 1), civil.Of(2026, 5, 1), civil.Of(2026, 6, 1)})
	p.Fees.Disposal = false // as where a store has no card: they leave for nothing
	check(t, "charges without a card", len(w.of(market.Disposal, nil).seen), 0)
}

func TestEachReturnPaysProcessingWhereTheCategoryDoes(t *testing.T) {
	w := newWorld(t)
	w.cfg.Horizon, w.cfg.LastDay = 60*civil.Day, w.cfg.Start+61
	sku := w.iron("IRON", "5", "0", remote())
	settle(w)
	w.input("returns", "0.2")
	item := w.item()
	item.Category, _ = market.ParseCategory("clothing")
	l := &sku.Listings[market.US]
	l.Tariff[market.LocalFBA] = w.stockTariff(market.US, item)
	refunds, processing := &fees{kind: market.RefundAdmin}, &fees{kind: market.ReturnsProcessing}
	run := model.NewRun(w.cfg)
	for _, pays := range []bool{false, true} {
		l.PaysReturn[market.LocalFBA] = pays
		*refunds, *processing = fees{kind: market.RefundAdmin}, fees{kind: market.ReturnsProcessing}
		if _, err := run.Simulate(model.Options{Seed: 1, Recorder: both{refunds, processing}}); err != nil {
			t.Fatal(err)
		}
		if !pays {
			check(t, "charges in other categories", len(processing.seen), 0)
		}
	}
	check(t, "ticks", processing.ticks, refunds.ticks)
	// The card of 2021 stands in: large standard, one started pound above three, 3.41 + 0.20.
	for _, c := range processing.seen {
		check(t, "amount", c.Amount, "3.61 USD")
	}
	if len(processing.seen) == 0 {
		t.Error("nothing came back")
	}
}

type both [2]*fees

func (b both) Record(p ledger.Posting) { b[0].Record(p); b[1].Record(p) }

func TestLittleStockCostsAtEachShipment(t *testing.T) {
	amounts := map[string]int{}
	for _, units := range []int64{150, 90} {
		w, p := scarce(t, units)
		tr := &shipments{}
		f := w.of(market.LowInventory, tr)
		var want []int64
		for i, tick := range tr.shippedUS {
			c := tr.lowStock(units, tick)
			if c == "" {
				continue
			}
			want = append(want, tick)
			amounts[c]++
			if n := len(want); n <= len(f.seen) && f.seen[n-1].Amount != c {
				t.Errorf("shipment %d pays %s, want %s", i, f.seen[n-1].Amount, c)
			}
		}
		check(t, "ticks", f.ticks, want)
		if len(want) == len(tr.shippedUS) || len(tr.shipped) == len(tr.shippedUS) {
			t.Errorf("%d of %d shipments, %d of all: not the variety meant", len(want), len(tr.shippedUS), len(tr.shipped))
		}
		for _, c := range f.seen {
			check(t, "market", c.Market, market.US)
		}
		// Not while the product is new, and never where the fee does not concern it.
		p.Fees.LowStock.From = 14 * civil.Day
		later := w.of(market.LowInventory, nil)
		early := func(tick int64) bool { return tick < p.Fees.LowStock.From }
		check(t, "ticks of a new product", later.ticks, slices.DeleteFunc(want, early))
		p.Fees.LowStock = model.Span{}
		check(t, "charges", len(w.of(market.LowInventory, nil).seen), 0)
	}
	if len(amounts) < 3 {
		t.Errorf("amounts %v: not the variety meant", amounts)
	}
}

// scarce sells some units in the US and to Canada until none are left.
func scarce(t testing.TB, units int64) (*world, *model.Pool) {
	w := newWorld(t)
	w.cfg.Horizon, w.cfg.LastDay, w.cfg.Upkeep = 60*civil.Day, w.cfg.Start+61, upkeep()
	sku := w.iron("IRON", "4", "1.5", remote())
	settle(w)
	w.input("returns", "0")
	p := &sku.Pools[market.US]
	p.Opening = []model.OpeningLot{{Units: units}}
	p.Tariff, p.Fees.LowStock = w.stockTariff(market.US, w.item()), model.Span{To: program.Forever}
	return w, p
}

// shipments notes when units were promised and left.
type shipments struct {
	placed
	promised, shipped, shippedUS []int64
}

func (s *shipments) Order(tick int64, o model.OrderName, what model.Step) {
	switch what {
	case model.Placed:
		s.promised = append(s.promised, tick)
	case model.Shipped:
		s.shipped = append(s.shipped, tick)
		if o.Market == market.US {
			s.shippedUS = append(s.shippedUS, tick)
		}
	}
}

// lowStock computes from scratch what a unit shipped at a tick pays.
func (s *shipments) lowStock(opening int64, tick int64) string {
	end := tick / (7 * civil.Day) * 7 * civil.Day // of the last week that was counted
	end = min(end, 56*civil.Day)                  // the horizon
	supply := func(days int64) float64 {
		from := max(0, end-days*civil.Day)
		area, n := opening*(end-from), 0
		for _, p := range s.promised {
			area -= max(0, end-max(p, from))
		}
		for _, p := range s.shipped {
			if p > from && p <= end {
				n++
			}
		}
		return float64(area) / float64(civil.Day) / float64(n)
	}
	week := 0
	for _, p := range s.shipped {
		if p > end-7*civil.Day && p <= end {
			week++
		}
	}
	if end == 0 || week < 20 {
		return ""
	}
	switch days := max(supply(90), supply(30)); {
	case days < 14:
		return "1.11 USD"
	case days < 21:
		return "0.87 USD"
	case days < 28:
		return "0.47 USD"
	}
	return ""
}

func TestStockThatLiesLongPaysByTheMonth(t *testing.T) {
	// 1000 units, nothing shipped: 1.88 USD a cubic foot. February counts 27 of 28 days: 255.234 cubic feet.
	w, p := shelf(t, market.US, 1000, 31)
	p.Fees.Utilization = true
	want := []charged{{civil.Of(2026, 3, 1), market.US, "479.84 USD"}, {civil.Of(2026, 4, 1), market.US, "497.61 USD"}}
	seen := w.of(market.StorageUtilization, nil).seen
	check(t, "charges", seen[:min(2, len(seen))], want)
	check(t, "months, the two days of April among them", len(seen), 3)

	w.cfg.Upkeep.NewSeller = true
	check(t, "charges of a new seller", len(w.of(market.StorageUtilization, nil).seen), 0)
	w.cfg.Upkeep.NewSeller = false
	p.Opening[0].Units = 94 // 24.88 cubic feet, not 25
	check(t, "charges on little stock", len(w.of(market.StorageUtilization, nil).seen), 0)
	p.Opening[0].Units = 1000
	w.input("demand.US.IRON", "6.6") // 1000 units are under 22 weeks of that
	check(t, "charges on stock that moves", len(w.of(market.StorageUtilization, nil).seen), 0)
}

func TestUtilizationComparesTheMonthWithThirteenWeeks(t *testing.T) {
	w, p := shelf(t, market.US, 1000, 31)
	p.Fees.Utilization = true
	bands := map[float64]bool{}
	for _, perDay := range []string{"2.4", "3", "4"} {
		w.input("demand.US.IRON", perDay)
		tr := &shipments{}
		seen := w.of(market.StorageUtilization, tr).seen
		// March: days 27 to 58 of the scenario. Volumes cancel in the weeks, since all units are alike.
		from, end := 27*civil.Day, 58*civil.Day
		area, shipped, old := 1000*(end-from), 0, int64(0)
		for _, tick := range tr.shipped {
			area -= max(0, end-max(tick, from))
			if tick <= end {
				shipped++
			}
		}
		for day := from; day < end; day += civil.Day { // the ends of the days of March
			old += 1000
			for _, tick := range tr.promised {
				if tick <= day+civil.Day {
					old--
				}
			}
		}
		weeks := float64(area) / float64(end-from) / (float64(shipped) / 58) / 7
		rate := 0.0
		for _, band := range [][2]float64{{22, 0.44}, {28, 0.76}, {36, 1.16}, {44, 1.58}, {52, 1.88}} {
			if weeks >= band[0] {
				rate = band[1]
			}
		}
		bands[rate] = true
		want := float64(old) / 31 * 0.2646875 * rate
		i := slices.IndexFunc(seen, func(c charged) bool { return c.Day == civil.Of(2026, 4, 1) })
		if i < 0 {
			t.Fatalf("%s a day, %.1f weeks: nothing is charged for March, want %.2f", perDay, weeks, want)
		}
		if got := fmt.Sprintf("%.2f USD", want); seen[i].Amount != got {
			t.Errorf("%s a day, %.1f weeks: %s, want %s", perDay, weeks, seen[i].Amount, got)
		}
	}
	if len(bands) < 3 {
		t.Errorf("only the bands %v", bands)
	}
}

func TestYoungUnitsPayNoUtilization(t *testing.T) {
	w, p := shelf(t, market.US, 1000, 0)
	p.Fees.Utilization = true
	seen := w.of(market.StorageUtilization, nil).seen
	// Units are 31 days old from 03-05 on: 27 of the 31 days' ends of March, those of 03-05 to 04-01 less the
	// first, which counts 28: 264.6875 x 28/31 x 1.88 = 449.46.
	check(t, "first charge", seen[0], charged{civil.Of(2026, 4, 1), market.US, "449.46 USD"})
}

func TestPlacementIsChargedSomeTimeAfterReceipt(t *testing.T) {
	w := newWorld(t)
	w.cfg.Horizon, w.cfg.LastDay, w.cfg.Upkeep = 60*civil.Day, w.cfg.Start+61, upkeep()
	sku := w.iron("IRON", "5", "0", remote())
	p := &sku.Pools[market.US]
	p.Opening = nil
	p.Replenish.Policy = inbound.Policy{Kind: inbound.RQ, Reorder: 100, Quantity: 40}
	p.Tariff, p.Fees.Placement = w.stockTariff(market.US, w.item()), "minimal"
	tr := &receipts{placed: placed{names: map[model.OrderName]bool{}}}
	f := w.of(market.Placement, tr)
	check(t, "ticks", f.ticks, tr.later)
	for i, c := range f.seen { // large standard up to 20 lb: 0.55 USD a unit
		want := money.Money{Amount: money.Amount(tr.units[i]) * 55 * money.Cent, Currency: money.USD}
		check(t, "amount", c.Amount, want.String())
	}
	if len(f.seen) < 3 {
		t.Errorf("%d charges", len(f.seen))
	}
	p.Fees.Placement = ""
	check(t, "charges on optimized shipments", len(w.of(market.Placement, nil).seen), 0)
}

// receipts notes what came in, and when 45 days have passed since.
type receipts struct {
	placed
	units, later []int64
}

func (r *receipts) Stock(tick int64, _ int, _ market.Marketplace, units int64, what string) {
	if what == "received" {
		r.units, r.later = append(r.units, units), append(r.later, tick+45*civil.Day)
	}
}

func TestAccountFeesAreChargedOnTheirDays(t *testing.T) {
	w, _ := shelf(t, market.US, 10, 0)
	line := fee.Line{Kind: market.Subscription, Amount: 3999 * money.Cent, Currency: money.USD}
	for _, day := range []int64{0, 27, 60} { // the last lies beyond the horizon
		w.cfg.Account = append(w.cfg.Account, model.AccountFee{Tick: day * civil.Day, Market: market.US, Line: line})
	}
	check(t, "charges", w.of(market.Subscription, nil).seen,
		[]charged{{w.cfg.Start, market.US, "39.99 USD"}, {civil.Of(2026, 3, 1), market.US, "39.99 USD"}})
}

// dear is a busy world that meets every fee.
func dear(t testing.TB, backorder bool) *world {
	w := busy(t, backorder)
	w.cfg.Upkeep = upkeep()
	for i := range w.cfg.SKUs {
		sku := &w.cfg.SKUs[i]
		for _, m := range []market.Marketplace{market.US, market.CA} {
			p := &sku.Pools[m]
			p.Tariff = w.stockTariff(m, w.item())
			p.Fees = model.StockFees{Aged: true, Removes: true, Disposal: true}
		}
		us := &sku.Pools[market.US].Fees
		us.Utilization, us.LowStock, us.Placement = true, model.Span{To: program.Forever}, "minimal"
		sku.Pools[market.US].Opening = append(sku.Pools[market.US].Opening, model.OpeningLot{Units: 30, Age: 400 * civil.Day})
	}
	return w
}

func TestAnArenaWithEveryFeeIsAsGoodAsNewAndNeedsNoMemory(t *testing.T) {
	w := dear(t, true)
	run := model.NewRun(w.cfg)
	for _, rep := range []int{3, 1, 0, 2} {
		o, err := run.Simulate(model.Options{Seed: 1, Replication: rep})
		if err != nil {
			t.Fatal(err)
		}
		check(t, "outcome in a used arena", o, w.simulate(rep))
		for _, k := range []market.FeeKind{market.AgedInventory, market.Disposal, market.LowInventory, market.Placement} {
			if o.Lines[ledger.Fee(k)][market.US] >= 0 {
				t.Errorf("no %v fee in replication %d", k, rep)
			}
		}
	}
	rep := 0
	work := func() {
		if _, err := run.Simulate(model.Options{Seed: 1, Replication: rep % 4}); err != nil {
			t.Fatal(err)
		}
		rep++
	}
	for range 8 {
		work()
	}
	if n := testing.AllocsPerRun(8, work); n != 0 {
		t.Errorf("%v allocations a replication", n)
	}
}

func TestAnyConfigurationWithFeesOnStockCloses(t *testing.T) {
	charges, disposed := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		w := anything(rt, t)
		w.cfg.Upkeep = upkeep()
		w.cfg.Upkeep.NewSeller = rapid.Bool().Draw(rt, "new seller")
		for i := range w.cfg.SKUs {
			for m := range w.cfg.SKUs[i].Pools {
				w.anyFees(rt, market.Marketplace(m), &w.cfg.SKUs[i].Pools[m])
			}
		}
		f := &fees{start: w.cfg.Start, kind: market.Disposal}
		o, err := model.NewRun(w.cfg).Simulate(model.Options{Seed: 4, Recorder: f})
		if err != nil {
			rt.Fatal(err)
		}
		disposed += len(f.seen)
		for _, k := range []market.FeeKind{
			market.AgedInventory, market.LowInventory, market.StorageUtilization, market.Placement,
		} {
			for _, v := range o.Lines[ledger.Fee(k)] {
				if v > 0 {
					rt.Fatalf("%v earns %v", k, v)
				}
				if v < 0 {
					charges++
				}
			}
		}
	})
	if charges == 0 || disposed == 0 {
		t.Errorf("%d charges and %d disposals: not the variety meant", charges, disposed)
	}
}

// anyFees lets a pool meet any fees on its stock.
func (w *world) anyFees(rt *rapid.T, m market.Marketplace, p *model.Pool) {
	if !p.Used || m == market.MX {
		return
	}
	flag := func(name string) bool { return rapid.Bool().Draw(rt, name) }
	p.Tariff = w.stockTariff(m, w.item())
	p.Fees = model.StockFees{Aged: flag("aged"), Removes: flag("removes"), Disposal: flag("disposal")}
	if m != market.US {
		return
	}
	p.Fees.Utilization = flag("utilization")
	if flag("low stock") {
		p.Fees.LowStock = model.Span{From: rapid.Int64Range(0, 40*civil.Day).Draw(rt, "from"), To: program.Forever}
	}
	if flag("placement") {
		p.Fees.Placement = "minimal"
	}
}

func TestFeesOnStockMoveNoOtherLine(t *testing.T) {
	with, without := dear(t, false), dear(t, false)
	for i := range without.cfg.SKUs {
		for m := range without.cfg.SKUs[i].Pools {
			without.cfg.SKUs[i].Pools[m].Fees = model.StockFees{}
		}
	}
	a, b := with.simulate(5), without.simulate(5)
	onStock := []market.FeeKind{
		market.AgedInventory, market.Disposal, market.LowInventory, market.Placement, market.StorageUtilization,
	}
	for l := range a.Lines {
		kind, _ := ledger.Line(l).FeeKind()
		moves := kind == market.Conversion || ledger.Line(l) == ledger.FXDifference // what foreign proceeds come to
		if !moves && !slices.Contains(onStock, kind) && a.Lines[l] != b.Lines[l] {
			t.Errorf("%v is %v with fees on stock and %v without", ledger.Line(l), a.Lines[l], b.Lines[l])
		}
	}
	if a.Profit >= b.Profit {
		t.Errorf("profit %v with fees on stock and %v without", a.Profit, b.Profit)
	}
}
