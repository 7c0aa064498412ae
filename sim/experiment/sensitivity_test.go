package experiment_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fbasim/sim/experiment"
	"fbasim/sim/result"
)

// linear is the quickstart with certain demand, whose profit falls by exactly 0.731 USD for each
// Canadian dollar of uncertain fixed costs.
func linear(t testing.TB, setup string, horizon ...string) *experiment.Study {
	t.Helper()
	sets := []string{`product.IRON.demand.US=410 units/month`, `product.IRON.demand.CA=160 units/month`,
		`local.CA.setup=` + setup, `local.CA.monthly=uniform(20, 100) CAD/month`, `experiment.replications=8`,
		"horizon=" + append(horizon, "182 d")[0]}
	s := studyOf(t, text(t), sets...)
	s.Settings.Precision, s.Settings.Workers = 0, 2
	return s
}

func analyze(t testing.TB, s *experiment.Study, o experiment.SensitivityOptions) *result.Set {
	t.Helper()
	set, err := experiment.Sensitivity(context.Background(), s, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func lightly(points int) experiment.SensitivityOptions {
	return experiment.SensitivityOptions{Tail: 0.1, Most: 8, Points: points, Top: 8, Mean: 2}
}

// find returns the row of an input in the difference local - remote.
func find(t testing.TB, set *result.Set, input string) result.SensitivityRow {
	t.Helper()
	i := slices.IndexFunc(set.Sensitivity, func(r result.SensitivityRow) bool {
		return r.Input == input && r.Case == "local" && r.Against == "remote"
	})
	if i < 0 {
		t.Fatalf("no row of %s", input)
	}
	return set.Sensitivity[i]
}

const rate = 0.731 // USD for a CAD

// TestSwingsOfALinearProfitAreCoefficientTimesRange: both fixed costs enter the profit linearly, so
// their swings are exact and their Sobol indices are their shares of the variance.
func TestSwingsOfALinearProfitAreCoefficientTimesRange(t *testing.T) {
	set := analyze(t, linear(t, "uniform(500, 1500) CAD"), lightly(64))
	setup, monthly := find(t, set, "local.CA.setup"), find(t, set, "local.CA.monthly")
	if want := -rate * 800; math.Abs(setup.Swing-want) > 1e-3 {
		t.Errorf("swing of the set-up costs %v, want %v", setup.Swing, want)
	}
	if setup.LowValue != 600 || setup.HighValue != 1400 || setup.Low != "600 CAD" {
		t.Errorf("ends %v %v %q", setup.LowValue, setup.HighValue, setup.Low)
	}
	months := -monthly.Swing / rate / 64
	if math.Abs(months-math.Round(months)) > 1e-4 || months < 5.5 {
		t.Errorf("%v monthly payments", months)
	}
	a, b := math.Pow(1000*rate, 2), math.Pow(80*rate*months, 2)
	for _, c := range []struct {
		row  result.SensitivityRow
		want float64
	}{{setup, a / (a + b)}, {monthly, b / (a + b)}} {
		if math.Abs(c.row.SobolFirst-c.want) > 0.02 || math.Abs(c.row.SobolTotal-c.want) > 0.02 {
			t.Errorf("%s: indices %v and %v, want both %v", c.row.Input, c.row.SobolFirst, c.row.SobolTotal, c.want)
		}
		if iv := c.row.SobolTotalCI; iv.Lo > c.want || iv.Hi < c.want {
			t.Errorf("%s: interval %v misses %v", c.row.Input, iv, c.want)
		}
	}
}

// TestFlipIsWhereALinearDifferenceIsZero: the winner changes where the line through both ends
// crosses zero; an input that leaves the sign alone flips nothing, nor do those of one case.
func TestFlipIsWhereALinearDifferenceIsZero(t *testing.T) {
	set := analyze(t, linear(t, "uniform(500, 9500) CAD", "364 d"), lightly(0))
	r := find(t, set, "local.CA.setup")
	want := r.LowValue + (r.HighValue-r.LowValue)*r.AtLow/(r.AtLow-r.AtHigh)
	if r.AtLow <= 0 || r.AtHigh >= 0 {
		t.Fatalf("the difference goes from %v to %v and crosses nothing", r.AtLow, r.AtHigh)
	}
	if winner := map[bool]string{true: "remote", false: "local"}[r.Base > 0]; r.FlipsTo != winner {
		t.Errorf("flips to %q", r.FlipsTo)
	}
	if math.Abs(r.FlipsAt-want) > 0.01 || r.FlipsCI.Lo > want || r.FlipsCI.Hi < want {
		t.Errorf("flips at %v %v, want %v", r.FlipsAt, r.FlipsCI, want)
	}
	if !math.IsNaN(r.SobolTotal) {
		t.Errorf("an index %v that nobody asked for", r.SobolTotal)
	}
	for _, r := range set.Sensitivity {
		if r.Against == "" && r.FlipsTo != "" || r.Case == "remote" && r.Swing != 0 {
			t.Errorf("row %+v", r)
		}
	}
}

func TestInputsThatKeepTheSignFlipNothing(t *testing.T) {
	set := analyze(t, linear(t, "uniform(500, 600) CAD"), lightly(0))
	for _, r := range set.Sensitivity {
		if r.FlipsTo != "" || !math.IsNaN(r.FlipsAt) {
			t.Errorf("%s flips to %s at %v", r.Input, r.FlipsTo, r.FlipsAt)
		}
	}
}

func TestSensitivityDoesNotDependOnTheWorkers(t *testing.T) {
	s := linear(t, "uniform(500, 5500) CAD")
	s.Settings.Workers = 1
	one := analyze(t, s, lightly(8))
	s.Settings.Workers = 3
	if d := cmp.Diff(one.Sensitivity, analyze(t, s, lightly(8)).Sensitivity, cmpopts.EquateNaNs()); d != "" {
		t.Error(d)
	}
}

// TestSpreadReachesConstants: a spread moves constants by its share to both sides and says so.
func TestSpreadReachesConstants(t *testing.T) {
	o := lightly(0)
	o.Spread, o.Only = 0.2, []string{"local.CA.*"}
	set := analyze(t, linear(t, "900 CAD"), o)
	setup := find(t, set, "local.CA.setup")
	if math.Abs(setup.Swing+rate*360) > 1e-3 || setup.LowValue != 720 || setup.HighValue != 1080 ||
		setup.Evidence != "spread 20 %" {
		t.Errorf("%+v", setup)
	}
	if monthly := find(t, set, "local.CA.monthly"); monthly.LowValue != 28 || monthly.Evidence != "" {
		t.Errorf("an input with a distribution was spread: %+v", monthly)
	}
	for _, r := range set.Sensitivity {
		if ok := slices.Contains([]string{"local.CA.setup", "local.CA.monthly", "local.CA.entry"}, r.Input); !ok {
			t.Errorf("nobody asked for %s", r.Input)
		}
	}
}

func TestSensitivityOfACertainStudyIsAnError(t *testing.T) {
	o := lightly(0)
	o.Only = []string{"nothing"}
	_, err := experiment.Sensitivity(context.Background(), linear(t, "900 CAD"), o, nil)
	if !errors.Is(err, experiment.ErrNoFactors) {
		t.Errorf("got %v", err)
	}
}
