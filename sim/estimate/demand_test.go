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
			if d.Days > 0 && (d.Level.Dist == nil || d.Level.Dist.Mean() <= 0 || d.Dispersion < 1) {
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
