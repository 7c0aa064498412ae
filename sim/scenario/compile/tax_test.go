package compile_test

import (
	"strings"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
)

// once simulates one replication of the only case of a scenario.
func once(t testing.TB, file string, sets ...string) *model.Outcome {
	t.Helper()
	return simulate(t, model.NewRun(load(t, file, sets...)[0].Config), model.Options{Seed: 7})
}

func TestWithholdingIsAllThatTheRFCChanges(t *testing.T) {
	line := func(o *model.Outcome) money.Amount { return o.Lines[ledger.Withholding][market.MX] }
	none, company := once(t, "mexico.toml"), once(t, "mexico.toml", "market.MX.tax.rfc=company")
	if line(none) >= 0 || line(company) >= 0 || none.Markets[market.MX].Orders < 300 {
		t.Fatalf("withheld %v and %v of %d orders", line(none), line(company), none.Markets[market.MX].Orders)
	}
	if got, want := company.Profit-none.Profit, line(company)-line(none); got != want {
		t.Errorf("the RFC is worth %v and %v less is withheld", got, want)
	}
	// 20 % and 2.5 % of the price without 16 % IVA: 499 / 1.16 = 430.17 MXN, of which 86.03 and 10.75.
	kept := money.Amount(none.Markets[market.MX].Orders - none.Markets[market.MX].Returned)
	if got, want := none.Native[ledger.Withholding][market.MX], -kept*86_030_000; got != want {
		t.Errorf("%v MXN withheld without an RFC, want %v", got, want)
	}
	if got, want := company.Native[ledger.Withholding][market.MX], -kept*10_750_000; got != want {
		t.Errorf("%v MXN withheld from a company, want %v", got, want)
	}
	sold := money.Amount(none.Markets[market.MX].Orders)
	if got, want := none.Native[ledger.Revenue][market.MX], sold*430_170_000; got != want {
		t.Errorf("revenue %v MXN, want %v: prices include IVA", got, want)
	}
}

func TestRemoteFulfillmentIsNotWithheldAndPriceIsRevenue(t *testing.T) {
	o := once(t, "mexico.toml", "case.local.program.MX=remote-fulfillment", "product.UNIT.opening.MX=0 units")
	sold := money.Amount(o.Markets[market.MX].Orders)
	if o.Lines[ledger.Withholding][market.MX] != 0 || sold < 300 {
		t.Errorf("%v withheld from %d orders", o.Lines[ledger.Withholding][market.MX], sold)
	}
	if got, want := o.Native[ledger.Revenue][market.MX], sold*499*money.Unit; got != want {
		t.Errorf("revenue %v MXN, want %v", got, want)
	}
}

func TestRecoverableImportTaxMovesCashOnly(t *testing.T) {
	run := func(sets ...string) (*model.Outcome, []model.DayEnd) {
		daily := &model.Daily{}
		o := simulate(t, model.NewRun(load(t, "mexico.toml", sets...)[0].Config), model.Options{Seed: 7, Daily: daily})
		return o, daily.Days
	}
	free, days := run("market.MX.tax.import_tax=0 %")
	back, waiting := run("market.MX.tax.import_tax_recoverable=true", "market.MX.tax.recovery_delay=30 d")
	if back.Profit != free.Profit || back.Cash != free.Cash {
		t.Errorf("profit %v and cash %v with tax paid back, %v and %v without tax", back.Profit, back.Cash, free.Profit, free.Cash)
	}
	lower, even := 0, 0
	for d := range days {
		switch {
		case waiting[d].Cash > days[d].Cash:
			t.Fatalf("day %d: tax on stock raises cash from %v to %v", d, days[d].Cash, waiting[d].Cash)
		case waiting[d].Cash < days[d].Cash:
			lower++
		default:
			even++
		}
	}
	if lower < 30 || even < 20 {
		t.Errorf("cash is lower on %d days and the same on %d", lower, even)
	}
	cost, _ := run()
	line := func(o *model.Outcome, l ledger.Line) money.Amount { return o.Lines[l][market.MX] }
	if line(cost, ledger.ImportTax) >= 0 {
		t.Errorf("tax that stays paid is no cost: %v", line(cost, ledger.ImportTax))
	}
	want := line(cost, ledger.ImportTax) + line(cost, ledger.WriteOff) - line(free, ledger.WriteOff)
	if got := cost.Profit - free.Profit; got != want {
		t.Errorf("tax that stays paid costs %v, its lines say %v", got, want)
	}
}

// memo adds up what passes between two accounts.
type memo struct {
	from, to ledger.Party
	sum      money.Amount
	n        int
}

func (m *memo) Record(p ledger.Posting) {
	if p.From == m.from && p.To == m.to {
		m.sum += p.Amount
		m.n++
	}
}

func TestBuyersPayTheBorderAndNobodyKeepsIt(t *testing.T) {
	cfg := load(t, "in-transit.toml", "product.UNIT.price.CA=60.00 CAD", "warmup=0 d")[0].Config
	in, out := &memo{from: ledger.Buyers, to: ledger.Deposits}, &memo{from: ledger.Deposits, to: ledger.Authorities}
	run := model.NewRun(cfg)
	o, err := run.Simulate(model.Options{Seed: 7, Recorder: in})
	if err != nil {
		t.Fatal(err)
	}
	// Courier from the US, 40 to 150 CAD: no duty, 13 % HST of Ontario on 60.00 is 7.80.
	if n := o.Markets[market.CA].Orders; in.n != int(n) || in.sum != money.Amount(n)*7_800_000 {
		t.Errorf("%d deposits of %v for %d orders, want 7.80 each", in.n, in.sum, n)
	}
	profit := o.Profit
	if o, err = run.Simulate(model.Options{Seed: 7, Recorder: out}); err != nil {
		t.Fatal(err)
	}
	if out.sum != in.sum || out.n != in.n {
		t.Errorf("%v deposited and %v paid on", in.sum, out.sum)
	}
	cfg.Markets[market.CA].Imports = [market.ProgramCount]*model.Imports{}
	if o := simulate(t, model.NewRun(cfg), model.Options{Seed: 7}); o.Profit != profit {
		t.Errorf("profit %v with deposits and %v without", profit, o.Profit)
	}
}

func TestDemandRespondsToTheLandedPrice(t *testing.T) {
	// Local and remote at the same price: up to 150 CAD buyers pay the same tax at the border and at home; above,
	// duty comes on top and remote buyers fall away.
	orders := func(price, program string) int64 {
		stock := "product.UNIT.opening.CA=9000 units"
		if program == "remote-fulfillment" {
			stock = "product.UNIT.opening.CA=0 units" // stock in the country is sold first
		}
		o := once(t, "canada.toml", "product.UNIT.price.CA="+price, "case.any.program.CA="+program, stock)
		return o.Markets[market.CA].Orders
	}
	if r, l := orders("60 CAD", "remote-fulfillment"), orders("60 CAD", "local-fba"); r != l {
		t.Errorf("%d remote and %d local orders at the same landed price", r, l)
	}
	r, l := orders("200 CAD", "remote-fulfillment"), orders("200 CAD", "local-fba")
	// 200 CAD and 18 % duty: 236 x 1.13 = 266.68 against 226.00; elasticity -2.
	if share := float64(l) / float64(r); share < 1.30 || share > 1.48 {
		t.Errorf("local sells %.3f times as much, want (266.68/226)^2 = 1.392", share)
	}
}

// deposits notes what buyers deposit and when, and the tax that passes to the
// authorities and back.
type deposits struct {
	first, last money.Amount
	firstTick   int64
	tax         money.Amount
}

func (d *deposits) Record(p ledger.Posting) {
	switch {
	case p.From == ledger.Buyers && p.To == ledger.Deposits:
		if d.first == 0 {
			d.first, d.firstTick = p.Amount, p.Tick
		}
		d.last = p.Amount
	case p.From == ledger.Buyers && p.To == ledger.Authorities:
		d.tax += p.Amount
	case p.From == ledger.Authorities && p.To == ledger.Buyers:
		d.tax -= p.Amount
	}
}

func TestTheMexicanBorderValuesParcelsInDollars(t *testing.T) {
	// 1000 MXN are 56 USD: 17 %, or 170 MXN; 3000 MXN are 168 USD: 19 %, or 570 MXN.
	for price, want := range map[string]money.Amount{"1000 MXN": 170 * money.Unit, "3000 MXN": 570 * money.Unit} {
		d := &deposits{}
		cfg := load(t, "mexico.toml", "case.local.program.MX=remote-fulfillment", "product.UNIT.opening.MX=0 units",
			"product.UNIT.price.MX="+price)[0].Config
		simulate(t, model.NewRun(cfg), model.Options{Seed: 7, Recorder: d})
		if d.first != want || d.last != want {
			t.Errorf("buyers of %s deposit %v to %v MXN, want %v", price, d.first, d.last, want)
		}
	}
}

func TestTheBorderChangesItsChargesOnTheDay(t *testing.T) {
	cases := load(t, "mexico.toml", "case.local.program.MX=remote-fulfillment", "product.UNIT.opening.MX=0 units",
		"product.UNIT.price.MX=1000 MXN", "start=2025-07-15", "horizon=60 d")
	cfg, d := cases[0].Config, &deposits{}
	simulate(t, model.NewRun(cfg), model.Options{Seed: 7, Recorder: d})
	// Deposits are fixed when the order is placed and booked a day later, when it ships.
	if day := cfg.Start + civil.Date(d.firstTick/civil.Day); d.last != 170*money.Unit || day < civil.Of(2025, 8, 16) || day > civil.Of(2025, 8, 18) {
		t.Errorf("the first deposit is of %v, the last %v", day, d.last)
	}
	if !strings.Contains(strings.Join(cases[0].Remarks, "\n"), "What buyers in MX pay at the border is not known") {
		t.Errorf("no remark on July among %q", cases[0].Remarks)
	}
}

func TestWithholdingFollowsTheRulesOfTheDay(t *testing.T) {
	// A company: nothing in 2025, 2.5 % of 430.17 MXN in 2026.
	cfg := load(t, "mexico.toml", "market.MX.tax.rfc=company", "start=2025-11-17", "horizon=90 d", "product.UNIT.returns=0 %")[0].Config
	placed, o := ordersOf(t, cfg)
	n := money.Amount(0)
	for name, tick := range placed {
		if name.Market == market.MX && tick >= (civil.Of(2026, 1, 1)-cfg.Start).Tick() {
			n++
		}
	}
	if got, want := o.Native[ledger.Withholding][market.MX], -n*10_750_000; got != want || n < 100 {
		t.Errorf("%v MXN withheld, want %v on %d orders of 2026", got, want, n)
	}
	own := once(t, "mexico.toml", "market.MX.tax.withholding.income=10 %", "product.UNIT.returns=0 %")
	if got, want := own.Native[ledger.Withholding][market.MX], -money.Amount(own.Markets[market.MX].Orders)*43_020_000; got != want {
		t.Errorf("%v MXN withheld at the scenario's own 10 %%, want %v", got, want)
	}
	over := once(t, "mexico.toml", "market.MX.tax.withholding.income=0 %", "market.MX.tax.withholding.vat=20 %", "product.UNIT.returns=0 %")
	if got, want := over.Native[ledger.Withholding][market.MX], -money.Amount(over.Markets[market.MX].Orders)*17_210_000; got != want {
		t.Errorf("%v MXN withheld, want %v: 4 %% more than the IVA there is", got, want)
	}
}

func TestSalesTaxPassesThroughAndComesBackWithReturns(t *testing.T) {
	d := &deposits{}
	cfg := load(t, "mexico.toml")[0].Config
	o := simulate(t, model.NewRun(cfg), model.Options{Seed: 7, Recorder: d})
	kept := money.Amount(o.Markets[market.MX].Orders - o.Markets[market.MX].Returned)
	if want := kept * 68_830_000; d.tax != want { // 499.00 - 430.17
		t.Errorf("%v MXN of IVA passed on, want %v", d.tax, want)
	}
}

func TestFeeBandsGoByThePriceWithTax(t *testing.T) {
	// 140 MXN lie in the band below 150 if IVA is inside, and above it if it comes on top.
	perUnit := func(sets ...string) money.Amount {
		o := once(t, "mexico.toml", append(sets, "product.UNIT.price.MX=140 MXN")...)
		return o.Native[ledger.Fee(market.Fulfillment)][market.MX] / money.Amount(o.Markets[market.MX].Orders)
	}
	inside, onTop := perUnit(), perUnit("market.MX.tax.price_includes=none")
	if onTop > inside-5*money.Unit {
		t.Errorf("fulfillment costs %v with IVA inside and %v with IVA on top", inside, onTop)
	}
}
