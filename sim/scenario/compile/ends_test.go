package compile_test

import (
	"slices"
	"strings"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/program"
)

// waiting notes the steps of orders that wait.
type waiting struct {
	silent
	line, sent      []model.OrderName
	canceled, ended int
}

func (w *waiting) Order(_ int64, o model.OrderName, s model.Step) {
	switch s {
	case model.Waiting:
		w.line = append(w.line, o)
	case model.Shipped:
		if slices.Contains(w.line, o) {
			w.sent = append(w.sent, o)
		}
	case model.Canceled:
		w.canceled++
	case model.Delivered:
		w.ended++
	}
}

// scarce is demand of 5 units a day on both sides of the border for US stock that
// comes every 30 days and is short.
const scarce = `schema = 1
extends = ["unit.toml"]
horizon = "88 d"
warmup = "0 d"
unmet = "backorder"
[product.UNIT]
demand.US = "5 units/d"
demand.CA = "3 units/d"
opening.US = "60 units"
[market.CA]
transit.remote-fulfillment = "9 d"
[case.only]
program.CA = "remote-fulfillment"
`

const refill = `
[replenish.US]
policy    = "order-up-to"
cover     = "12 d"
review    = "30 d"
lead_time = "6 d"
receiving = "0 d"
`

func TestWaitingOrdersAreServedInTurnAndFillTheDrain(t *testing.T) {
	w := &waiting{}
	o := simulate(t, model.NewRun(compiled(t, scarce+refill)[0].Config), model.Options{Seed: 2, Tracer: w})
	us, ca := &o.Markets[market.US], &o.Markets[market.CA]
	if us.Waited < 100 || ca.Waited < 60 || us.Lost+ca.Lost != 0 || w.canceled != 0 {
		t.Fatalf("%d and %d orders waited, %d lost, %d canceled", us.Waited, ca.Waited, us.Lost+ca.Lost, w.canceled)
	}
	for m := market.US; m <= market.CA; m++ { // the carrier comes later for parcels abroad
		if line, sent := of(w.line, m), of(w.sent, m); !slices.Equal(line, sent) || len(line) < 50 {
			t.Errorf("%v: %d orders waited and %d of them were sent, not in the same order", m, len(line), len(sent))
		}
	}
	if int64(w.ended) != us.Orders+ca.Orders || us.Delivered != us.Orders || ca.Delivered != ca.Orders {
		t.Errorf("%d orders and %d deliveries", us.Orders+ca.Orders, w.ended)
	}
	// Days to the door count from the order: the longest wait is about a review and a lead time.
	if longest := us.DeliveryMax / civil.Day; longest < 20 || longest > 37 {
		t.Errorf("the longest order took %d days", longest)
	}
	if got, want := us.Backorders, waitingArea(t); got <= 0 || want <= 0 {
		t.Errorf("areas %d and %d", got, want)
	}
}

func of(list []model.OrderName, m market.Marketplace) []model.OrderName {
	return slices.DeleteFunc(slices.Clone(list), func(o model.OrderName) bool { return o.Market != m })
}

// waitingArea is the area under the orders that wait at the ends of days.
func waitingArea(t *testing.T) (area int64) {
	t.Helper()
	daily := &model.Daily{}
	o := simulate(t, model.NewRun(compiled(t, scarce+refill)[0].Config), model.Options{Seed: 2, Daily: daily})
	for _, d := range daily.Days {
		area += d.Waiting[market.US] * civil.Day
	}
	if ratio := float64(area) / float64(o.Markets[market.US].Backorders); ratio < 0.95 || ratio > 1.1 {
		t.Errorf("backorders by days are %.3f times their integral", ratio)
	}
	return area
}

func TestTheLastOrderIsForWhatIsNotOnTheWay(t *testing.T) {
	cfg := load(t, "base-stock.toml", "warmup=0 d", "horizon=100 d")[0].Config
	for rep := range 20 {
		o := simulate(t, model.NewRun(cfg), model.Options{Seed: 2, Replication: rep})
		if o.LeftoverUnits != 8 {
			t.Fatalf("replication %d: %d units are left of a base stock of 8", rep, o.LeftoverUnits)
		}
	}
}

// offers keeps the states of Remote Fulfillment offers.
type offers struct {
	silent
	states []program.State
}

func (o *offers) Offer(_ int64, _ int, _ market.Marketplace, s program.Remote, _ string) {
	o.states = append(o.states, s.State)
}

func TestAReceiptThatOnlyFillsWaitingOrdersOpensNoOffer(t *testing.T) {
	// Every ten days exactly what waits is ordered; a week later more waits.
	tr := &offers{}
	o := simulate(t, model.NewRun(compiled(t, scarce+`
[replenish.US]
policy    = "order-up-to"
level     = "0 units"
review    = "10 d"
lead_time = "6 d"
receiving = "0 d"
`)[0].Config), model.Options{Seed: 2, Tracer: tr})
	if !slices.Equal(tr.states, []program.State{program.NotSellable}) || o.Markets[market.CA].Waited < 100 {
		t.Errorf("states %v, %d waited", tr.states, o.Markets[market.CA].Waited)
	}
}

func TestNobodyWaitsForAnOfferThatIsNotActive(t *testing.T) {
	// Remote Fulfillment is enrolled on day 20 and evaluated for a day, without stock in the US.
	o := simulate(t, model.NewRun(compiled(t, strings.Replace(scarce, `program.CA = "remote-fulfillment"`,
		`program.CA = [ { use = "none", to = 2026-02-21 }, { use = "remote-fulfillment" } ]`, 1),
		"product.UNIT.demand.CA=40 units/d", "product.UNIT.opening.US=1 units")[0].Config), model.Options{Seed: 2})
	ca := &o.Markets[market.CA]
	if ca.LostInactive < 15 || ca.LostInactive > 70 || ca.Waited < 2000 {
		t.Errorf("%d buyers found no active offer in its first day, %d waited", ca.LostInactive, ca.Waited)
	}
}

func TestAReviewThatIsGivenMakesAnyPolicyPeriodic(t *testing.T) {
	reviewed := func(sets ...string) *restocks {
		tr := &restocks{}
		cfg := load(t, "base-stock.toml", append(sets, "warmup=0 d", "horizon=90 d")...)[0].Config
		simulate(t, model.NewRun(cfg), model.Options{Seed: 2, Tracer: tr})
		return tr
	}
	at := reviewed("replenish.US.review=10 d")
	if len(at.orders) < 7 || len(at.orders) > 10 {
		t.Errorf("%d orders at nine reviews", len(at.orders))
	}
	for _, tick := range at.orders[:len(at.orders)-1] { // the last fills what waits at the horizon
		if tick%(10*civil.Day) != 0 {
			t.Errorf("ordered on day %.2f", float64(tick)/float64(civil.Day))
		}
	}
	if always := reviewed(); len(always.orders) < 140 {
		t.Errorf("%d orders for 180 sales", len(always.orders))
	}
}

// restocks notes when replenishment is ordered.
type restocks struct {
	silent
	orders []int64
}

func (r *restocks) Stock(tick int64, _ int, _ market.Marketplace, _ int64, what string) {
	if what == "ordered" {
		r.orders = append(r.orders, tick)
	}
}

func TestAnEmptyShelfIsNoStockOutBeforeThePlanNeedsIt(t *testing.T) {
	o := once(t, "canada.toml", `case.any.program.CA=[ { use = "local-fba", from = 2026-06-02 }, { use = "remote-fulfillment" } ]`,
		"product.UNIT.opening.CA=0 units", "replenish.CA.from=2026-06-12", "replenish.CA.level=5000 units",
		"replenish.CA.lead_time=5 d", "replenish.CA.receiving=0 d")
	if days := float64(o.Markets[market.CA].StockoutTicks) / float64(civil.Day); days != 15 {
		t.Errorf("%.2f days out of stock, want 15: from the switch on 2026-06-02 to the receipt on 2026-06-17", days)
	}
}

func TestCapitalIsTiedUpOnTheWayToo(t *testing.T) {
	o := once(t, "base-stock.toml", "product.UNIT.demand.US=0 units/d", "product.UNIT.opening.US=0 units", "warmup=0 d",
		"horizon=20 d", "replenish.US.level=100 units", "replenish.US.lead_time=10 d")
	if o.Capital != 500 || o.Markets[market.US].Capital != 500 {
		t.Errorf("capital %v, want 100 units at 5.00 for all 20 days", o.Capital)
	}
}

func TestPaybackCountsFromTheEndOfTheWarmUp(t *testing.T) {
	at := func(warmup string) int64 {
		return once(t, "canada.toml", "case.any.program.CA=local-fba", "local.CA.setup=3000 CAD", "product.UNIT.opening.CA=0 units", "product.UNIT.opening.US=0 units",
			"replenish.CA.from=2026-03-16", "replenish.CA.level=2000 units", "replenish.CA.lead_time=5 d", "warmup="+warmup).Payback
	}
	if whole, part := at("0 d"), at("28 d"); whole < 60*civil.Day || part != whole-28*civil.Day {
		t.Errorf("paid back after %d s, %d s after a warm-up of 28 days", whole, part)
	}
}

func TestOrdersThatNothingFillsAreCanceledAtTheHorizon(t *testing.T) {
	w := &waiting{}
	o := simulate(t, model.NewRun(compiled(t, scarce)[0].Config), model.Options{Seed: 2, Tracer: w})
	us, ca := &o.Markets[market.US], &o.Markets[market.CA]
	if us.Delivered+ca.Delivered != 60 || o.LeftoverUnits != 0 {
		t.Errorf("%d delivered of 60 units, %d left", us.Delivered+ca.Delivered, o.LeftoverUnits)
	}
	if us.Canceled+ca.Canceled != us.Waited+ca.Waited || int64(w.canceled) != us.Canceled+ca.Canceled || us.Canceled < 200 {
		t.Errorf("%d waited, %d canceled, %d told", us.Waited+ca.Waited, us.Canceled+ca.Canceled, w.canceled)
	}
	if units := o.SKUs[0].Units; units[market.US] != us.Delivered || units[market.CA] != ca.Delivered {
		t.Errorf("the SKU sold %v", units)
	}
	lost := compiled(t, scarce, "unmet=lost")[0].Config
	if l := simulate(t, model.NewRun(lost), model.Options{Seed: 2}); l.Profit != o.Profit {
		t.Errorf("canceled orders cost nothing: %v against %v when buyers leave", o.Profit, l.Profit)
	}
}

func TestLeftoverIsWorthWhatTheScenarioSays(t *testing.T) {
	end := func(sets ...string) *model.Outcome {
		return simulate(t, model.NewRun(compiled(t, scarce, append(sets, "unmet=lost", "product.UNIT.opening.US=1000 units")...)[0].Config),
			model.Options{Seed: 2})
	}
	landed, salvage, free := end(), end("product.UNIT.salvage=2 USD"), end("product.UNIT.salvage=9 USD")
	n := money.Amount(landed.LeftoverUnits)
	if n < 200 || landed.Leftover != n*5*money.Unit {
		t.Fatalf("%d units left, worth %v", n, landed.Leftover)
	}
	if got, want := landed.Profit-salvage.Profit, n*3*money.Unit; got != want || salvage.Lines[ledger.Leftover][market.US] != -want {
		t.Errorf("5.00 USD of cost and 2.00 of salvage lose %v on %d units", got, n)
	}
	if free.Profit != landed.Profit {
		t.Errorf("salvage above cost earns %v", free.Profit-landed.Profit)
	}
	removed := end("leftover=removal")
	fee := removed.Lines[ledger.Line(market.Removal)][market.US]
	if fee >= 0 || -fee%n != 0 || -fee/n > 3*money.Unit {
		t.Errorf("removal of %d units costs %v", n, fee)
	}
	if got, want := landed.Profit-removed.Profit, n*5*money.Unit-fee; got != want {
		t.Errorf("removal loses %v, want %v", got, want)
	}
}

func TestCashTroughAndPaybackFollowTheBank(t *testing.T) {
	// 1000 USD of set-up at the start, sales pay it back; Amazon pays every 14 days.
	daily := &model.Daily{}
	cfg := load(t, "canada.toml", "case.any.program.CA=local-fba", "local.CA.setup=8000 CAD", "product.UNIT.demand.CA=10 units/d")[0].Config
	o := simulate(t, model.NewRun(cfg), model.Options{Seed: 2, Daily: daily})
	if want := -money.Amount(8000*0.731*1e6) + 0; o.Trough != want {
		t.Errorf("trough %v, want %v", o.Trough, want)
	}
	back := slices.IndexFunc(daily.Days, func(d model.DayEnd) bool { return d.Cash >= 0 })
	if back < 20 || o.Payback != int64(back+1)*civil.Day || o.Payback%(14*civil.Day) != 0 {
		t.Errorf("paid back after %d s, cash at day's end is positive from day %d", o.Payback, back)
	}
	never := load(t, "canada.toml", "case.any.program.CA=local-fba", "local.CA.setup=800000 CAD")[0].Config
	if o := simulate(t, model.NewRun(never), model.Options{Seed: 2}); o.Payback != -1 {
		t.Errorf("payback %d of a cost that never comes back", o.Payback)
	}
	remote := load(t, "canada.toml", "product.UNIT.opening.CA=0 units")[0].Config
	if o := simulate(t, model.NewRun(remote), model.Options{Seed: 2}); o.Payback != 0 || o.Trough != 0 {
		t.Errorf("payback %d and trough %v without any outlay", o.Payback, o.Trough)
	}
}

func TestAWarmUpLeavesOutWhatCameBefore(t *testing.T) {
	world := func(horizon, warmup string) *model.Config {
		return load(t, "in-transit.toml", "product.UNIT.returns=10 %", "product.UNIT.demand.US=5 units/d",
			"horizon="+horizon, "warmup="+warmup)[0].Config
	}
	whole, part, first := world("120 d", "0 d"), world("120 d", "60 d"), world("60 d", "0 d")
	rp := &lines{until: 60 * civil.Day}
	w := simulate(t, model.NewRun(whole), model.Options{Seed: 2})
	p := simulate(t, model.NewRun(part), model.Options{Seed: 2, Recorder: rp})
	f := simulate(t, model.NewRun(first), model.Options{Seed: 2})
	for m := range w.Markets {
		a, b, c := &w.Markets[m], &p.Markets[m], &f.Markets[m]
		if a.Orders-b.Orders != c.Orders {
			t.Errorf("%d orders, %d after the warm-up, %d before", a.Orders, b.Orders, c.Orders)
		}
		if b.InTransit > a.InTransit || b.OnHand > a.OnHand || b.Delivered > a.Delivered || b.Returned > a.Returned {
			t.Errorf("%+v against %+v", b, a)
		}
	}
	for l := range w.Lines {
		var whole, after, before money.Amount
		for m := range w.Markets {
			whole, after, before = whole+w.Lines[l][m], after+p.Lines[l][m], before+rp.before[l][m]
			if ledger.Line(l) == ledger.Fee(market.Storage) { // up to the day, as where the horizon is
				before += f.Lines[l][m] - rp.before[l][m]
			}
		}
		// A month of storage is rounded to the cent in two parts.
		if diff := whole - after - before; diff > money.Cent || diff < -money.Cent {
			t.Errorf("%v: %v in all, %v after the warm-up, %v before", ledger.Line(l), whole, after, before)
		}
	}
	if got, want := p.SKUs[0].Units[market.CA], p.Markets[market.CA].Orders; got != want {
		t.Errorf("the SKU sold %d of %d", got, want)
	}
	if sku := p.SKUs[0].Parts.Profit(market.CA); sku != p.Markets[market.CA].Profit {
		t.Errorf("the SKU earned %v of %v", sku, p.Markets[market.CA].Profit)
	}
}

func TestAWarmUpKeepsEarlierExchangeRatesOut(t *testing.T) {
	// The rate moves on day 58 and never again; what was sold before is settled on day 70.
	move := `fx.CAD={ points = ["2026-02-02 0.70", "2026-04-01 0.75"] }`
	difference := func(warmup string) money.Amount {
		return once(t, "in-transit.toml", move, "horizon=120 d", "warmup="+warmup).Lines[ledger.FXDifference][market.CA]
	}
	if whole, part := difference("0 d"), difference("60 d"); whole <= 0 || part != 0 {
		t.Errorf("difference %v in all and %v after day 60", whole, part)
	}
}

// lines adds up the profit booked before a tick.
type lines struct {
	until  int64
	before [ledger.LineCount][market.MarketplaceCount]money.Amount
}

func (l *lines) Record(p ledger.Posting) {
	if p.Tick < l.until {
		l.before[p.Line][p.Market] += p.Value
	}
}
