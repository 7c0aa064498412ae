package estimate_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/dist"
	"fbasim/sim/estimate"
	"fbasim/sim/random"
)

// draws are n values of a law, on whole days or not.
func draws(text string, n int, whole bool) []float64 {
	d, err := dist.Parse(text)
	if err != nil {
		panic(err)
	}
	s, days := random.NewKey(11).With(text).Sequence(), make([]float64, n)
	for i := range days {
		if days[i] = max(0, d.Quantile(s.Next())); whole {
			days[i] = math.Round(days[i])
		}
	}
	return days
}

// TestDelaysFindTheFamilyTheyCameFrom, or one that can hardly be told from it: with 20,000 delays the
// distribution functions differ by less than 2 %.
func TestDelaysFindTheFamilyTheyCameFrom(t *testing.T) {
	for _, text := range []string{"gamma(mean=18, cv=0.4)", "lognormal(mean=9, cv=0.6)", "weibull(shape=2.5, scale=10)",
		"pert(7, 9, 12)", "triangular(2, 5, 20)", "discrete(3:0.2, 7:0.5, 8:0.3)"} {
		for _, whole := range []bool{true, false} {
			truth, err := dist.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			f, err := estimate.Delays(draws(text, 20000, whole))
			if err != nil {
				t.Fatal(err)
			}
			family, _, _ := strings.Cut(text, "(")
			if got, _, _ := strings.Cut(f.Dist.String(), "("); got != family {
				t.Errorf("%s, whole days %v: %v", text, whole, f.Dist)
			}
			for _, p := range []float64{0.05, 0.3, 0.6, 0.95} {
				x := truth.Quantile(p)
				if got := dist.CDF(f.Dist, x); math.Abs(got-dist.CDF(truth, x)) > 0.02 {
					t.Errorf("%s, whole days %v: %v has probability %.3f up to %.3g", text, whole, f.Dist, got, x)
				}
			}
		}
	}
}

func TestTwoKindsOfDelayGiveADiscreteDistribution(t *testing.T) {
	f, err := estimate.Delays(draws("mixture(0.8: pert(3, 4, 5), 0.2: normal(30, 2))", 2000, true))
	if err != nil || !strings.HasPrefix(f.Dist.String(), "discrete(") {
		t.Errorf("%v, %v", f.Dist, err)
	}
}

func TestZerosFitAnyFamily(t *testing.T) {
	f, err := estimate.Delays(draws("exponential(0.8)", 500, true))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range f.Tried {
		if math.IsInf(c.Criterion, 0) {
			t.Errorf("%s does not fit", c.Family)
		}
	}
	if f.Dist.Mean() < 0.6 || f.Dist.Mean() > 1 {
		t.Errorf("%v", f.Dist)
	}
}

func TestFewDelays(t *testing.T) {
	for _, c := range []struct {
		days []float64
		want string
	}{
		{[]float64{5}, "5"},
		{[]float64{5, 5, 5}, "5"},
		{[]float64{5, 9}, "triangular(5, 7, 9)"},
		{[]float64{0, 0, 12}, "triangular(0, 0, 12)"},
	} {
		f, err := estimate.Delays(c.days)
		if err != nil || f.Dist.String() != c.want || f.N != len(c.days) || !(f.Lo < f.Value && f.Value < f.Hi || f.Lo == 0) {
			t.Errorf("%v: %v %v (%v), want %s", c.days, f.Dist, f.Estimate, err, c.want)
		}
	}
	if _, err := estimate.Delays(nil); !errors.Is(err, estimate.ErrNoDelays) {
		t.Errorf("none: %v", err)
	}
	if _, err := estimate.Delays([]float64{3, -1}); err == nil || !strings.Contains(err.Error(), "duration 1 is -1 days") {
		t.Errorf("negative: %v", err)
	}
	if _, err := estimate.ReturnDelays(nil); !errors.Is(err, estimate.ErrNoDelays) {
		t.Errorf("no returns: %v", err)
	}
}

func TestAnyDelaysAreFitted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SliceOfN(rapid.OneOf(rapid.Float64Range(0, 3), rapid.Float64Range(0, 400),
			rapid.Custom(func(t *rapid.T) float64 { return float64(rapid.IntRange(0, 30).Draw(t, "day")) })), 1, 40).Draw(t, "days")
		f, err := estimate.Delays(days)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, "delay", f.Fitted)
		if lo, _ := f.Dist.Support(); lo < 0 {
			t.Fatalf("%v", f.Dist)
		}
	})
}
