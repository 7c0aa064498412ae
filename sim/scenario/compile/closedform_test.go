package compile_test

import (
	"math"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/stats"
	"fbasim/sim/stats/closedform"
)

// near fails where a mean lies more than four standard errors from the truth, and
// where the sample is too small for that to mean much.
func near(t *testing.T, what string, s stats.Summary, truth float64) {
	t.Helper()
	if math.Abs(s.Mean-truth) > 4*s.SE() {
		t.Errorf("%s: %.5f +- %.5f after %d replications, the truth is %.5f", what, s.Mean, s.SE(), s.N, truth)
	}
	if s.SE() > 0.05*math.Abs(truth) {
		t.Errorf("%s: a standard error of %.5f says nothing about %.5f", what, s.SE(), truth)
	}
}

func perTick(area int64, o *model.Outcome) float64 { return float64(area) / float64(o.Ticks) }

func TestOrdersInTransitAreMGInfinity(t *testing.T) {
	cfg := load(t, "in-transit.toml")[0].Config
	near(t, "mean in transit", sample(t, cfg, 12, func(o *model.Outcome) float64 {
		return perTick(o.Markets[market.CA].InTransit, o)
	}), 95)
	o := simulate(t, model.NewRun(cfg), model.Options{Seed: 1})
	ca := &o.Markets[market.CA]
	least, most := float64(ca.DeliveryMin)/float64(civil.Day), float64(ca.DeliveryMax)/float64(civil.Day)
	if math.Abs(least-7) > 0.05 || math.Abs(most-12) > 0.05 || least < 7-1e-4 || most > 12+1e-4 {
		t.Errorf("orders take %.4f to %.4f days, the window is 7 to 12", least, most)
	}
	if ca.Late != 0 || ca.Delivered < 3000 {
		t.Errorf("%d of %d orders late", ca.Late, ca.Delivered)
	}
}

func TestBaseStockWithBackordersIsPalm(t *testing.T) {
	// Known-answer values: on order Poisson(load), for constant, exponential and uniform lead times.
	for _, c := range []struct {
		demand, stock    string
		mean             float64
		fill, onHand, bo float64
	}{
		{"2", "8", 3, 0.743980, 2.314021, 0.314021},
		{"1", "12", 9.5, 0.751990, 2.893255, 0.393255},
	} {
		for _, law := range []string{"%v d", "exponential(mean=%v) d", "uniform(%v, %v) d"} {
			lead := leadTime(law, c.mean)
			cfg := load(t, "base-stock.toml", "product.UNIT.demand.US="+c.demand+" units/d",
				"product.UNIT.opening.US="+c.stock+" units", "replenish.US.level="+c.stock+" units",
				"replenish.US.lead_time="+lead, "horizon=1500 d")[0].Config
			fill, onHand, bo := inventory(t, cfg, 60)
			near(t, lead+" fill", fill, c.fill)
			near(t, lead+" on hand", onHand, c.onHand)
			near(t, lead+" backorders", bo, c.bo)
		}
	}
}

// inventory samples fill rate, sellable units and backorders in the US.
func inventory(t *testing.T, cfg *model.Config, reps int) (fill, onHand, backorders stats.Summary) {
	t.Helper()
	run := model.NewRun(cfg)
	for rep := range reps {
		o := simulate(t, run, model.Options{Seed: 20260202, Replication: rep})
		us := &o.Markets[market.US]
		fill.Add(float64(us.Orders-us.Waited) / float64(us.Orders+us.Lost))
		onHand.Add(perTick(us.OnHand, o))
		backorders.Add(perTick(us.Backorders, o))
	}
	return fill, onHand, backorders
}

func TestBaseStockWithLostSalesIsErlangLoss(t *testing.T) {
	for _, c := range []struct {
		demand, stock, lead string
		lost                float64
	}{
		{"2", "8", "exponential(mean=3) d", 0.121876},
		{"1", "12", "uniform(7, 12) d", 0.100953},
		{"0.5", "5", "7 d", 0.154112},
	} {
		cfg := load(t, "base-stock.toml", "unmet=lost", "product.UNIT.demand.US="+c.demand+" units/d",
			"product.UNIT.opening.US="+c.stock+" units", "replenish.US.level="+c.stock+" units",
			"replenish.US.lead_time="+c.lead, "horizon=1500 d")[0].Config
		near(t, c.lead, sample(t, cfg, 24, func(o *model.Outcome) float64 {
			us := &o.Markets[market.US]
			return float64(us.Lost) / float64(us.Orders+us.Lost)
		}), c.lost)
	}
}

func TestReorderPointIsHadleyWhitin(t *testing.T) {
	cfg := load(t, "reorder-point.toml", "horizon=2500 d")[0].Config
	fill, onHand, bo := inventory(t, cfg, 30)
	near(t, "fill", fill, 0.968600)
	near(t, "on hand", onHand, 7.529702)
	near(t, "backorders", bo, closedform.ReorderPoint{Rate: 2, Lead: 3, R: 8, Q: 10}.Stock().Backorders)
}

func TestNewsvendorCostAndOptimum(t *testing.T) {
	cost := func(units string) stats.Summary {
		cfg := load(t, "newsvendor.toml", "product.UNIT.opening.US="+units+" units")[0].Config
		return sample(t, cfg, 3000, func(o *model.Outcome) float64 {
			return float64(o.LeftoverUnits) + 4*float64(o.Markets[market.US].Lost)
		})
	}
	best := cost("8")
	near(t, "cost of 8 units", best, 3.570107)
	if less, more := cost("7"), cost("9"); less.Mean <= best.Mean || more.Mean <= best.Mean {
		t.Errorf("7, 8 and 9 units cost %.4f, %.4f and %.4f: 8 should be the least", less.Mean, best.Mean, more.Mean)
	}
}

func TestReturnsByADay(t *testing.T) {
	cfg := load(t, "returns.toml")[0].Config
	run, within, all := model.NewRun(cfg), stats.Summary{}, stats.Summary{}
	for rep := range 60 {
		daily := &model.Daily{}
		o := simulate(t, run, model.Options{Seed: 20260202, Replication: rep, Daily: daily})
		n := int64(0)
		for _, d := range daily.Days {
			n += d.Returns[market.US]
		}
		within.Add(float64(n))
		all.Add(float64(o.Markets[market.US].Returned))
	}
	near(t, "returns within 60 days", within, 80)
	near(t, "returns in all", all, 120)
}

func TestSeasonalDemandIsItsIntegral(t *testing.T) {
	cfg := load(t, "season.toml")[0].Config
	p := cfg.Markets[market.US].Profile
	var year, mondays, december float64
	for d := range 365 {
		date := cfg.Start + civil.Date(d)
		_, month, _ := date.YMD()
		rate := 10 * p.Monthly[month-1] * p.Weekday[date.Weekday()] * math.Pow(1.08, float64(d)/365)
		year += rate
		if date.Weekday() == 0 {
			mondays += rate
		}
		if month == 12 {
			december += rate
		}
	}
	run := model.NewRun(cfg)
	var all, onMondays, inDecember stats.Summary
	for rep := range 20 {
		tr := &arrivals{cfg: cfg}
		simulate(t, run, model.Options{Seed: 20260202, Replication: rep, Tracer: tr})
		all.Add(tr.all)
		onMondays.Add(tr.mondays)
		inDecember.Add(tr.december)
	}
	near(t, "year", all, year)
	near(t, "Mondays", onMondays, mondays)
	near(t, "December", inDecember, december)
	if ratio := all.Variance() / year; ratio < 0.3 || ratio > 2.5 {
		t.Errorf("variance %.1f of a Poisson number with mean %.1f", all.Variance(), year)
	}
}
