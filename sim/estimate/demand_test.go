package estimate_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/civil"
	"fbasim/sim/dist"
	"fbasim/sim/estimate"
	"fbasim/sim/estimate/trial"
	"fbasim/sim/random"
)

// sound checks that an estimate lies in its interval and that its distribution reads back.
func sound(t *rapid.T, what string, f estimate.Fitted) {
	if !(f.Lo <= f.Value && f.Value <= f.Hi) || f.Method == "" {
		t.Fatalf("%s: %+v", what, f)
	}
	if f.Dist == nil {
		return
	}
	back, err := dist.Parse(f.Dist.String())
	if err != nil || back.String() != f.Dist.String() || math.IsNaN(back.Mean()) {
		t.Fatalf("%s: %v reads back as %v: %v", what, f.Dist, back, err)
	}
}

// anySeries draws histories with gaps, spikes, nothing sold, and of any length.
func anySeries(t *rapid.T) []estimate.Series {
	list := make([]estimate.Series, rapid.IntRange(1, 14).Draw(t, "SKUs"))
	for i := range list {
		days := rapid.SampledFrom([]int{0, 1, 6, 29, 100, 366, 600, 800}).Draw(t, "days")
		list[i] = estimate.Series{Start: trial.Start - civil.Date(days+rapid.IntRange(-30, 400).Draw(t, "ago")),
			Counts: make([]int32, days)}
		mean := rapid.SampledFrom([]float64{0, 0.003, 0.1, 3, 1000}).Draw(t, "mean")
		key := random.NewKey(rapid.Int64().Draw(t, "seed"))
		for d := range list[i].Counts {
			switch u := key.Uniform(uint64(d), 0); {
			case u < 0.05:
				list[i].Counts[d] = estimate.Gap
			case u < 0.06:
				list[i].Counts[d] = int32(50 * mean)
			default:
				list[i].Counts[d] = int32(-2 * mean * math.Log(key.Uniform(uint64(d), 1)) * math.Round(u))
			}
		}
	}
	return list
}

func TestAnyHistoryGivesFiniteValuesInsideTheirIntervals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		series := anySeries(t)
		m, err := estimate.Fit(series, trial.Options())
		if err != nil {
			if slices.ContainsFunc(series, func(s estimate.Series) bool { return len(s.Counts) > 0 }) {
				t.Fatal(err)
			}
			return
		}
		for i, d := range m.Demand {
			sound(t, "level", d.Level)
			if d.Level.Dist == nil || d.Days > 0 && d.Level.Dist.Mean() <= 0 || d.Dispersion < 1 {
				t.Fatalf("series %d: %+v", i, d)
			}
		}
		sum := 0.0
		for _, e := range m.Weekday {
			sound(t, "weekday", estimate.Fitted{Estimate: e})
			sum += e.Value / 7
		}
		if m.Weekday != nil && math.Abs(sum-1) > 1e-9 {
			t.Fatalf("weekday factors have mean %v", sum)
		}
		for _, e := range m.Month {
			sound(t, "month", estimate.Fitted{Estimate: e})
		}
		if m.Trend != nil {
			sound(t, "growth", *m.Trend)
		}
	})
}

func TestTheOrderOfTheSKUsChangesNothing(t *testing.T) {
	w := trial.World{Levels: []float64{3, 30, 100, 1, 8}, Days: 500}
	h := w.History(random.NewKey(3))
	a, err := estimate.Fit(h, trial.Options())
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(h)
	b, err := estimate.Fit(h, trial.Options())
	if err != nil {
		t.Fatal(err)
	}
	for i := range a.Demand {
		x, y := a.Demand[i].Level, b.Demand[len(h)-1-i].Level
		if math.Abs(x.Value/y.Value-1) > 1e-6 || math.Abs(x.Hi/y.Hi-1) > 1e-6 {
			t.Errorf("SKU %d: %v and %v", i, x, y)
		}
	}
}

// TestNoSaleInAYearIsTheIntervalOfJeffreys: chi-square quantiles with one degree of freedom, halved:
// 0.000491 and 2.512 units a year.
func TestNoSaleInAYearIsTheIntervalOfJeffreys(t *testing.T) {
	s := estimate.Series{Start: trial.Start - 365, Counts: make([]int32, 365)}
	m, err := estimate.Fit([]estimate.Series{s}, trial.Options())
	if err != nil {
		t.Fatal(err)
	}
	l := m.Demand[0].Level
	if l.Value != 0 || math.Abs(l.Dist.Mean()*12-0.5) > 1e-3 || m.Demand[0].Pattern != estimate.NoSales {
		t.Errorf("%v, %v", l, l.Dist)
	}
	if l.Hi*12 < 2.51 || l.Hi*12 > 6 { // wider than Jeffreys', as the dispersion is not known either
		t.Errorf("up to %v units a year", l.Hi*12)
	}
}

// TestManySalesGiveTheIntervalOfAPoissonMean: 10,000 units a year of 365 days, as evenly as can be,
// have a standard error of 1 %.
func TestManySalesGiveTheIntervalOfAPoissonMean(t *testing.T) {
	s := estimate.Series{Start: trial.Start - 364, Counts: make([]int32, 364)}
	for d := range s.Counts {
		s.Counts[d] = 27
	}
	m, err := estimate.Fit([]estimate.Series{s}, trial.Options())
	if err != nil {
		t.Fatal(err)
	}
	l := m.Demand[0].Level
	if want := 27 * 365.0 / 12; math.Abs(l.Value/want-1) > 0.01 {
		t.Errorf("%v units/month, want %v", l.Value, want)
	}
	if half := (l.Hi - l.Lo) / 2 / l.Value; half < 0.0195 || half > 0.022 {
		t.Errorf("half-width %.4f", half)
	}
}

func TestPatternsAreThoseOfSyntetosBoylanAndCroston(t *testing.T) {
	for want, units := range map[estimate.Pattern][]int32{
		estimate.NoSales:      {0, 0, 0, 0},
		estimate.Smooth:       {3, 4, 3, 0, 4, 3},
		estimate.Erratic:      {1, 9, 1, 1, 9, 1},
		estimate.Intermittent: {0, 0, 2, 0, 0, 2},
		estimate.Lumpy:        {0, 0, 1, 0, 0, 20},
	} {
		m, err := estimate.Fit([]estimate.Series{{Start: trial.Start - 6, Counts: units}}, trial.Options())
		if err != nil || m.Demand[0].Pattern != want {
			t.Errorf("%v is %q, want %q (%v)", units, m.Demand[0].Pattern, want, err)
		}
	}
}

func TestAHistoryFromTheFirstSaleOnIsNotBiased(t *testing.T) {
	w, sum, n := trial.World{Levels: []float64{2}, Days: 200}, 0.0, 0
	for i := range 4000 {
		s := estimate.FromFirstSale(w.History(random.NewKey(int64(i)))[0])
		for _, c := range s.Counts {
			sum += float64(c)
		}
		n += len(s.Counts)
	}
	if rate := sum / float64(n) * 365 / 12; math.Abs(rate-2) > 0.05 {
		t.Errorf("%.3f units/month, want 2", rate)
	}
	if s := estimate.FromFirstSale(estimate.Series{Start: 7, Counts: []int32{0, estimate.Gap}}); len(s.Counts) != 0 || s.Start != 9 {
		t.Errorf("without a sale: %+v", s)
	}
}

func TestBadHistoryIsRefused(t *testing.T) {
	ok := estimate.Series{Start: trial.Start, Counts: []int32{1}}
	for want, c := range map[string]struct {
		series  []estimate.Series
		options estimate.Options
	}{
		"at least a day":                        {[]estimate.Series{ok}, estimate.Options{}},
		"no days":                               {nil, trial.Options()},
		"series 1: -3 units on 2026-02-03: cou": {[]estimate.Series{ok, {Start: trial.Start, Counts: []int32{0, -3}}}, trial.Options()},
	} {
		if _, err := estimate.Fit(c.series, c.options); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// TestFactorsOfManySalesAreRatiosOfMeans: the likelihood of a log-linear model with one set of factors
// is largest where they are the means of their days, and many sales leave the prior nothing to say.
func TestFactorsOfManySalesAreRatiosOfMeans(t *testing.T) {
	units := [7]int32{5200, 4100, 4300, 3900, 3600, 3000, 3300}
	list := []estimate.Series{{Start: trial.Start - 140, Counts: make([]int32, 140)}, {Start: trial.Start - 63, Counts: make([]int32, 63)}}
	for i := range list {
		for d := range list[i].Counts {
			list[i].Counts[d] = units[(list[i].Start+civil.Date(d)).Weekday()] * int32(1+2*i)
		}
	}
	m, err := estimate.Fit(list, trial.Options())
	if err != nil {
		t.Fatal(err)
	}
	mean := 0.0
	for _, n := range units {
		mean += float64(n) / 7
	}
	for j, e := range m.Weekday {
		near(t, "factor", e.Value, float64(units[j])/mean, 2e-4)
	}
	for i, d := range m.Demand {
		near(t, "level", d.Level.Value, mean*float64(1+2*i)*365/12, 5)
	}
	if m.Month != nil || m.Trend != nil || len(m.Notes) != 2 {
		t.Errorf("half a year tells nothing of months and growth: %q", m.Notes)
	}
}

// TestSeasonAndGrowthOfManySales are found to a thousandth where chance has no part in the counts.
func TestSeasonAndGrowthOfManySales(t *testing.T) {
	monthly, sum := [12]float64{0.8, 0.8, 0.9, 0.9, 1, 1, 1.1, 1, 1, 1.1, 1.2, 1.3}, 0.0
	s := estimate.Series{Start: trial.Start - 900, Counts: make([]int32, 900)}
	for d := range s.Counts {
		date := s.Start + civil.Date(d)
		_, month, _ := date.YMD()
		s.Counts[d] = int32(math.Round(1e5 * monthly[month-1] * math.Pow(1.3, float64(date-trial.Start)/365)))
	}
	m, err := estimate.Fit([]estimate.Series{s}, trial.Options())
	if err != nil {
		t.Fatal(err)
	}
	for j := range monthly {
		first := civil.Of(2025, j+1, 1)
		sum += monthly[j] * float64(first.NextMonth()-first) / 365
	}
	for j, e := range m.Month {
		near(t, "month", e.Value, monthly[j]/sum, 1e-3)
	}
	near(t, "growth", m.Trend.Value, 0.3, 1e-3)
	near(t, "level", m.Demand[0].Level.Value/(1e5*sum*365/12), 1, 1e-3)
}

// TestGapsAreNotZeros: a product without stock half of the time sells as much as one that always has
// some.
func TestGapsAreNotZeros(t *testing.T) {
	s := estimate.Series{Start: trial.Start - 300, Counts: make([]int32, 300)}
	for d := range s.Counts {
		if s.Counts[d] = 40; d%20 < 10 {
			s.Counts[d] = estimate.Gap
		}
	}
	m, err := estimate.Fit([]estimate.Series{s}, trial.Options())
	if err != nil {
		t.Fatal(err)
	}
	d := m.Demand[0]
	near(t, "level", d.Level.Value, 40*365.0/12, 10)
	if d.Days != 150 || d.Units != 6000 || d.Active != 150 {
		t.Errorf("%+v", d)
	}
}

// TestSKUsThatGrowApartHaveTheLevelsOfTheEnd: the means of two years of SKUs that grew by a half or
// shrank by a third are far from the 200 units a month that all of them sell at the end.
func TestSKUsThatGrowApartHaveTheLevelsOfTheEnd(t *testing.T) {
	w := trial.World{Days: 730, Drift: 0.4, Levels: slices.Repeat([]float64{200}, 20)}
	m, err := estimate.Fit(w.History(random.NewKey(8)), trial.Options())
	if err != nil {
		t.Fatal(err)
	}
	least, most := math.Inf(1), 0.0
	for _, d := range m.Demand {
		near(t, "level", d.Level.Value, 200, 40)
		mean := float64(d.Units) / 24
		least, most = min(least, mean), max(most, mean)
	}
	if least > 150 || most < 250 {
		t.Errorf("means of %v to %v units a month hardly differ", least, most)
	}
}

func TestASKUOfWhichNothingIsKnownIsLikeTheOthers(t *testing.T) {
	h := trial.World{Days: 100, Levels: []float64{30, 60, 90}}.History(random.NewKey(2))
	h = append(h, estimate.Series{Start: trial.Start}, estimate.Series{Start: trial.Start - 1, Counts: []int32{estimate.Gap}})
	m, err := estimate.Fit(h, trial.Options())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range m.Demand[3:] {
		near(t, "level", d.Level.Dist.Mean(), 60, 10)
		if d.Days != 0 || !strings.Contains(d.Level.Method, "no day was observed") || d.Level.Hi < 150 {
			t.Errorf("%v", d.Level)
		}
	}
	m, err = estimate.Fit(h[4:], trial.Options())
	if err != nil || m.Demand[0].Level.Dist == nil || !math.IsInf(m.Demand[0].Level.Hi, 1) {
		t.Errorf("of no SKU: %+v, %v", m.Demand, err)
	}
}
