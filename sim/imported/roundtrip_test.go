package imported_test

import (
	"context"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"fbasim/sim/amazon"
	"fbasim/sim/amazon/harvest"
	"fbasim/sim/civil"
	"fbasim/sim/estimate"
	"fbasim/sim/imported"
	"fbasim/sim/imported/trial"
	"fbasim/sim/market"
)

// seller is a scenario whose buyers are simulated for two years, and then imported. Demand is stated on
// its first day.
const seller = `
schema   = 1
start    = 2024-03-01
horizon  = "730 d"
[product.MUG]
category   = "Home & Kitchen"
size       = "5 x 4.5 x 4 in"
weight     = "0.95 lb"
cost       = "2.90 USD"
returns    = "9 %"
price      = { US = "14.99 USD", CA = "27.99 CAD" }
demand     = { US = "150 units/month", CA = "50 units/month" }
opening.US = "1000000 units"
[product.PAN]
category   = "Home & Kitchen"
size       = "17 x 10 x 3 in"
weight     = "2.6 lb"
cost       = "8.40 USD"
returns    = "5 %"
price      = { US = "32.99 USD", CA = "54.99 CAD" }
demand     = { US = "60 units/month", CA = "8 units/month" }
opening.US = "1000000 units"
[market.US]
transit.local-fba   = "2 d"
seasonality.weekday = [1.2, 1.1, 1.0, 0.9, 0.9, 0.8, 1.1]
seasonality.monthly = [0.8, 0.8, 0.9, 0.9, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.2, 1.4]
seasonality.trend   = "20 %/year"
[market.CA]
transit.remote-fulfillment = "pert(6, 9, 13) d"
seasonality.monthly = [0.8, 0.8, 0.9, 0.9, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.2, 1.4]
seasonality.trend   = "10 %/year"
[replenish.US]
policy    = "order-up-to"
cover     = "60 d"
lead_time = "20 d"
[fx]
CAD = "0.731 USD"
[assume]
cards = "nearest"
[case.remote]
program.CA = "remote-fulfillment"
[experiment]
seed = 20260302
`

func pacific(t testing.TB) *time.Location {
	t.Helper()
	at, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// harvested reads reports as import does.
func harvested(t testing.TB, reports []trial.Report) *harvest.Harvest {
	t.Helper()
	var files []amazon.Recognized
	for _, r := range reports {
		f, err := amazon.Recognize(amazon.Source{Name: r.Name, Size: int64(len(r.Text)), Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(r.Text)), nil
		}})
		if err != nil || f.Report == amazon.Unknown {
			t.Fatal(r.Name, err, f.Why)
		}
		files = append(files, f)
	}
	h, err := harvest.Gather(context.Background(), files, harvest.Options{Workers: 2, Location: pacific(t)})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range h.Files {
		if f.Err != nil {
			t.Fatal(f.Source.Name, f.Err)
		}
	}
	return h
}

// coverage counts by kind of value how often the interval holds the truth.
type coverage map[string]*[2]int

func (c coverage) count(kind string, e estimate.Estimate, truth float64) {
	if c[kind] == nil {
		c[kind] = &[2]int{}
	}
	c[kind][1]++
	if e.Covers(truth) {
		c[kind][0]++
	}
}

// relative are factors over their mean, months weighted by their days.
func relative(factors []float64) []float64 {
	sum, weights := 0.0, 0.0
	for i, f := range factors {
		w := 1.0
		if len(factors) == 12 {
			w = float64(civil.Of(2001, i+1, 1).NextMonth() - civil.Of(2001, i+1, 1))
		}
		sum, weights = sum+w*f, weights+w
	}
	out := make([]float64, len(factors))
	for i, f := range factors {
		out[i] = f * weights / sum
	}
	return out
}

// truth is what the seller's scenario says of a marketplace.
type truth struct {
	growth  float64
	weekday []float64
	months  []float64
	levels  map[string]float64 // units a month on its first day
}

func truths() map[market.Marketplace]truth {
	months := relative([]float64{0.8, 0.8, 0.9, 0.9, 1, 1, 1, 1, 1, 1, 1.2, 1.4})
	return map[market.Marketplace]truth{
		market.US: {0.2, relative([]float64{1.2, 1.1, 1.0, 0.9, 0.9, 0.8, 1.1}), months, map[string]float64{"MUG": 150, "PAN": 60}},
		market.CA: {0.1, relative([]float64{1, 1, 1, 1, 1, 1, 1}), months, map[string]float64{"MUG": 50, "PAN": 8}},
	}
}

// compare counts what the import of one history says of the truth.
func (c coverage) compare(im *imported.Import) {
	years := float64(im.To+1-civil.Of(2024, 3, 1)) / civil.DaysPerYear
	for m, w := range truths() {
		f := im.Fitted[m]
		for i, e := range f.Weekday {
			c.count("weekday", e, w.weekday[i])
		}
		for i, e := range f.Month {
			c.count("month", e, w.months[i])
		}
		c.count("growth", f.Trend.Estimate, w.growth)
		for _, p := range im.Products {
			for _, fit := range p.Fits {
				if fit.Key == "demand."+m.String() {
					c.count("demand", fit.Estimate, w.levels[p.SKU]*math.Pow(1+w.growth, years))
				}
			}
		}
	}
	for _, p := range im.Products {
		for _, fit := range p.Fits {
			if fit.Key == "returns" {
				c.count("returns", fit.Estimate, map[string]float64{"MUG": 0.09, "PAN": 0.05}[p.SKU])
			}
		}
	}
	c.count("transit", im.Fitted[market.CA].Door.Estimate, (6+4*9+13)/6.0)
}

// replay simulates the seller, imports the reports, and compares.
func replay(t testing.TB, replications int) coverage {
	c := coverage{}
	for i := range replications {
		h, err := trial.Simulate(seller, i)
		if err != nil {
			t.Fatal(err)
		}
		im, err := imported.New(harvested(t, h.Reports(pacific(t))), imported.Options{Name: "trial", Days: 364})
		if err != nil {
			t.Fatal(err)
		}
		c.compare(im)
	}
	return c
}

// judge requires the stated rate, less what chance allows.
func (c coverage) judge(t *testing.T) {
	for _, kind := range []string{"demand", "weekday", "month", "growth", "returns", "transit"} {
		n := c[kind]
		if n == nil {
			t.Errorf("%s: nothing was fitted", kind)
			continue
		}
		share, doubt := float64(n[0])/float64(n[1]), 3.5*math.Sqrt(estimate.Confidence*(1-estimate.Confidence)/float64(n[1]))
		t.Log(fmt.Sprintf("%s: %d of %d intervals hold the truth", kind, n[0], n[1]))
		if share < estimate.Confidence-doubt {
			t.Errorf("%s: %.1f %% of %d intervals hold the truth", kind, 100*share, n[1])
		}
	}
}

func TestASimulatedHistoryIsImportedWithItsTruthInsideTheIntervals(t *testing.T) {
	replay(t, 20).judge(t)
}
