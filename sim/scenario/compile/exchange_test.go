package compile_test

import (
	"math"
	"slices"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/stats"
)

// converter follows the seller's Canadian balance and what becomes of it.
type converter struct {
	rate   func(tick int64) float64 // nil where it is not known
	worth  float64                  // of the open balance when it was earned
	gain   float64
	paid   money.Amount // Canadian dollars of the settlement under way
	ticks  []int64
	quotes []float64 // rates of the settlements
}

func (c *converter) Record(p ledger.Posting) {
	v := p.Amount.Float()
	switch {
	case p.From == ledger.Balance && p.To == ledger.Exchange:
		c.paid = p.Amount
		if c.rate != nil {
			c.gain += v*c.rate(p.Tick) - c.worth
		}
		c.worth = 0
	case p.From == ledger.Exchange && p.To == ledger.Balance: // the seller owes
		if c.rate != nil {
			c.gain -= v*c.rate(p.Tick) + c.worth
		}
		c.worth = 0
	case p.From == ledger.Exchange && p.To == ledger.Bank:
		c.ticks, c.quotes = append(c.ticks, p.Tick), append(c.quotes, v/c.paid.Float())
	case p.Currency == money.CAD && p.To == ledger.Balance && c.rate != nil:
		c.worth += v * c.rate(p.Tick)
	case p.Currency == money.CAD && p.From == ledger.Balance && c.rate != nil:
		c.worth -= v * c.rate(p.Tick)
	}
}

func follow(t testing.TB, cfg *model.Config, rep int, rate func(int64) float64) (*converter, *model.Outcome) {
	t.Helper()
	c := &converter{rate: rate}
	return c, simulate(t, model.NewRun(cfg), model.Options{Seed: 11, Replication: rep, Recorder: c})
}

func TestAConstantRateMakesNoExchangeDifference(t *testing.T) {
	for _, sets := range [][]string{
		{}, {"fx.CAD=uniform(0.7, 0.76) USD"},
		{`fx.CAD={ points = ["2026-02-02 0.731", "2026-05-01 0.731"] }`},
		{`fx.CAD={ start = "0.731 USD", model = "gbm", vol = "0 %/year" }`},
	} {
		cfg := load(t, "in-transit.toml", append(sets, "product.UNIT.returns=10 %", "warmup=0 d")...)[0].Config
		c, o := follow(t, cfg, 0, nil)
		if got := o.Lines[ledger.FXDifference][market.CA]; got != 0 || len(c.quotes) < 20 {
			t.Errorf("%v: difference %v over %d settlements", sets, got, len(c.quotes))
		}
	}
}

func TestDatedRatesMakeTheDifferenceBetweenSaleAndSettlement(t *testing.T) {
	cfg := load(t, "in-transit.toml", "warmup=0 d", "horizon=100 d", "product.UNIT.returns=10 %",
		`fx.CAD={ points = ["2026-01-01 0.70", "2026-02-10 0.75", "2026-03-20 0.72", "2026-07-01 0.80"] }`)[0].Config
	day := func(y, m, d int) int64 { return (civil.Of(y, m, d) - cfg.Start).Tick() }
	c, o := follow(t, cfg, 0, func(tick int64) float64 {
		switch {
		case tick < day(2026, 2, 10):
			return 0.70
		case tick < day(2026, 3, 20):
			return 0.75
		case tick < day(2026, 7, 1):
			return 0.72
		}
		return 0.80
	})
	got := o.Lines[ledger.FXDifference][market.CA].Float()
	if math.Abs(got-c.gain) > 0.001 || math.Abs(got) < 1 {
		t.Errorf("difference %.6f USD, by hand %.6f", got, c.gain)
	}
	sku := o.SKUs[0].Parts.Profit(market.CA).Float()
	if all := o.Markets[market.CA].Profit.Float(); math.Abs(sku-all) > 1e-9 {
		t.Errorf("the SKU has %.4f of the marketplace's %.4f: the difference belongs to it", sku, all)
	}
	for i, q := range c.quotes {
		if want := c.rate(c.ticks[i]); math.Abs(q-want) > 1e-6 {
			t.Errorf("settled at %.6f on day %d, want %.6f", q, c.ticks[i]/civil.Day, want)
		}
	}
}

func TestRatesThatMoveFollowAGeometricBrownianMotion(t *testing.T) {
	cfg := load(t, "in-transit.toml", "warmup=0 d", "horizon=70 d", "product.UNIT.demand.CA=0.5 units/d",
		`fx.CAD={ start = "0.731 USD", model = "gbm", vol = "100 %/year", drift = "30 %/year", step = "1 d" }`)[0].Config
	var logs, squares stats.Summary
	const years = 56.0 / 365
	run := model.NewRun(cfg)
	for rep := range 1000 {
		c := &converter{}
		simulate(t, run, model.Options{Seed: 5, Replication: rep, Recorder: c})
		i := slices.Index(c.ticks, 56*civil.Day)
		if i < 0 {
			continue // nothing to settle on that day
		}
		x := math.Log(c.quotes[i] / 0.731)
		logs.Add(x)
		squares.Add((x - (0.30-0.50)*years) * (x - (0.30-0.50)*years))
	}
	if logs.N < 800 {
		t.Fatalf("only %d settlements", logs.N)
	}
	if want := (0.30 - 0.50) * years; math.Abs(logs.Mean-want) > 4*logs.SE() {
		t.Errorf("mean of the logarithm %.5f +- %.5f, want %.5f", logs.Mean, logs.SE(), want)
	}
	near(t, "variance of the logarithm", squares, 1.00*years)
}

func TestEveryCurrencyGoesItsOwnWay(t *testing.T) {
	cfg := load(t, "mexico.toml", "case.local.program.MX=remote-fulfillment", "case.local.program.CA=remote-fulfillment",
		"product.UNIT.opening.MX=0 units", "product.UNIT.price.CA=35 CAD", "product.UNIT.demand.CA=4 units/d",
		`fx.MXN={ start = "0.056 USD", model = "gbm", vol = "20 %/year" }`,
		`fx.CAD={ start = "0.731 USD", model = "gbm", vol = "20 %/year" }`)[0].Config
	rates := map[money.Currency][]float64{}
	tape := &payouts{}
	simulate(t, model.NewRun(cfg), model.Options{Seed: 5, Recorder: tape})
	for i := 0; i+1 < len(*tape); i += 2 {
		foreign, home := (*tape)[i], (*tape)[i+1]
		rates[foreign.Currency] = append(rates[foreign.Currency], home.Amount.Float()/foreign.Amount.Float())
	}
	cad, mxn := rates[money.CAD], rates[money.MXN]
	if len(cad) < 6 || len(mxn) < 6 {
		t.Fatalf("%d and %d payouts", len(cad), len(mxn))
	}
	for i := range min(len(cad), len(mxn)) {
		if x, y := cad[i]/0.731, mxn[i]/0.056; math.Abs(x-y) < 1e-4 {
			t.Errorf("payout %d: both currencies are at %.5f of their start", i, x)
		}
	}
}

// payouts keeps what passes the exchange, in pairs.
type payouts []ledger.Posting

func (p *payouts) Record(post ledger.Posting) {
	if post.To == ledger.Exchange && post.From == ledger.Balance || post.From == ledger.Exchange && post.To == ledger.Bank {
		*p = append(*p, post)
	}
}

func TestAllCasesLiveThroughTheSameRates(t *testing.T) {
	gbm := `fx.CAD={ start = "uniform(0.70, 0.76) USD", model = "gbm", vol = "10 %/year" }`
	remote := load(t, "canada.toml", gbm, "product.UNIT.opening.CA=0 units")[0].Config
	local := load(t, "canada.toml", gbm, "case.any.program.CA=local-fba")[0].Config
	a, _ := follow(t, remote, 3, nil)
	b, _ := follow(t, local, 3, nil)
	shared, moved := 0, 0
	for i, tick := range a.ticks {
		j := slices.Index(b.ticks, tick)
		if j < 0 {
			continue
		}
		shared++
		if math.Abs(a.quotes[i]-b.quotes[j]) > 1e-6 {
			t.Errorf("day %d: %.6f in one case and %.6f in the other", tick/civil.Day, a.quotes[i], b.quotes[j])
		}
		if i > 0 && a.quotes[i] != a.quotes[i-1] {
			moved++
		}
	}
	if shared < 12 || moved < 10 {
		t.Errorf("%d settlements shared, %d with a new rate", shared, moved)
	}
}
