package trial

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"fbasim/sim/amazon"
	"fbasim/sim/amazon/harvest"
	"fbasim/sim/civil"
	"fbasim/sim/estimate"
	"fbasim/sim/imported"
	"fbasim/sim/market"
	"fbasim/sim/scenario"
)

//go:embed seller.toml
var seller string

// Kinds are the kinds of values whose intervals are counted, in the order of reports.
func Kinds() []string { return []string{"demand", "weekday", "month", "growth", "returns", "transit"} }

// Coverage is by kind of value how many intervals hold the truth, and of how many.
type Coverage map[string]Tally

// Tally is a number of intervals, and how many of them hold the truth.
type Tally struct{ Held, Of int }

// Add adds another count.
func (c Coverage) Add(o Coverage) {
	for _, kind := range Kinds() {
		t := c[kind]
		t.Held, t.Of = t.Held+o[kind].Held, t.Of+o[kind].Of
		c[kind] = t
	}
}

func (c Coverage) count(kind string, e estimate.Estimate, truth float64) {
	t := c[kind]
	t.Of++
	if e.Covers(truth) {
		t.Held++
	}
	c[kind] = t
}

// Replay simulates the two years of a made-up seller, writes its reports, imports them, and counts which
// intervals hold what the seller's scenario says. Every replication has other buyers.
func Replay(replication int, at *time.Location) (Coverage, error) {
	h, err := Simulate(seller, replication)
	if err != nil {
		return nil, err
	}
	sum, err := Gather(h.Reports(at), at)
	if err != nil {
		return nil, err
	}
	im, err := imported.New(sum, imported.Options{Name: "trial", Days: year})
	if err != nil {
		return nil, err
	}
	c := Coverage{}
	h.compare(c, im)
	return c, nil
}

// year is the length of the scenarios that are made, in days.
const year = 364

// Gather reads reports as import does, from memory.
func Gather(reports []Report, at *time.Location) (*harvest.Harvest, error) {
	var files []amazon.Recognized
	for _, r := range reports {
		f, err := amazon.Recognize(amazon.Source{Name: r.Name, Size: int64(len(r.Text)), Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(r.Text)), nil
		}})
		if err != nil {
			return nil, err
		}
		if f.Report == amazon.Unknown {
			return nil, fmt.Errorf("%s: %s", r.Name, f.Why)
		}
		files = append(files, f)
	}
	h, err := harvest.Gather(context.Background(), files, harvest.Options{Location: at})
	if err != nil {
		return nil, err
	}
	for _, f := range h.Files {
		if f.Err != nil {
			return nil, f.Err
		}
	}
	return h, nil
}

// compare counts what an import of the history says of the scenario it came from.
func (h *History) compare(c Coverage, im *imported.Import) {
	plan := h.Study.Cases[0].Plan
	for m := market.US; m < market.MarketplaceCount; m++ {
		f, said := im.Fitted[m], plan.Markets[m]
		if f == nil {
			continue
		}
		weekdays, months := factors(said.Seasonality.Weekday, daysOfWeek), factors(said.Seasonality.Monthly, civil.MonthsPerYear)
		for i, e := range f.Weekday {
			c.count("weekday", e, weekdays[i])
		}
		for i, e := range f.Month {
			c.count("month", e, months[i])
		}
		growth := said.Seasonality.Trend.Dist.Mean()
		if f.Trend != nil {
			c.count("growth", f.Trend.Estimate, growth)
		}
		years := float64(h.End-h.Start) / float64(civil.Day) / civil.DaysPerYear
		for _, p := range im.Products {
			c.products(p, m, h.product(p.SKU), math.Pow(1+growth, years))
		}
		if f.Door != nil {
			c.count("transit", f.Door.Estimate, said.Transit[f.Reference].Dist.Mean())
		}
	}
	for _, p := range im.Products {
		for _, fit := range p.Fits {
			if fit.Key == "returns" {
				c.count("returns", fit.Estimate, h.product(p.SKU).Returns[market.US].Dist.Mean())
			}
		}
	}
}

// products counts the levels of a product in a marketplace, which have grown since they were stated.
func (c Coverage) products(p *imported.Product, m market.Marketplace, said *scenario.Product, grown float64) {
	for _, fit := range p.Fits {
		if fit.Key == "demand."+m.String() {
			c.count("demand", fit.Estimate, said.Demand[m].Dist.Mean()*civil.DaysPerYear/civil.MonthsPerYear*grown)
		}
	}
}

const daysOfWeek = 7

// factors are those of a scenario over their mean, months weighted by their days; ones where it has
// none.
func factors(said *scenario.Numbers, n int) []float64 {
	out := make([]float64, n)
	sum, weights := 0.0, 0.0
	for i := range out {
		out[i] = 1
		if said != nil {
			out[i] = said.Value[i]
		}
		w := 1.0
		if n == civil.MonthsPerYear {
			first := civil.Of(2001, i+1, 1) // a year of 365 days
			w = float64(first.NextMonth() - first)
		}
		sum, weights = sum+w*out[i], weights+w
	}
	for i := range out {
		out[i] *= weights / sum
	}
	return out
}
