package study_test

import (
	"context"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/experiment"
	"fbasim/sim/result"
	"fbasim/sim/study"
)

const canada = "../../scenarios/canada-remote-vs-local.toml"

// results runs a scenario without its break-even search.
func results(t testing.TB, path string, sets ...string) *result.Set {
	t.Helper()
	s, list, err := study.Open(path, study.Options{Sets: sets, Read: os.ReadFile})
	if err != nil || list.Errors() > 0 {
		t.Fatal(err, list.All())
	}
	e := s.Experiment(2)
	e.Settings.Levers, e.Settings.Orders = nil, 0
	set, err := experiment.Run(context.Background(), e, nil)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func find(t testing.TB, set *result.Set, b, metric string) result.Comparison {
	t.Helper()
	i := slices.IndexFunc(set.Comparisons, func(c result.Comparison) bool { return c.B == b && c.Metric == metric })
	if i < 0 {
		t.Fatalf("no comparison of %s in %s", b, metric)
	}
	return set.Comparisons[i]
}

// Independent runs are compared at equal n, with what control variates cost in degrees of freedom.
func TestCommonRandomNumbersAndControlsNeedTenTimesFewerReplications(t *testing.T) {
	c := find(t, results(t, canada), "local", "profit")
	t.Log(c.Savings())
	if c.Controls != c.N/10 || c.PairedFewer < 10 || c.ControlledFewer < 2*c.PairedFewer {
		t.Errorf("%d controls of %d replications: %.1f times fewer by pairs, %.1f with controls",
			c.Controls, c.N, c.PairedFewer, c.ControlledFewer)
	}
	if c.Estimate != result.Paired || c.Diff != c.PairedDiff || c.CI != c.PairedCI {
		t.Errorf("without being asked the controls are used: %+v", c)
	}
}

func TestNaturalControlsAreReportedAndJudged(t *testing.T) {
	plain, set := results(t, canada), results(t, canada, "experiment.controls=natural")
	for i, c := range set.Comparisons {
		want := plain.Comparisons[i]
		if c.PairedDiff != want.Diff || c.PairedCI != want.CI || c.ControlledDiff != want.ControlledDiff && c.Controls > 0 {
			t.Errorf("%s: the estimates beside differ: %+v, %+v", c.Metric, c, want)
		}
		if c.Controls > 0 && (c.Estimate != result.Controlled || c.Diff != c.ControlledDiff || c.CI != c.ControlledCI) {
			t.Errorf("%s: not the controlled estimate: %+v", c.Metric, c)
		}
	}
	if c := find(t, set, "local", "profit"); c.Estimate != result.Controlled || c.CI.Hi-c.CI.Lo >= c.PairedCI.Hi-c.PairedCI.Lo {
		t.Errorf("%+v", c)
	}
	tight := []string{"experiment.precision=5 %", "experiment.equivalence=0 %", "experiment.replications=40..400"}
	fewer := results(t, canada, append(tight, "experiment.controls=natural")...).Manifest.Precision
	more := results(t, canada, tight...).Manifest.Precision
	if !fewer.Reached || fewer.Replications >= more.Replications/2 {
		t.Errorf("%d replications with controls, %d without", fewer.Replications, more.Replications)
	}
}

func TestWithoutVaryingInputsTheBuyersAreTheControls(t *testing.T) {
	fixed := []string{"fx.CAD=0.731 USD", "experiment.controls=natural", "experiment.replications=40"}
	for _, sku := range []string{"CASE", "SHIRT", "IRON", "COT"} {
		fixed = append(fixed, "product."+sku+".demand.US=300 units/month", "product."+sku+".demand.CA=40 units/month")
	}
	if c := find(t, results(t, canada, fixed...), "local", "profit"); c.Controls != 2 {
		t.Errorf("%d controls, want the buyers of two marketplaces", c.Controls)
	}
}

func TestTooFewReplicationsForControlsAreToldSo(t *testing.T) {
	set := results(t, canada, "experiment.controls=natural", "experiment.replications=9")
	c := find(t, set, "local", "profit")
	if c.Controls != 0 || c.Estimate != result.Paired || !math.IsNaN(c.ControlledDiff) {
		t.Errorf("%+v", c)
	}
	if !strings.Contains(strings.Join(set.Warnings, "\n"), "control variates") {
		t.Errorf("warnings %q", set.Warnings)
	}
}

func TestComparisonKeysDoWhatTheySay(t *testing.T) {
	const four = "../../scenarios/four-programs.toml"
	few := "experiment.replications=20"
	holm, none := results(t, four, few), results(t, four, few, "compare.family=none")
	all := results(t, four, few, "compare.against=all", `compare.metrics=["fill_rate"]`)
	adjusted := 0
	for i, c := range holm.Comparisons {
		switch alone := none.Comparisons[i].PAdj; {
		case c.PAdj > alone:
			adjusted++
		case c.PAdj < alone:
			t.Errorf("%s: p-value %v by Holm and %v alone", c.Metric, c.PAdj, alone)
		}
	}
	if adjusted == 0 {
		t.Error("Holm adjusts no p-value")
	}
	pairs := map[string]int{}
	for _, c := range all.Comparisons {
		pairs[c.A+" "+c.B]++
		if c.Metric != "profit" && !strings.HasPrefix(c.Metric, "fill_rate") {
			t.Errorf("%s is compared", c.Metric)
		}
	}
	if n := len(all.Cases); len(pairs) != n*(n-1)/2 {
		t.Errorf("pairs %v of %d cases", pairs, n)
	}
	_, list, err := study.Open(four, study.Options{Sets: []string{`compare.metrics=["profits"]`}, Read: os.ReadFile})
	if err != nil || list.Errors() != 1 {
		t.Errorf("a metric that does not exist: %v, %v", list.All(), err)
	}
}
