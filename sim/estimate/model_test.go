package estimate_test

import (
	"fmt"
	"math"
	"os"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/estimate"
	"fbasim/sim/estimate/trial"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/program"
	"fbasim/sim/study"
)

// shop opens the scenario of testdata at other values and returns its only case.
func shop(t *testing.T, sets ...string) *model.Config {
	t.Helper()
	s, problems, err := study.Open("testdata/shop.toml", study.Options{Read: os.ReadFile, Sets: sets})
	if err != nil {
		t.Fatal(err)
	}
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	return s.Cases[0].Config
}

// records are the orders and returns that a replication's seller knows of at its end.
type records struct {
	end     int64
	placed  map[model.OrderName]int64
	series  []estimate.Series
	returns [][]estimate.Return
	bought  [][]estimate.Cohort
}

func (r *records) Offer(int64, int, market.Marketplace, program.Remote, string) {}
func (r *records) Plan(int64, int, market.Marketplace, market.Program)          {}
func (r *records) Stock(int64, int, market.Marketplace, int64, string)          {}

// Order is called by the model.
func (r *records) Order(tick int64, o model.OrderName, s model.Step) {
	days := func(ticks int64) float64 { return float64(ticks) / float64(civil.Day) }
	switch {
	case s == model.Placed:
		r.placed[o] = tick
		r.series[o.SKU].Counts[tick/civil.Day]++
		r.bought[o.SKU] = append(r.bought[o.SKU], estimate.Cohort{Age: days(r.end - tick), Units: 1})
	case s == model.Returned && tick <= r.end:
		bought := r.placed[o]
		r.returns[o.SKU] = append(r.returns[o.SKU],
			estimate.Return{Delay: days(tick - bought), Age: days(r.end - bought)})
	}
}

// history simulates a replication.
func history(t *testing.T, run *model.Run, cfg *model.Config, replication int) *records {
	t.Helper()
	n := len(cfg.SKUs)
	r := &records{end: cfg.Horizon, placed: map[model.OrderName]int64{}, series: make([]estimate.Series, n),
		returns: make([][]estimate.Return, n), bought: make([][]estimate.Cohort, n)}
	for i := range r.series {
		r.series[i] = estimate.Series{Start: cfg.Start, Counts: make([]int32, cfg.Horizon/civil.Day)}
	}
	if _, err := run.Simulate(model.Options{Seed: 20260202, Replication: replication, Tracer: r}); err != nil {
		t.Fatal(err)
	}
	return r
}

// The truth of testdata/shop.toml.
var (
	levels  = []float64{240, 40, 2}
	rates   = []float64{0.09, 0.05, 0.05}
	weekday = []float64{1.3, 1.1, 1.1, 1, 0.9, 0.8, 0.8}
	monthly = []float64{0.8, 0.8, 0.9, 0.9, 1, 1, 1, 1, 1, 1.1, 1.2, 1.3}
)

const (
	growth = 0.15
	delay  = 2 + 18 + 5 // days to the door, with the buyer, and back
)

// monthMean is the mean of the month factors over the days of a year.
func monthMean() float64 {
	sum := 0.0
	for i, f := range monthly {
		first := civil.Of(2025, i+1, 1)
		sum += f * float64(first.NextMonth()-first) / civil.DaysPerYear
	}
	return sum
}

// TestTheModelsOwnOrdersAreFittedAtTheStatedRate: the orders of replications with known demand keys
// are history, and the keys lie in the fitted intervals as often as these say.
func TestTheModelsOwnOrdersAreFittedAtTheStatedRate(t *testing.T) {
	const replications = 150
	cfg := shop(t)
	run := model.NewRun(cfg)
	start := cfg.Start + civil.Date(cfg.Horizon/civil.Day)
	grown := math.Pow(1+growth, float64(start-cfg.Start)/civil.DaysPerYear)
	counts := map[string]*trial.Coverage{}
	count := func(what string, covered bool) {
		c := counts[what]
		if c == nil {
			c = &trial.Coverage{Study: "shop", Measure: trial.Measure{Name: what, Lo: 0.94, Hi: 0.98}}
			counts[what] = c
		}
		c.Studies++
		if covered {
			c.Hits++
		}
	}
	for rep := range replications {
		r := history(t, run, cfg, rep)
		m, err := estimate.Fit(r.series, estimate.Options{Start: start, Days: civil.DaysPerYear})
		if err != nil {
			t.Fatal(err)
		}
		for i, d := range m.Demand {
			name := cfg.SKUs[i].Name
			sku := map[string]int{"FAST": 0, "STEADY": 1, "SLOW": 2}[name]
			count("level of "+name, d.Level.Covers(levels[sku]*grown*monthMean()))
			returned := len(r.returns[i])
			c := estimate.Complete(r.returns[i], trial.ReturnDelay())
			count("returns of "+name, estimate.ReturnRate(r.bought[i], returned, c).Covers(rates[sku]))
			if name == "FAST" {
				d, err := estimate.ReturnDelays(r.returns[i])
				count("delay", err == nil && d.Covers(delay))
			}
		}
		count("weekday", m.Weekday[rep%7].Covers(weekday[rep%7]))
		count("month", m.Month[rep%12].Covers(monthly[rep%12]/monthMean()))
		count("growth", m.Trend.Covers(growth))
	}
	if len(counts) != 10 {
		t.Errorf("%d values were looked at, want 10", len(counts))
	}
	for what, c := range counts {
		t.Logf("%-18s %.3f of %d", what, c.Share(), c.Studies)
		if !c.Kept() {
			t.Errorf("%s: %d of %d intervals hold the truth", what, c.Hits, c.Studies)
		}
	}
}

// TestFittedValuesRunInAScenario writes what was fitted into a scenario of the year after, whose units
// then are those that the truth gives, within what the fitted distributions allow.
func TestFittedValuesRunInAScenario(t *testing.T) {
	cfg := shop(t)
	start := cfg.Start + civil.Date(cfg.Horizon/civil.Day)
	r := history(t, model.NewRun(cfg), cfg, 0)
	m, err := estimate.Fit(r.series, estimate.Options{Start: start, Days: civil.DaysPerYear})
	if err != nil {
		t.Fatal(err)
	}
	list := func(factors []estimate.Estimate) (values []string) {
		for _, f := range factors {
			values = append(values, fmt.Sprintf("%.4g", f.Value))
		}
		return values
	}
	sets := []string{"start=" + start.String(), "horizon=365 d",
		"market.US.seasonality.weekday=[" + join(list(m.Weekday)) + "]",
		"market.US.seasonality.monthly=[" + join(list(m.Month)) + "]",
		fmt.Sprintf("market.US.seasonality.trend=%v %%/year", m.Trend.Dist)}
	for i, d := range m.Demand {
		rate := estimate.ReturnRate(r.bought[i], len(r.returns[i]), estimate.Complete(r.returns[i], trial.ReturnDelay()))
		sets = append(sets, fmt.Sprintf("product.%s.demand.US=%v units/month", cfg.SKUs[i].Name, d.Level.Dist),
			fmt.Sprintf("product.%s.returns=%v %%", cfg.SKUs[i].Name, rate.Dist))
	}
	back, err := estimate.ReturnDelays(r.returns[0])
	if err != nil {
		t.Fatal(err)
	}
	sets = append(sets, fmt.Sprintf("market.US.returns.delay=%v d", back.Dist))
	next := shop(t, sets...)
	truth := shop(t, "start="+start.String(), "horizon=365 d", fmt.Sprintf("product.FAST.demand.US=%v units/month",
		levels[0]*math.Pow(1+growth, float64(start-cfg.Start)/civil.DaysPerYear)))
	units := func(cfg *model.Config, reps int) (mean, sd float64) {
		run := model.NewRun(cfg)
		var x, xx float64
		for rep := range reps {
			n := 0.0
			for i, s := range history(t, run, cfg, rep).series {
				for _, c := range s.Counts {
					if cfg.SKUs[i].Name == "FAST" {
						n += float64(c)
					}
				}
			}
			x += n
			xx += n * n
		}
		mean = x / float64(reps)
		return mean, math.Sqrt(xx/float64(reps) - mean*mean)
	}
	got, sd := units(next, 40)
	want, chance := units(truth, 20)
	if math.Abs(got-want) > 3*sd || sd < chance {
		t.Errorf("%.0f +- %.0f units in the year of the scenario; the truth is %.0f +- %.0f", got, sd, want, chance)
	}
}

func join(values []string) string {
	text := ""
	for i, v := range values {
		if i > 0 {
			text += ", "
		}
		text += v
	}
	return text
}
